package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of one's own in processes of their own: modules, native access, settings, a cache that many share. */
class KernelsIT {
    private static final String MAIN = """
            %s
            import io.hotloop.NdArray;
            import io.hotloop.kernel.Elementwise;
            import io.hotloop.kernel.In;
            import io.hotloop.kernel.Kernels;
            import java.lang.invoke.MethodHandles;

            public class Main {
                interface Sum {
                    double sum(@In NdArray x, long n);
                }

                interface Maths {
                    @Elementwise("double half(double x) { return x / 2; }")
                    NdArray half(NdArray x);
                }

                public static void main(String[] arguments) {
                    if (arguments.length > 0 && arguments[0].equals("elementwise")) {
                        System.out.println(Kernels.elementwise(Maths.class).half(NdArray.of(1.0)).getDouble(0));
                        return;
                    }
                    Sum kernels = Kernels.compile(MethodHandles.lookup(), Sum.class, ""\"
                            double sum(const hl_float64_view *x, int64_t n) {
                                double sum = 0;
                                RANGE(i, n) { sum += AT(x, i); }
                                return sum;
                            }
                            ""\");
                    System.out.println(kernels.sum(NdArray.of(1.0, 2.0, 3.5), 3) + " " + Kernels.info(kernels).isCached());
                    if (arguments.length > 0) {
                        System.out.println(kernels.sum(NdArray.of(1.0, 2.0, 3.5).get(io.hotloop.Index.range(0, 2)), 3));
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private ChildJvm program(String... arguments) throws IOException {
        Path file = Files.writeString(folder.resolve("Main.java"), MAIN.formatted(""));
        return ChildJvm.classPath(file.toString(), arguments).option("-Dhotloop.cache.dir=" + folder.resolve("cache"));
    }

    @Test
    void theSecondProcessFindsTheLibrary() throws Exception {
        var first = program().run();
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).isEqualTo("6.5 false\n");
        assertThat(program().run().out()).isEqualTo("6.5 true\n");
        // What somebody else wrote into it is not loaded.
        try (Stream<Path> files = Files.walk(folder.resolve("cache/kernels"))) {
            Path library = files.filter(file -> file.toString().endsWith(".so"))
                    .findFirst()
                    .orElseThrow();
            Files.write(library, new byte[] {1, 2, 3});
        }
        assertThat(program().run().out()).isEqualTo("6.5 false\n");
    }

    @Test
    void manyProcessesShareAnEmptyCache() throws Exception {
        try (var executor = Executors.newFixedThreadPool(6)) {
            var children = new ArrayList<Callable<ChildJvm.Result>>();
            for (int i = 0; i < 6; i++) {
                children.add(program()::run);
            }
            for (var child : executor.invokeAll(children)) {
                assertThat(child.get().err()).isEmpty();
                assertThat(child.get().out()).startsWith("6.5 ");
            }
        }
        try (Stream<Path> libraries = Files.list(folder.resolve("cache/kernels"))) {
            assertThat(libraries).hasSize(1);
        }
    }

    @Test
    void theModeIsASetting() throws Exception {
        assertThat(program("outside").run().err())
                .contains("IndexOutOfBoundsException: Sum.c:3: index 2 is outside axis 0 of length 2, in Sum.sum");
        var fast = program("outside").option("-Dhotloop.kernel.mode=fast").run();
        assertThat(fast.exitCode()).isZero();
        assertThat(program().option("-Dhotloop.kernel.mode=quick").run().err())
                .contains("-Dhotloop.kernel.mode is \"quick\": it takes checked or fast");
    }

    @Test
    void profilingIsASetting() throws Exception {
        var profiled = program()
                .option("-Dhotloop.kernel.profile=true")
                .option("-Dhotloop.kernel.profile.folder=" + folder)
                .run();
        assertThat(profiled.err()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            Path counts = files.filter(file -> file.toString().endsWith(".tsv"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(counts)).startsWith("sum\tSum.c\t1\t1\t");
        }
        assertThat(program().option("-Dhotloop.kernel.profile=on").run().err())
                .contains("-Dhotloop.kernel.profile is \"on\": it takes true or false");
    }

    @Test
    void withoutACompilerTheWayOutIsSaid() throws Exception {
        var none = program().environment("PATH", folder.toString()).run();
        assertThat(none.exitCode()).isNotZero();
        assertThat(none.err())
                .contains("there is no C compiler: gcc, clang, cc are not on the PATH")
                .contains("Kernels.load");
        assertThat(program().option("-Dhotloop.compiler=no-such").run().err()).contains("no-such is not on the PATH");
    }

    @Test
    void anUnsafeCacheIsNotUsed() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        var result = program().option("-Djava.io.tmpdir=" + temporary).run();
        assertThat(result.out()).isEqualTo("6.5 false\n");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aNamedModuleNeedsNativeAccessOfItsOwn() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("src/app"));
        Files.writeString(sources.resolveSibling("module-info.java"), "module app { requires io.hotloop.kernel; }");
        Files.writeString(sources.resolve("Main.java"), MAIN.formatted("package app;"));
        Path classes = folder.resolve("classes");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-p",
                        ChildJvm.jars().toString(),
                        "-d",
                        classes.toString(),
                        "--module-source-path",
                        "app=" + folder.resolve("src"),
                        "-m",
                        "app");
        assertThat(code).isZero();
        List<Path> path = List.of(ChildJvm.jars(), classes);
        var granted = ChildJvm.modulePathOf(path, "app/app.Main")
                .option("-Dhotloop.cache.dir=" + folder.resolve("cache"))
                .withoutOption("--enable-native-access=io.hotloop.bindings")
                .option("--enable-native-access=io.hotloop.bindings,app")
                .option("--illegal-native-access=deny")
                .run();
        assertThat(granted.err()).isEmpty();
        assertThat(granted.out()).isEqualTo("6.5 false\n");
        // An elementwise function is loaded in the name of Hotloop's module.
        var elementwise = ChildJvm.modulePathOf(path, "app/app.Main", "elementwise")
                .option("-Dhotloop.cache.dir=" + folder.resolve("cache"))
                .option("--illegal-native-access=deny")
                .run();
        assertThat(elementwise.err()).isEmpty();
        assertThat(elementwise.out()).isEqualTo("0.5\n");
        var denied = ChildJvm.modulePathOf(path, "app/app.Main")
                .option("-Dhotloop.cache.dir=" + folder.resolve("cache"))
                .option("--illegal-native-access=deny")
                .run();
        assertThat(denied.err())
                .contains("native access is denied to the module app, whose kernels are in ")
                .contains("run java with --enable-native-access=app");
    }
}
