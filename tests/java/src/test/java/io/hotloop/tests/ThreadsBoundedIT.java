package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hotloop.ArrayScope;
import io.hotloop.NdArray;
import io.hotloop.bindings.Downcalls;
import io.hotloop.bindings.Status;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenMP keeps a team of workers per calling thread; Hotloop bounds the teams, however many threads call. */
class ThreadsBoundedIT {
    private static final int CALLERS = 64;
    private static final Path TASKS = Path.of("/proc/self/task");

    /** A child's main class: 64 callers of regions of N threads; prints threads at most, afterwards, and T. */
    static final class Main {
        private static final int N = 20_000;

        /** Elements of arrays that are worth several threads. */
        private static final int ELEMENTS = 300_000;

        /** Workers inherit it from the thread that made them, so the JVM's own threads are not counted. */
        private static final String NAME = "caller";

        public static void main(String[] arguments) throws InterruptedException, IOException {
            int threads = Integer.parseInt(arguments[1]);
            evolve(1); // loads the library and what Java needs for a call
            try (var _ = ArrayScope.shared()) {
                NdArray a = NdArray.ones(ELEMENTS);
                callAtOnce(arguments[0].equals("particles") ? () -> evolve(threads) : () -> calculate(a));
            }
        }

        private static void callAtOnce(Runnable call) throws InterruptedException, IOException {
            var ready = new CountDownLatch(CALLERS);
            var go = new CountDownLatch(1);
            var callers = new ArrayList<Thread>();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(Thread.ofPlatform().name(NAME).start(() -> {
                    ready.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int i = 0; i < 20; i++) {
                        call.run();
                    }
                }));
            }
            ready.await();
            go.countDown();
            long most = 0;
            while (callers.stream().anyMatch(Thread::isAlive)) {
                most = Math.max(most, callersAndWorkers());
                Thread.sleep(1);
            }
            // A thread has ended for Java a little before it has for the system.
            for (int i = 0; i < 1000 && callersAndWorkers() > 0; i++) {
                Thread.sleep(10);
            }
            System.out.println(most + " " + callersAndWorkers() + " " + Downcalls.teamLimit());
        }

        private static long callersAndWorkers() throws IOException {
            try (Stream<Path> tasks = Files.list(TASKS)) {
                return tasks.filter(task -> name(task).equals(NAME)).count();
            }
        }

        private static String name(Path task) {
            try {
                return Files.readString(task.resolve("comm")).strip();
            } catch (IOException e) {
                return "ended meanwhile";
            }
        }

        /** With the threads of the process. */
        private static void calculate(NdArray a) {
            double sum = a.add(a).sumAsDouble();
            if (sum != 2.0 * ELEMENTS) {
                throw new IllegalStateException("sum " + sum);
            }
        }

        private static void evolve(int threads) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment x = filled(arena);
                MemorySegment y = filled(arena);
                int status = Downcalls.particlesEvolve(
                        Downcalls.PARTICLES_STRICT,
                        N,
                        x,
                        y,
                        filled(arena),
                        x,
                        y,
                        1e-5,
                        100,
                        threads,
                        MemorySegment.NULL);
                if (status != Status.OK) {
                    throw new IllegalStateException("status " + status);
                }
            }
        }

        private static MemorySegment filled(Arena arena) {
            double[] values = new double[N];
            Arrays.setAll(values, i -> 0.1 + 1e-5 * i);
            return arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values);
        }
    }

    @ParameterizedTest
    @CsvSource({"particles,2", "particles,5", "arrays,2", "arrays,5"})
    void sixtyFourCallersOwnTwoTeams(String what, int threads) throws Exception {
        assumeTrue(Files.isDirectory(TASKS), "threads are counted in /proc");
        var result = ChildJvm.classPath(Main.class.getName(), what, String.valueOf(threads))
                .option("-Dhotloop.threads=" + threads)
                .run();
        assertThat(result.err()).isEmpty();
        int[] counts = Arrays.stream(result.out().strip().split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
        int most = counts[0];
        int afterwards = counts[1];
        int teamLimit = counts[2];
        // A team that is about to start is tried out first, by one short-lived thread more than it needs.
        assertThat(most)
                .as("threads at most, afterwards, teams: %s", result.out())
                .isLessThanOrEqualTo(CALLERS + teamLimit * (threads - 1) + threads)
                .isGreaterThanOrEqualTo(CALLERS / 2);
        assertThat(afterwards).as("no worker outlives its caller").isZero();
    }
}
