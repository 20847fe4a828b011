package io.hotloop.kernel.internal;

import io.hotloop.bindings.PrivateFolder;
import io.hotloop.bindings.UserLibrary;
import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.KernelInfo;
import io.hotloop.kernel.Struct;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From an interface and sources to an object that calls them. */
public final class Compiler {
    /** By the implementing class: weak, as such a class ends with its object. */
    private static final Map<Class<?>, KernelInfo> INFO = Collections.synchronizedMap(new WeakHashMap<>());

    private Compiler() {}

    /**
     * Compiles and implements.
     *
     * @param user who asks
     * @param type the interface
     * @param units the sources
     * @param settings how
     * @return an object of the interface
     */
    public static <K> K compile(MethodHandles.Lookup user, Class<K> type, List<Unit> units, Settings settings) {
        long begin = System.nanoTime();
        check(user, type);
        Map<Class<?>, StructType> structs = StructType.none();
        List<Signature> signatures = signatures(type, structs);
        KernelBuild build = plan(type, signatures, structs, units, settings);
        return place(build, entry -> {
            UserLibrary library = UserLibrary.load(user, entry.library());
            K kernels = type.cast(Glue.implement(user, type, signatures, library));
            INFO.put(kernels.getClass(), info(build, entry, begin));
            return kernels;
        });
    }

    /**
     * Compiles, and implements an interface of structs.
     *
     * @param user who asks
     * @param type the interface
     * @param units the sources
     * @param settings how
     * @return its objects
     */
    public static StructObjects struct(MethodHandles.Lookup user, Class<?> type, List<Unit> units, Settings settings) {
        long begin = System.nanoTime();
        check(user, type);
        Map<Class<?>, StructType> structs = StructType.none();
        ObjectType object = ObjectType.of(type, structs);
        KernelBuild build = plan(type, object.kernels(), structs, units, settings);
        return place(build, entry -> {
            UserLibrary library = UserLibrary.load(user, entry.library());
            return objects(object, Glue.struct(user, type, object, library), info(build, entry, begin));
        });
    }

    private static StructObjects objects(ObjectType object, StructObjects.Handles handles, KernelInfo info) {
        INFO.put(handles.type(), info);
        return new StructObjects(object.struct(), handles, info);
    }

    private static KernelBuild plan(
            Class<?> type,
            List<Signature> signatures,
            Map<Class<?>, StructType> structs,
            List<Unit> units,
            Settings settings) {
        var c = CInterface.of(type, signatures, List.copyOf(structs.values()));
        return new KernelBuild(c, units, settings, Toolchain.find(settings.compiler()));
    }

    /**
     * Compiles, and puts the library into a file.
     *
     * @param type the interface
     * @param units the sources
     * @param settings how
     * @param file receives the library
     * @return where it came from
     * @throws IOException if the file cannot be written
     */
    public static KernelInfo build(Class<?> type, List<Unit> units, Settings settings, Path file) throws IOException {
        long begin = System.nanoTime();
        Interfaces.require(type);
        CNames.require(type.getSimpleName(), type.getTypeName());
        Map<Class<?>, StructType> structs = StructType.none();
        List<Signature> signatures = type.isAnnotationPresent(Struct.class)
                ? ObjectType.of(type, structs).kernels()
                : signatures(type, structs);
        KernelBuild build = plan(type, signatures, structs, units, settings);
        KernelCache.Entry built = place(build, Function.identity());
        // Whole or not at all; a library that is loaded keeps its file.
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            // The bytes alone: in the cache only the user may read it.
            try (var out = Files.newOutputStream(part)) {
                Files.copy(built.library(), out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        KernelInfo info = info(build, built, begin);
        return new KernelInfo(
                file,
                info.isCached(),
                info.buildTime(),
                info.loadTime(),
                info.compiler(),
                info.command(),
                info.warnings());
    }

    /**
     * Implements an interface by a library that {@link #build} made.
     *
     * @param user who asks
     * @param type the interface
     * @param file the library
     * @return an object of the interface
     */
    public static <K> K load(MethodHandles.Lookup user, Class<K> type, Path file) {
        long begin = System.nanoTime();
        check(user, type);
        Map<Class<?>, StructType> structs = StructType.none();
        List<Signature> signatures = signatures(type, structs);
        UserLibrary library = load(user, type, signatures, structs, file);
        K kernels = type.cast(Glue.implement(user, type, signatures, library));
        INFO.put(kernels.getClass(), loaded(file, begin));
        return kernels;
    }

    /** The same for an interface of structs. */
    public static StructObjects loadStruct(MethodHandles.Lookup user, Class<?> type, Path file) {
        long begin = System.nanoTime();
        check(user, type);
        Map<Class<?>, StructType> structs = StructType.none();
        ObjectType object = ObjectType.of(type, structs);
        UserLibrary library = load(user, type, object.kernels(), structs, file);
        return objects(object, Glue.struct(user, type, object, library), loaded(file, begin));
    }

    private static KernelInfo loaded(Path file, long begin) {
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        return new KernelInfo(file, true, Duration.ZERO, time, "", List.of(), List.of());
    }

    /** A library that was built for these methods. */
    private static UserLibrary load(
            MethodHandles.Lookup user,
            Class<?> type,
            List<Signature> signatures,
            Map<Class<?>, StructType> structs,
            Path file) {
        UserLibrary library = UserLibrary.load(user, file.toAbsolutePath());
        String expected =
                CInterface.of(type, signatures, List.copyOf(structs.values())).hash();
        String actual = library.find(CText.HASH)
                .map(address -> UserLibrary.text(address.address()))
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " is no library of Hotloop's kernels: it has no " + CText.HASH));
        if (!expected.equals(actual)) {
            throw new IllegalArgumentException(file + " was built for another interface than " + type.getTypeName()
                    + " is, or by another version of Hotloop: build it anew");
        }
        return library;
    }

    /**
     * Implements an interface by the functions of a library that knows nothing of it.
     *
     * @param user who asks
     * @param type the interface
     * @param library the library
     * @return an object of the interface
     */
    public static <K> K bind(MethodHandles.Lookup user, Class<K> type, UserLibrary library) {
        long begin = System.nanoTime();
        check(user, type);
        List<Signature> signatures = methods(type, StructType.none()).stream()
                .map(Signature::withoutStrides)
                .toList();
        K kernels = type.cast(Glue.bind(user, type, signatures, library));
        INFO.put(kernels.getClass(), loaded(library.file(), begin));
        return kernels;
    }

    static KernelInfo info(KernelBuild build, KernelCache.Entry entry, long begin) {
        return new KernelInfo(
                entry.library(),
                entry.isCached(),
                entry.buildTime(),
                Duration.ofNanos(System.nanoTime() - begin),
                entry.compiler(),
                build.command(),
                entry.warnings());
    }

    /** Builds a library in the first folder that can hold it, and loads it. */
    static <T> T place(KernelBuild build, Function<KernelCache.Entry, T> load) {
        Throwable problem = null;
        for (Path folder : PrivateFolder.candidates()) {
            try {
                return load.apply(new KernelCache(folder.resolve("kernels")).get(build));
            } catch (IOException e) {
                problem = suppressed(e, problem);
            } catch (UnsatisfiedLinkError e) {
                if (!String.valueOf(e.getMessage()).contains("failed to map segment")) {
                    throw e;
                }
                problem = suppressed(e, problem); // no program may run from there
            }
        }
        var failure = new CompileException(
                "there is no folder for the kernels of " + build.name()
                        + ": set -Dhotloop.cache.dir to a folder of your own from which programs may run ("
                        + (problem == null ? "none is known" : problem.getMessage()) + ")",
                List.of());
        failure.initCause(problem);
        throw failure;
    }

    private static Throwable suppressed(Throwable problem, @Nullable Throwable before) {
        if (before != null) {
            problem.addSuppressed(before);
        }
        return problem;
    }

    /**
     * Where an object's kernels came from.
     *
     * @param kernels the object
     * @return null if it is not one of {@link #compile}'s
     */
    public static @Nullable KernelInfo info(Object kernels) {
        return INFO.get(kernels.getClass());
    }

    /**
     * The compiler that is used where a source names none.
     *
     * @return empty if there is none
     */
    public static Optional<Path> compiler() {
        return Optional.ofNullable(Toolchain.usual());
    }

    private static void check(MethodHandles.Lookup user, Class<?> type) {
        Interfaces.require(type);
        CNames.require(type.getSimpleName(), type.getTypeName());
        UserLibrary.requireOwn(user);
        try {
            user.accessClass(type);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " cannot be reached by "
                            + user.lookupClass().getName()
                            + ": pass the lookup of a class in the interface's package, or make it public",
                    e);
        }
    }

    /** The methods as kernels, each with a function of its own. */
    static List<Signature> signatures(Class<?> type, Map<Class<?>, StructType> structs) {
        return Signature.distinct(type, methods(type, structs));
    }

    private static List<Signature> methods(Class<?> type, Map<Class<?>, StructType> structs) {
        if (type.isAnnotationPresent(Struct.class)) {
            throw new IllegalArgumentException(type.getTypeName() + " has @Struct: Kernels.struct implements it");
        }
        return Interfaces.methods(type).stream()
                .map(method -> Signature.of(method, structs, null))
                .toList();
    }
}
