package io.hotloop.kernel.internal;

import io.hotloop.bindings.PrivateFolder;
import io.hotloop.bindings.UserLibrary;
import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.KernelInfo;
import io.hotloop.kernel.KernelInspection;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From an interface and sources to an object that calls them. */
public final class Compiler {
    /** By the implementing class: weak, as such a class ends with its object. */
    private static final Map<Class<?>, KernelInfo> INFO = Collections.synchronizedMap(new WeakHashMap<>());

    /** By the implementing class, where its library counts calls. */
    private static final Map<Class<?>, LibraryProfile> PROFILES = Collections.synchronizedMap(new WeakHashMap<>());

    private Compiler() {}

    /**
     * What an interface says, for all ways to implement it.
     *
     * @param kernels its methods with functions behind them
     * @param object the others, and the struct; null if its objects are none
     * @param c the C around the sources
     */
    private record Model(
            Class<?> type,
            List<Signature> kernels,
            @Nullable ObjectType object,
            CInterface c) {
        static Model of(Class<?> type) {
            Interfaces.require(type);
            CNames.require(type.getSimpleName(), type.getTypeName());
            Map<Class<?>, StructType> structs = StructType.none();
            ObjectType object = ObjectType.of(type, structs);
            List<Signature> kernels = object != null ? object.kernels() : signatures(type, structs);
            return new Model(type, kernels, object, CInterface.of(type, kernels, List.copyOf(structs.values())));
        }

        /** That of an interface of kernels alone, for an object in the name of the user. */
        static Model ofKernels(MethodHandles.Lookup user, Class<?> type) {
            requireNoStruct(type);
            Model model = of(type);
            requireAccess(user, type);
            return model;
        }

        /** That of an interface of structs, for objects in the name of the user. */
        static Model ofStructs(MethodHandles.Lookup user, Class<?> type) {
            Model model = of(type);
            if (model.object == null) {
                throw new IllegalArgumentException(
                        type.getTypeName() + " has no @Struct, which names the record with its fields");
            }
            requireAccess(user, type);
            return model;
        }

        KernelBuild build(List<Unit> units, Settings settings) {
            return new KernelBuild(c, units, settings, Toolchain.find(settings.compiler()));
        }

        /** A library that was built for this interface. */
        UserLibrary load(MethodHandles.Lookup user, Path file, String name) {
            UserLibrary library = UserLibrary.load(user, file);
            String actual = library.find(CText.HASH)
                    .map(address -> UserLibrary.text(address.address()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            name + " is no library of Hotloop's kernels: it has no " + CText.HASH));
            if (!c.hash().equals(actual)) {
                throw new IllegalArgumentException(name + " was built for another interface than " + type.getTypeName()
                        + " is, or by another version of Hotloop: build it anew");
            }
            return library;
        }

        Object kernels(MethodHandles.Lookup user, UserLibrary library, KernelInfo info) {
            Object made = Glue.implement(user, type, kernels, library);
            register(made.getClass(), library, info);
            return made;
        }

        StructObjects structs(MethodHandles.Lookup user, UserLibrary library, KernelInfo info) {
            assert object != null : type;
            StructObjects.Handles handles = Glue.struct(user, type, object, library);
            register(handles.type(), library, info);
            return new StructObjects(object.struct(), handles, info);
        }
    }

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
        Model model = Model.ofKernels(user, type);
        KernelBuild build = model.build(units, settings);
        return type.cast(place(
                build,
                entry -> model.kernels(
                        user, UserLibrary.load(user, entry.library()), info(build.command(), entry, begin))));
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
        Model model = Model.ofStructs(user, type);
        KernelBuild build = model.build(units, settings);
        return place(
                build,
                entry -> model.structs(
                        user, UserLibrary.load(user, entry.library()), info(build.command(), entry, begin)));
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
        KernelBuild build = Model.of(type).build(units, settings);
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
        KernelInfo info = info(build.command(), built, begin);
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
     * Writes the C that stands around the sources of an interface.
     *
     * @param type the interface
     * @param folder a folder that exists
     * @throws IOException if they cannot be written
     */
    public static void writeHeaders(Class<?> type, Path folder) throws IOException {
        Model.of(type).c().write(folder);
    }

    /**
     * Compiles, with a record of what the compiler did.
     *
     * @param type the interface
     * @param units the sources
     * @param settings how
     * @param folder an empty folder, in which all files are left
     * @return what can be looked at
     * @throws IOException if the folder cannot be written
     */
    public static KernelInspection inspect(Class<?> type, List<Unit> units, Settings settings, Path folder)
            throws IOException {
        Model model = Model.of(type);
        // Neither option changes the code.
        KernelBuild build = model.build(units, settings.andFlag("-g").andFlag("-fsave-optimization-record"));
        if (build.toolchain().isClang()) {
            throw new CompileException(
                    build.toolchain().path() + " keeps no such record as gcc does: name a gcc by --compiler",
                    List.of());
        }
        KernelBuild.Outcome outcome = build.runAndKeep(folder);
        try (Stream<Path> files = Files.list(folder)) {
            return new KernelInspection(
                    folder.resolve(KernelBuild.LIBRARY),
                    files.filter(file -> file.toString().endsWith(".opt-record.json.gz"))
                            .sorted()
                            .toList(),
                    outcome.compiler(),
                    build.command(),
                    outcome.warnings(),
                    model.kernels().stream().map(CallSteps::of).toList());
        }
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
        Model model = Model.ofKernels(user, type);
        UserLibrary library = model.load(user, file.toAbsolutePath(), file.toString());
        return type.cast(model.kernels(user, library, loaded(file, begin)));
    }

    /** The same for an interface of structs. */
    public static StructObjects loadStruct(MethodHandles.Lookup user, Class<?> type, Path file) {
        long begin = System.nanoTime();
        Model model = Model.ofStructs(user, type);
        UserLibrary library = model.load(user, file.toAbsolutePath(), file.toString());
        return model.structs(user, library, loaded(file, begin));
    }

    /**
     * Implements an interface by a library that was built with its class.
     *
     * @param user who asks
     * @param type the interface
     * @param prebuilt the library
     * @return an object of the interface
     */
    public static <K> K load(MethodHandles.Lookup user, Class<K> type, Prebuilt prebuilt) {
        long begin = System.nanoTime();
        Model model = Model.ofKernels(user, type);
        return type.cast(place(
                prebuilt,
                entry -> model.kernels(
                        user,
                        model.load(user, entry.library(), prebuilt.file()),
                        info(prebuilt.command(), entry, begin))));
    }

    /** The same for an interface of structs. */
    public static StructObjects loadStruct(MethodHandles.Lookup user, Class<?> type, Prebuilt prebuilt) {
        long begin = System.nanoTime();
        Model model = Model.ofStructs(user, type);
        return place(
                prebuilt,
                entry -> model.structs(
                        user,
                        model.load(user, entry.library(), prebuilt.file()),
                        info(prebuilt.command(), entry, begin)));
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
        Interfaces.require(type);
        requireNoStruct(type);
        requireAccess(user, type);
        List<Signature> signatures = methods(type, StructType.none()).stream()
                .map(Signature::withoutStrides)
                .toList();
        K kernels = type.cast(Glue.bind(user, type, signatures, library));
        INFO.put(kernels.getClass(), loaded(library.file(), begin));
        return kernels;
    }

    private static void register(Class<?> type, UserLibrary library, KernelInfo info) {
        INFO.put(type, info);
        LibraryProfile profile = LibraryProfile.of(library);
        if (profile != null) {
            PROFILES.put(type, profile);
        }
    }

    /** Of a library that is there. */
    private static KernelInfo loaded(Path file, long begin) {
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        return new KernelInfo(file, true, Duration.ZERO, time, "", List.of(), List.of());
    }

    static KernelInfo info(List<String> command, KernelCache.Entry entry, long begin) {
        return new KernelInfo(
                entry.library(),
                entry.isCached(),
                entry.buildTime(),
                Duration.ofNanos(System.nanoTime() - begin),
                entry.compiler(),
                command,
                entry.warnings());
    }

    /** Puts a library into the first folder that can hold it, and loads it. */
    static <T> T place(KernelCache.Origin origin, Function<KernelCache.Entry, T> load) {
        Throwable problem = null;
        for (Path folder : PrivateFolder.candidates()) {
            try {
                return load.apply(new KernelCache(folder.resolve("kernels")).get(origin));
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
                "there is no folder for the kernels of " + origin.name()
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
     * What counts an object's calls.
     *
     * @param kernels the object
     * @return null if its library was built without profiling, or it is not one of {@link #compile}'s
     */
    public static @Nullable LibraryProfile profile(Object kernels) {
        return PROFILES.get(kernels.getClass());
    }

    /**
     * The compiler that is used where a source names none.
     *
     * @return empty if there is none
     */
    public static Optional<Path> compiler() {
        return Optional.ofNullable(Toolchain.usual());
    }

    private static void requireNoStruct(Class<?> type) {
        if (type.isAnnotationPresent(Struct.class)) {
            throw new IllegalArgumentException(type.getTypeName() + " has @Struct: Kernels.struct implements it");
        }
    }

    private static void requireAccess(MethodHandles.Lookup user, Class<?> type) {
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
        return Interfaces.methods(type).stream()
                .map(method -> Signature.of(method, structs, null))
                .toList();
    }
}
