package io.hotloop.bindings;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The two functions of the C library that loading needs, looked up by hand: jextract reads hotloop.h only. */
final class Libc {
    /** From Linux's memfd.h: the descriptor does not survive an exec. */
    private static final int MFD_CLOEXEC = 1;

    private Libc() {}

    /**
     * Sets an environment variable of this process unless it is set. Not safe against native code that
     * reads the environment at the same moment; that is C's rule for setenv.
     *
     * @return false where the C library has no setenv (Windows)
     */
    static boolean setenvIfAbsent(String name, String value) {
        Optional<MemorySegment> setenv = find("setenv");
        if (setenv.isEmpty()) {
            return false;
        }
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(
                        setenv.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            return (int) handle.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0) == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("setenv does not throw", e);
        }
    }

    /**
     * Makes a file that lives in memory and in no folder.
     *
     * @return its descriptor, or -1 when this system has no such files
     */
    static int memfdCreate(String name) {
        Optional<MemorySegment> create = find("memfd_create");
        if (create.isEmpty()) {
            return -1;
        }
        MethodHandle handle = Linker.nativeLinker()
                .downcallHandle(
                        create.get(),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            return (int) handle.invokeExact(arena.allocateFrom(name), MFD_CLOEXEC);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("memfd_create does not throw", e);
        }
    }

    private static Optional<MemorySegment> find(String name) {
        return Linker.nativeLinker().defaultLookup().find(name);
    }
}
