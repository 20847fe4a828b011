package io.hotloop.tests.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.bindings.NativeMemory;
import io.hotloop.particles.Particles;
import io.hotloop.tests.ChildJvm;
import io.hotloop.tests.loading.Loading.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native memory that is left to the collector stays bounded, although the heap never fills. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the library is built for linux-x86_64")
class MemoryBudgetIT {
    private static final long LIMIT = 1_500_000_000;

    /** 240 MB. */
    private static final long COUNT = 10_000_000;

    @TempDir
    Path cache;

    private Outcome run(Class<?> main, String... options) throws Exception {
        ChildJvm child = ChildJvm.classPath(main.getName())
                .environment("XDG_CACHE_HOME", cache.toString())
                .option("-Xmx256m");
        for (String option : options) {
            child.option(option);
        }
        Outcome outcome = Loading.run(child);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        return outcome;
    }

    @Test
    void staysBelowItsLimitWhenParticlesAreDropped() throws Exception {
        Outcome outcome = run(Dropping.class, "-Dhotloop.memory.limit=" + LIMIT);

        assertThat(Long.parseLong(outcome.value("most"))).isBetween(24 * COUNT, LIMIT);
        // Beside it: the heap, the JVM, and up to 2 MB at the end of each block.
        assertThat(Long.parseLong(outcome.value("resident"))).isBetween(24 * COUNT, LIMIT + (400L << 20));
    }

    @Test
    void throwsWithTheFiguresWhenParticlesAreKeptAndGoesOnWhenTheyAreNot() throws Exception {
        Outcome outcome = run(Keeping.class, "-Dhotloop.memory.limit=" + LIMIT);

        // 18 blocks of 80 MB: the seventh particles have none.
        assertThat(outcome.value("kept")).isEqualTo("6");
        assertThat(outcome.value("error"))
                .isEqualTo(("%,d bytes of native memory cannot be had; Hotloop holds %,d bytes already,"
                                + " its limit is %,d (see hotloop.memory.limit), the Java heap may take %,d")
                        .formatted(8 * COUNT, 6 * 24 * COUNT, LIMIT, Long.parseLong(outcome.value("heap"))));
        assertThat(outcome.value("afterwards")).isEqualTo("3");
    }

    @Test
    void saysInEveryCallThatTheSettingIsWrong() throws Exception {
        Outcome outcome = run(Asking.class, "-Dhotloop.memory.limit=1g");

        assertThat(outcome.out().lines())
                .hasSize(2)
                .containsOnly("-Dhotloop.memory.limit is \"1g\": it takes a number of bytes, at least 1");
    }

    /** A child's main class: 48 GB in all, 240 MB at a time. */
    static final class Dropping {
        public static void main(String[] arguments) throws IOException {
            long most = 0;
            for (int i = 0; i < 200; i++) {
                Particles.allocate(COUNT);
                most = Math.max(most, NativeMemory.allocatedBytes());
            }
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .orElseThrow();
            System.out.println("most=" + most);
            System.out.println("resident=" + 1024 * Long.parseLong(resident.replaceAll("[^0-9]", "")));
        }
    }

    /** A child's main class: keeps particles until there is no memory, and lets them go. */
    static final class Keeping {
        public static void main(String[] arguments) {
            var kept = new ArrayList<Particles>();
            try {
                while (true) {
                    kept.add(Particles.allocate(COUNT));
                }
            } catch (OutOfMemoryError e) {
                System.out.println("kept=" + kept.size());
                System.out.println("error=" + e.getMessage());
                System.out.println("heap=" + Runtime.getRuntime().maxMemory());
            }
            kept.clear();
            for (int i = 0; i < 3; i++) {
                kept.add(Particles.allocate(COUNT));
            }
            System.out.println("afterwards=" + kept.size());
        }
    }

    /** A child's main class: asks for memory twice. */
    static final class Asking {
        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try {
                    Particles.allocate(1);
                } catch (IllegalArgumentException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
