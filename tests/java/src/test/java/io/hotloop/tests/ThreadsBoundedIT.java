package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.provider.ValueSource;

/** OpenMP keeps a team of workers per calling thread; Hotloop bounds the teams, however many threads call. */
class ThreadsBoundedIT {
    private static final int CALLERS = 64;
    private static final Path TASKS = Path.of("/proc/self/task");

    /** A child's main class: 64 callers of regions of N threads; prints threads at most, afterwards, and T. */
    static final class Main {
        private static final int N = 20_000;

        /** Workers inherit it from the thread that made them, so the JVM's own threads are not counted. */
        private static final String NAME = "caller";

        public static void main(String[] arguments) throws InterruptedException, IOException {
            int threads = Integer.parseInt(arguments[0]);
            evolve(1); // loads the library and what Java needs for a call
            var ready = new CountDownLatch(CALLERS);
            var go = new CountDownLatch(1);
            var callers = new ArrayList<Thread>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(Thread.ofPlatform().name(NAME).start(() -> {
                    ready.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    for (int call = 0; call < 20; call++) {
                        evolve(threads);
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
    @ValueSource(ints = {2, 5})
    void sixtyFourCallersOwnTwoTeams(int threads) throws Exception {
        assumeTrue(Files.isDirectory(TASKS), "threads are counted in /proc");
        var result = ChildJvm.classPath(Main.class.getName(), String.valueOf(threads))
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
