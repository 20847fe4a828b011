package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A library of a user's: their own kernels, or one that was there before. It is loaded in the name of a class of the
 * user's, whose module native access is granted to, and never unloaded: OpenMP's threads may still be in it.
 */
public final class UserLibrary {
    private final Path file;
    private final SymbolLookup symbols;

    private UserLibrary(Path file, SymbolLookup symbols) {
        this.file = file;
        this.symbols = symbols;
    }

    /**
     * Loads a file, or finds it loaded, in the name of this module.
     *
     * @param file the library
     * @return its symbols
     * @throws UnsatisfiedLinkError as the other form says
     */
    public static UserLibrary load(Path file) {
        return load(MethodHandles.lookup(), file);
    }

    /**
     * Loads a file, or finds it loaded.
     *
     * @param user the lookup of the class in whose name it is loaded
     * @param file the library
     * @return its symbols
     * @throws IllegalArgumentException if the lookup is not the class's own
     * @throws UnsatisfiedLinkError if the dynamic linker refuses the file, or native access is denied to the class's
     *     module; the message says why
     */
    public static UserLibrary load(MethodHandles.Lookup user, Path file) {
        try {
            LibraryLoader.requireWhole(file);
        } catch (UnsatisfiedLinkError e) {
            throw LibraryLoader.error(file + " cannot be loaded: " + e.getMessage(), e);
        }
        return load(user, file, Path.class, file);
    }

    /**
     * Loads a library that the dynamic linker finds.
     *
     * @param user the lookup of the class in whose name it is loaded
     * @param name its file name, without a folder
     * @return its symbols
     * @throws IllegalArgumentException if the lookup is not the class's own
     * @throws UnsatisfiedLinkError if there is none, or as the other form says
     */
    public static UserLibrary find(MethodHandles.Lookup user, String name) {
        return load(user, name, String.class, Path.of(name));
    }

    /**
     * Returns when a lookup is its class's own, which may act in the class's name.
     *
     * @param user the lookup
     * @throws IllegalArgumentException if it is another one
     */
    public static void requireOwn(MethodHandles.Lookup user) {
        if ((user.lookupModes() & MethodHandles.Lookup.ORIGINAL) == 0) {
            throw new IllegalArgumentException(
                    "the lookup " + user + " is not a class's own: pass MethodHandles.lookup()");
        }
    }

    private static <T> UserLibrary load(MethodHandles.Lookup user, T library, Class<T> kind, Path file) {
        requireOwn(user);
        LibraryLoader.prepareOpenMp();
        try {
            // Who calls decides whose native access counts: for a handle that is the lookup's class.
            MethodHandle find = user.findStatic(
                    SymbolLookup.class, "libraryLookup", MethodType.methodType(SymbolLookup.class, kind, Arena.class));
            return new UserLibrary(file, (SymbolLookup) find.invoke(library, Arena.global()));
        } catch (IllegalCallerException e) {
            Module module = user.lookupClass().getModule();
            String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
            throw LibraryLoader.error(
                    "native access is denied to " + (module.isNamed() ? "the module " + name : "the class path")
                            + ", whose kernels are in " + file + ": run java with --enable-native-access=" + name,
                    e);
        } catch (IllegalArgumentException e) {
            throw kind == Path.class
                    ? explained(user, file, e)
                    : LibraryLoader.error(
                            "the dynamic linker finds no " + library + ": give its path, or name its folder by the"
                                    + " environment's LD_LIBRARY_PATH",
                            e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("libraryLookup throws nothing else", e);
        }
    }

    /** The lookup says only that it cannot; System.load has the dynamic linker's own words. */
    private static UnsatisfiedLinkError explained(MethodHandles.Lookup user, Path file, Exception cause) {
        String reason = String.valueOf(cause.getMessage());
        try {
            user.findStatic(System.class, "load", MethodType.methodType(void.class, String.class))
                    .invoke(file.toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            reason = String.valueOf(e.getMessage());
        } catch (Throwable e) {
            cause.addSuppressed(e);
        }
        return LibraryLoader.error(file + " cannot be loaded: " + reason, cause);
    }

    /**
     * The file.
     *
     * @return as it was given
     */
    public Path file() {
        return file;
    }

    /**
     * Looks a symbol up, in this library and in what it is linked with.
     *
     * @param name the symbol
     * @return its address, empty if there is none
     */
    public Optional<MemorySegment> find(String name) {
        return symbols.find(name);
    }

    /**
     * Memory of the library.
     *
     * @param name a variable that it exports
     * @param bytes the variable's size
     * @return the variable
     * @throws UnsatisfiedLinkError if there is none
     */
    public MemorySegment variable(String name, long bytes) {
        return find(name).orElseThrow(() -> missing(name)).reinterpret(bytes);
    }

    /**
     * A function of the library.
     *
     * @param name the symbol
     * @param descriptor its arguments and its result
     * @param isShort whether a call takes 10 µs at most: it is then a critical one, and takes segments on the heap
     * @return the call
     * @throws UnsatisfiedLinkError if there is no such symbol
     */
    public MethodHandle function(String name, FunctionDescriptor descriptor, boolean isShort) {
        MemorySegment address = find(name).orElseThrow(() -> missing(name));
        Linker linker = Linker.nativeLinker();
        return isShort
                ? linker.downcallHandle(address, descriptor, Linker.Option.critical(true))
                : linker.downcallHandle(address, descriptor);
    }

    private UnsatisfiedLinkError missing(String name) {
        return LibraryLoader.error(file + " has no symbol " + name, null);
    }

    /**
     * A C function that calls Java. What the target throws ends the JVM: it must catch everything.
     *
     * @param target what is called
     * @param descriptor its arguments and its result
     * @param arena how long C may call it
     * @return the function's address
     */
    public static MemorySegment callback(MethodHandle target, FunctionDescriptor descriptor, Arena arena) {
        return Linker.nativeLinker().upcallStub(target, descriptor, arena);
    }

    /**
     * The text at an address that C returned.
     *
     * @param address of UTF-8 that ends with a zero byte, or 0
     * @return the text; null for 0
     */
    public static @Nullable String text(long address) {
        return address == 0
                ? null
                : MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }
}
