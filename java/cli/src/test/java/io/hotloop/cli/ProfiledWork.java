package io.hotloop.cli;

import io.hotloop.kernel.Kernels;
import java.lang.invoke.MethodHandles;

/** A program to profile: it computes in Java and in C, calls, allocates, collects and sleeps. */
final class ProfiledWork {
    private static volatile Object kept = "";

    interface Geometry {
        double most(long n);
    }

    private static final String SOURCE = """
            #include <math.h>
            static double max(double a, double b) {
                return a > b ? a : b;
            }
            static double chebyshev(double x1, double y1, double x2, double y2) {
                return max(fabs(x1 - x2), fabs(y1 - y2));
            }
            double most(int64_t n) {
                double most = 0;
                for (int64_t i = 0; i < n; i++) {
                    most = fmax(most, chebyshev(0, 0, (double)i, 1));
                }
                return most;
            }
            """;

    private ProfiledWork() {}

    static double step(double x) {
        return Math.sqrt(x + 1);
    }

    static double spin(long milliseconds) {
        long end = System.nanoTime() + 1_000_000 * milliseconds;
        double x = 0;
        while (System.nanoTime() < end) {
            x = Math.sqrt(x + 1);
        }
        return x;
    }

    static void allocate() {
        for (int i = 0; i < 100; i++) {
            kept = new long[100_000];
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        String word = arguments.length == 0 ? "" : arguments[0];
        switch (word) {
            case "" -> {
                Geometry geometry = Kernels.compile(MethodHandles.lookup(), Geometry.class, SOURCE);
                double x = geometry.most(1_000_000);
                for (int i = 0; i < 1000; i++) {
                    x = step(x);
                }
                kept = x + spin(500);
                allocate();
                System.gc();
                Thread.sleep(5);
            }
            case "long" -> {
                Geometry geometry = Kernels.compile(MethodHandles.lookup(), Geometry.class, SOURCE);
                kept = geometry.most(300_000_000);
            }
            case "halt" -> Runtime.getRuntime().halt(0);
            default -> System.out.println("said " + word);
        }
    }
}
