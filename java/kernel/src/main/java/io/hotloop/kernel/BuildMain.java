package io.hotloop.kernel;

import io.hotloop.kernel.internal.Compiler;
import io.hotloop.kernel.internal.Prebuilt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code hotloop-maven-plugin} runs, in a JVM with the program's class path: compiles the kernels of all interfaces with
 * {@link KernelSources}. Arguments: the folder of the program's classes, which receives the libraries; a folder for the
 * C headers; the targets, the oldest processors first.
 */
final class BuildMain {
    private static final String ANNOTATION = KernelSources.class.descriptorString();

    private BuildMain() {}

    /**
     * Runs it.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        Path classes = Path.of(arguments[0]);
        Path headers = Path.of(arguments[1]);
        List<String> targets = arguments.length > 2 ? List.of(arguments).subList(2, arguments.length) : usualTargets();
        try {
            Prebuilt.clear(classes);
            for (Class<?> type : annotated(classes)) {
                build(type, classes, Files.createDirectories(headers.resolve(type.getName())), targets);
            }
        } catch (CompileException | IllegalArgumentException e) {
            fail(e.getMessage());
        } catch (IOException | UncheckedIOException | LinkageError e) {
            fail(e.toString());
        }
    }

    private static void fail(String problem) {
        System.err.println(problem);
        System.exit(1);
    }

    /** Those of Hotloop's own library. */
    private static List<String> usualTargets() {
        return Prebuilt.platform().endsWith("-x86_64")
                ? List.of("x86-64-v2", "x86-64-v3", "x86-64-v4")
                : List.of("armv8-a");
    }

    private static void build(Class<?> type, Path classes, Path headers, List<String> targets) throws IOException {
        KernelSource source = KernelSource.of(type);
        Compiler.writeHeaders(type, headers);
        String compiler = "";
        for (String target : targets) {
            KernelInfo info = Kernels.build(type, source.target(target), Prebuilt.library(classes, type, target));
            compiler = info.compiler();
            if (target.equals(targets.getFirst())) {
                info.warnings()
                        .forEach(warning ->
                                System.err.println(warning.file() + ":" + warning.line() + ": " + warning.message()));
            }
        }
        Prebuilt.describe(classes, type, source.units(), targets, compiler);
        System.out.println(type.getName() + " for " + Prebuilt.platform() + ": " + String.join(", ", targets));
    }

    private static List<Class<?>> annotated(Path classes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        var types = new ArrayList<Class<?>>();
        for (Path file : files) {
            // Read, not loaded: a class may need what is not there.
            ClassModel model = ClassFile.of().parse(file);
            if (isAnnotated(model)) {
                String name = model.thisClass().asInternalName().replace('/', '.');
                try {
                    types.add(Class.forName(name, false, BuildMain.class.getClassLoader()));
                } catch (ClassNotFoundException e) {
                    throw new IllegalArgumentException(file + " is not on the class path", e);
                }
            }
        }
        return types;
    }

    private static boolean isAnnotated(ClassModel model) {
        return model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .anyMatch(annotation -> annotation.className().equalsString(ANNOTATION));
    }
}
