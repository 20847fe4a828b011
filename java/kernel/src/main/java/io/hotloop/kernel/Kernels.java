package io.hotloop.kernel;

import io.hotloop.bindings.UserLibrary;
import io.hotloop.kernel.internal.Compiler;
import io.hotloop.kernel.internal.LibraryProfile;
import io.hotloop.kernel.internal.Prebuilt;
import io.hotloop.kernel.internal.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes kernels of C: the user writes an interface and the functions, and gets an object of the interface.
 *
 * {@snippet :
 * interface Geometry {
 *     double chebyshev(double x1, double y1, double x2, double y2);
 *
 *     void norms(@In NdArray r, @Out NdArray norm);
 * }
 *
 * Geometry geometry = Kernels.compile(MethodHandles.lookup(), Geometry.class, """
 *         #include <math.h>
 *
 *         double chebyshev(double x1, double y1, double x2, double y2) {
 *             return fmax(fabs(x1 - x2), fabs(y1 - y2));
 *         }
 *
 *         void norms(const hl_float64_view *r, hl_float64_array *norm) {
 *             PRANGE(i, LEN(r, 0)) {
 *                 AT(norm, i) = hypot(AT(r, i, 0), AT(r, i, 1));
 *             }
 *         }
 *         """);
 * }
 *
 * <p>The prototypes are made from the interface; {@code docs/kernels.md} has the table of types, and the header
 * {@code hotloop_kernel.h} the macros. Objects may be used by several threads; what a kernel does with memory that two of
 * them share is the kernel's affair. Compiled libraries are kept in the user's cache folder, so that a second start does not
 * compile; loaded ones stay loaded as long as the JVM runs.
 *
 * <p>C that is wrong can end the JVM: {@link Mode#CHECKED} tests what goes through {@code AT}, and nothing else does.
 */
public final class Kernels {
    private Kernels() {}

    /**
     * Compiles a text; see {@link #compile(MethodHandles.Lookup, Class, KernelSource)}.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}
     * @param type the interface
     * @param source C
     * @return an object of the interface
     */
    public static <K> K compile(MethodHandles.Lookup lookup, Class<K> type, String source) {
        return compile(lookup, type, KernelSource.of(type.getSimpleName() + ".c", source));
    }

    /**
     * Compiles sources, unless that was done before, loads the library in the name of the caller's class, and implements an
     * interface by its functions.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()} of a class that can reach the interface. Its module is whom native
     *     access must be granted to
     * @param type an interface. Each abstract method is a kernel: a function of the same name, or of that of
     *     {@link Symbol}
     * @param source C, and how it is compiled
     * @return an object of the interface. Its methods throw {@link IllegalArgumentException} and
     *     {@link NullPointerException} for arguments that do not fit the declaration, {@link IndexOutOfBoundsException}
     *     and {@link ArithmeticException} for what a {@link Mode#CHECKED} kernel tests, and {@link KernelException} for
     *     what it says itself
     * @throws CompileException if the sources do not compile or link, or there is no compiler
     * @throws IllegalArgumentException if a method has no counterpart in C; the message names it
     * @throws UnsatisfiedLinkError if the library cannot be loaded, or native access is denied to the caller's module
     */
    public static <K> K compile(MethodHandles.Lookup lookup, Class<K> type, KernelSource source) {
        Objects.requireNonNull(lookup, "lookup");
        Objects.requireNonNull(type, "type");
        return Compiler.compile(lookup, type, source.units(), source.settings());
    }

    /**
     * Compiles sources into a library of its own, for machines without a compiler: {@link #load} loads it there.
     *
     * @param type the interface
     * @param source C; its {@link KernelSource#target target} is the oldest processor that the library is to run on
     * @param library the file that receives the library, in a folder that exists
     * @return what the compiler said, and how long it took
     * @throws CompileException as {@code compile} says
     * @throws IllegalArgumentException as {@code compile} says
     * @throws IOException if the file cannot be written; an old one is left as it was
     */
    public static KernelInfo build(Class<?> type, KernelSource source, Path library) throws IOException {
        Objects.requireNonNull(type, "type");
        return Compiler.build(type, source.units(), source.settings(), library);
    }

    /**
     * Compiles sources as {@code compile} does, to see what becomes of them: {@code hotloop annotate} shows it. Only gcc keeps
     * such a record.
     *
     * @param type the interface
     * @param source C
     * @param folder an empty folder; all that the compiler writes stays there, and is the caller's
     * @return the library, the compiler's records, and what each method does
     * @throws CompileException as {@code compile} says, or if the compiler is no gcc
     * @throws IllegalArgumentException as {@code compile} says
     * @throws IOException if the folder cannot be written
     */
    public static KernelInspection inspect(Class<?> type, KernelSource source, Path folder) throws IOException {
        Objects.requireNonNull(type, "type");
        return Compiler.inspect(type, source.units(), source.settings(), folder);
    }

    /**
     * Implements an interface by a library that was built before, by {@link #build} or {@code hotloop compile}. No
     * compiler is needed.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type the interface for which the library was built, or one with the same methods
     * @param library the file; it runs with the rights of this process, so nobody else should be able to write it
     * @return an object of the interface
     * @throws IllegalArgumentException if the library was built for another interface, or is none of kernels
     * @throws UnsatisfiedLinkError if it cannot be loaded, or native access is denied to the caller's module
     */
    public static <K> K load(MethodHandles.Lookup lookup, Class<K> type, Path library) {
        Objects.requireNonNull(lookup, "lookup");
        Objects.requireNonNull(type, "type");
        return Compiler.load(lookup, type, library);
    }

    /**
     * Implements an interface by the library that was compiled when the program was built, where there is one for this
     * platform and processor; otherwise compiles its sources.
     *
     * <p>The library is a resource of the program: in {@code META-INF/kernels/linux-x86_64}, say, where the goal
     * {@code compile-kernels} of {@code hotloop-maven-plugin} puts it, in several forms for older and newer processors. It is
     * copied into the user's cache folder, and loaded from there. One that was made of other sources than those beside
     * the class does not count, and none does with {@code -Dhotloop.kernel.profile=true} where the sources can be compiled.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type an interface with {@link KernelSources}
     * @return an object of the interface
     * @throws CompileException if there is no such library, and no source or no compiler; or as {@code compile} says
     * @throws IllegalArgumentException if the library was built for another interface; or as {@code compile} says
     * @throws UnsatisfiedLinkError if it cannot be loaded, or native access is denied to the caller's module
     */
    public static <K> K open(MethodHandles.Lookup lookup, Class<K> type) {
        Objects.requireNonNull(lookup, "lookup");
        return open(type, prebuilt -> Compiler.load(lookup, type, prebuilt), source -> compile(lookup, type, source));
    }

    /**
     * The same for an interface with {@link Struct}.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type an interface with {@link Struct} and {@link KernelSources}
     * @return what makes its objects
     * @throws CompileException as {@link #open(MethodHandles.Lookup, Class)} says
     * @throws IllegalArgumentException as {@link #open(MethodHandles.Lookup, Class)} says
     * @throws UnsatisfiedLinkError as {@link #open(MethodHandles.Lookup, Class)} says
     */
    public static <K> StructClass<K> openStruct(MethodHandles.Lookup lookup, Class<K> type) {
        Objects.requireNonNull(lookup, "lookup");
        return open(
                type,
                prebuilt -> new StructClass<>(type, Compiler.loadStruct(lookup, type, prebuilt)),
                source -> struct(lookup, type, source));
    }

    private static <T> T open(Class<?> type, Function<Prebuilt, T> load, Function<KernelSource, T> compile) {
        List<String> names = KernelSource.names(Objects.requireNonNull(type, "type"));
        // A named module that does not open its package has none for us.
        List<String> missing =
                names.stream().filter(name -> type.getResource(name) == null).toList();
        boolean hasSources = missing.isEmpty();
        try {
            KernelSource source = hasSources ? KernelSource.of(type) : null;
            boolean canCompile = source != null && compiler().isPresent();
            // Those that were built with the program do not count their calls.
            Prebuilt prebuilt = canCompile && LibraryProfile.isUsual()
                    ? null
                    : Prebuilt.find(type, source == null ? null : source.units());
            if (prebuilt != null) {
                return load.apply(prebuilt);
            }
            if (source != null && canCompile) {
                return compile.apply(source);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the sources of " + type.getTypeName() + " cannot be read", e);
        }
        throw new CompileException(
                "there is no library of " + type.getTypeName() + " for " + Prebuilt.platform()
                        + " and this processor, and "
                        + (hasSources ? "no C compiler" : "no resource " + missing.getFirst() + " beside it to compile")
                        + ": have the goal compile-kernels of hotloop-maven-plugin make it where the program is built, or "
                        + (hasSources
                                ? "install a compiler here (Debian, Ubuntu: apt-get install gcc)"
                                : "add the source; the package of a named module must be open to io.hotloop.kernel"),
                List.of());
    }

    /**
     * Implements an interface by the functions of a library that is there already, such as one of the system's. Nothing is
     * compiled, and so nothing but Java's side is checked: a declaration that is not C's ends the JVM sooner or later.
     *
     * <p>An {@link io.hotloop.NdArray} goes as a pointer to its first element and must be contiguous, or {@link Layout#COPIED}; a
     * Java array and an array of records go as pointers, too. All else is as for {@code compile}; a record cannot be
     * a result.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type the interface; {@link Symbol} names a function whose name the method does not have
     * @param library the file
     * @return an object of the interface
     * @throws IllegalArgumentException if a method has no counterpart in C; the message names it
     * @throws UnsatisfiedLinkError if the library cannot be loaded, a function is missing, or native access is denied to the
     *     caller's module
     */
    public static <K> K bind(MethodHandles.Lookup lookup, Class<K> type, Path library) {
        Objects.requireNonNull(type, "type");
        return Compiler.bind(lookup, type, UserLibrary.load(Objects.requireNonNull(lookup, "lookup"), library));
    }

    /**
     * The same for a library that the dynamic linker finds.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type the interface
     * @param library its file name, such as {@code libz.so.1}
     * @return an object of the interface
     * @throws IllegalArgumentException as the other form says
     * @throws UnsatisfiedLinkError as the other form says
     */
    public static <K> K bind(MethodHandles.Lookup lookup, Class<K> type, String library) {
        Objects.requireNonNull(type, "type");
        return Compiler.bind(lookup, type, UserLibrary.find(Objects.requireNonNull(lookup, "lookup"), library));
    }

    /**
     * Compiles a text; see {@link #struct(MethodHandles.Lookup, Class, KernelSource)}.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}
     * @param type the interface
     * @param source C
     * @return what makes its objects
     */
    public static <K> StructClass<K> struct(MethodHandles.Lookup lookup, Class<K> type, String source) {
        return struct(lookup, type, KernelSource.of(type.getSimpleName() + ".c", source));
    }

    /**
     * Compiles sources, as {@code compile} does, and implements an interface with {@link Struct} by objects that are structs
     * off the heap: methods read and write their fields, and call the sources' functions, which get the struct first.
     *
     * <p>A kernel of another interface takes such an object as a pointer to its struct, and a {@link StructArray} as an array.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type the interface
     * @param source C, and how it is compiled
     * @return what makes its objects
     * @throws CompileException as {@code compile} says
     * @throws IllegalArgumentException if the interface has no {@link Struct}, or a method is neither a field's nor has a
     *     counterpart in C; the message names it
     * @throws UnsatisfiedLinkError as {@code compile} says
     */
    public static <K> StructClass<K> struct(MethodHandles.Lookup lookup, Class<K> type, KernelSource source) {
        Objects.requireNonNull(lookup, "lookup");
        Objects.requireNonNull(type, "type");
        return new StructClass<>(type, Compiler.struct(lookup, type, source.units(), source.settings()));
    }

    /**
     * Implements an interface with {@link Struct} by a library that {@link #build} made of it.
     *
     * @param <K> the interface
     * @param lookup {@code MethodHandles.lookup()}, as {@code compile} takes it
     * @param type the interface
     * @param library the file, as {@link #load} takes it
     * @return what makes its objects
     * @throws IllegalArgumentException as {@link #load} says
     * @throws UnsatisfiedLinkError as {@link #load} says
     */
    public static <K> StructClass<K> loadStruct(MethodHandles.Lookup lookup, Class<K> type, Path library) {
        Objects.requireNonNull(lookup, "lookup");
        Objects.requireNonNull(type, "type");
        return new StructClass<>(type, Compiler.loadStruct(lookup, type, library));
    }

    /**
     * Compiles a function of numbers together with the loops that run it over arrays; {@link Mode#CHECKED}, for this
     * processor.
     *
     * <p>It is compiled as C17 with {@code math.h} and vectorised where the compiler can: arithmetic, {@code sqrt},
     * {@code fabs}, {@code fma}, comparisons and choices; functions such as {@code exp} are calls. The library is loaded in the name of
     * Hotloop's own module.
     *
     * @param prototype its declaration: a result and one to eight parameters of {@code bool}, {@code int8_t} to
     *     {@code uint64_t}, {@code int}, {@code long long}, {@code float} and {@code double}
     * @param body what stands between its braces
     * @return what is called with arrays
     * @throws IllegalArgumentException if the declaration is none
     * @throws CompileException if the body does not compile, or there is no compiler
     */
    public static Ufunc elementwise(String prototype, String body) {
        Objects.requireNonNull(prototype, "prototype");
        Objects.requireNonNull(body, "body");
        return Ufunc.compile(prototype, body, Settings.DEFAULT);
    }

    /**
     * Implements an interface by elementwise functions: each abstract method has its function in {@link Elementwise}.
     *
     * <p>Parameters are {@code NdArray}s and numbers, as many as the function's, and maybe an {@link Out} {@code NdArray} that
     * receives the result; a method gives the result, or nothing where it has such a parameter. Each function is what
     * {@link #elementwise(String, String)} makes of it, with its exceptions.
     *
     * @param <K> the interface
     * @param type the interface
     * @return an object of the interface, for any number of threads
     * @throws IllegalArgumentException if a method has no function, or does not fit it; the message names it
     * @throws CompileException if a body does not compile, or there is no compiler
     */
    public static <K> K elementwise(Class<K> type) {
        return ElementwiseMethods.implement(Objects.requireNonNull(type, "type"));
    }

    /**
     * Tells which compiler is used where a source names none.
     *
     * @return the program; empty if there is none
     */
    public static Optional<Path> compiler() {
        return Compiler.compiler();
    }

    /**
     * Tells where kernels came from: whether they were compiled now, how long that took, what the compiler said.
     *
     * @param kernels an object that {@code compile}, {@code load} or {@code open} gave
     * @return what is known
     * @throws IllegalArgumentException if it is none
     */
    public static KernelInfo info(Object kernels) {
        KernelInfo info = Compiler.info(kernels);
        if (info == null) {
            throw new IllegalArgumentException("a " + kernels.getClass().getName() + " is none of Hotloop's kernels");
        }
        return info;
    }

    /**
     * Tells how often the functions of a library were called and how long that took, since it was loaded or since the
     * last {@link #resetProfile}: those that Java calls, and those that only C calls. It must have been built with profiling:
     * {@link KernelSource#profile}.
     *
     * {@snippet :
     * Geometry geometry = Kernels.compile(MethodHandles.lookup(), Geometry.class, source.profile(true));
     * geometry.chebyshev(0, 0, 3, 4);
     * Kernels.profile(geometry).forEach(IO::println);
     * }
     *
     * <p>Times are those of the wall clock, added up over threads. What the counting itself takes is measured when the library
     * is loaded, and subtracted; some nanoseconds a call remain uncertain. Functions of other libraries count for their caller.
     *
     * @param kernels an object that {@code compile}, {@code load} or {@code open} gave, or one of structs; objects of the same
     *     library share what is counted
     * @return the functions that were called, those first that took the most time themselves
     * @throws IllegalArgumentException if it is none, or its library was built without profiling
     * @throws IOException if {@code addr2line}, which knows the functions' names, cannot be run
     */
    public static List<FunctionProfile> profile(Object kernels) throws IOException {
        return libraryProfile(kernels).read();
    }

    /**
     * Has {@link #profile} begin anew. A call that goes on counts when it ends, as a whole.
     *
     * @param kernels as {@link #profile} takes it
     * @throws IllegalArgumentException as {@link #profile} says
     */
    public static void resetProfile(Object kernels) {
        libraryProfile(kernels).reset();
    }

    private static LibraryProfile libraryProfile(Object kernels) {
        LibraryProfile profile = Compiler.profile(kernels);
        if (profile == null) {
            throw new IllegalArgumentException(info(kernels).library()
                    + " was built without profiling: use KernelSource.profile(true) or -Dhotloop.kernel.profile=true");
        }
        return profile;
    }
}
