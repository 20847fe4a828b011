package io.hotloop.tests.loading;

import io.hotloop.Hotloop;
import io.hotloop.HotloopInfo;
import io.hotloop.bindings.LoadResult;
import io.hotloop.bindings.Native;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The main class of the children: loads the library and prints what came of it, a {@code name=value} line
 * each. With the argument {@code attempts} also what a failure carries, with {@code environment} what C
 * code sees of the variables of OpenMP; both need the class path.
 */
final class LoadingProbe {
    private LoadingProbe() {}

    public static void main(String[] arguments) throws Throwable {
        HotloopInfo info = Hotloop.info();
        System.out.println("native=" + info.nativeLoaded());
        System.out.println("reason=" + info.reason());
        System.out.println("path=" + info.libraryPath());
        System.out.println("origin=" + info.libraryOrigin());
        System.out.println("tier=" + info.tier());
        System.out.println("tiers=" + info.tiers());
        for (String argument : arguments) {
            switch (argument) {
                case "attempts" -> Attempts.print();
                case "environment" -> {
                    System.out.println("GOMP_SPINCOUNT=" + getenv("GOMP_SPINCOUNT"));
                    System.out.println("OMP_WAIT_POLICY=" + getenv("OMP_WAIT_POLICY"));
                }
                default -> throw new IllegalArgumentException(argument);
            }
        }
    }

    /** A class of its own: on the module path the bindings cannot be seen from here. */
    private static final class Attempts {
        static void print() {
            if (Native.load() instanceof LoadResult.Failed failed) {
                for (Throwable attempt : failed.error().getSuppressed()) {
                    System.out.println("attempt=" + attempt.getMessage());
                }
            }
        }
    }

    private static String getenv(String name) throws Throwable {
        Linker linker = Linker.nativeLinker();
        var getenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getenv"),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (var arena = Arena.ofConfined()) {
            MemorySegment value = (MemorySegment) getenv.invokeExact(arena.allocateFrom(name));
            return value.address() == 0
                    ? null
                    : value.reinterpret(Long.MAX_VALUE).getString(0);
        }
    }
}
