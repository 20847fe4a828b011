package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.hotloop.ArrayScope;
import io.hotloop.DType;
import io.hotloop.Expression;
import io.hotloop.Hotloop;
import io.hotloop.MemoryInfo;
import io.hotloop.NdArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory of arrays in whole processes: what is resident, what happens at a limit, and what comes back. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
class ArrayMemoryIT {
    private static final long MB = 1L << 20;

    private static ChildJvm child(Class<?> main, String... arguments) {
        return ChildJvm.classPath(main.getName(), arguments);
    }

    private static String run(ChildJvm child) throws Exception {
        ChildJvm.Result result = child.run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).as(result.out()).isZero();
        return result.out();
    }

    private static String value(String out, String name) {
        return out.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + out));
    }

    private static long number(String out, String name) {
        return Long.parseLong(value(out, name));
    }

    /** Without the library first touch is slow, and the number of temporaries smaller. */
    @ParameterizedTest
    @CsvSource({"auto,10000", "off,1000"})
    void temporariesStayFew(String mode, int count) throws Exception {
        String out = run(child(Temporaries.class, String.valueOf(count))
                .option("-Dhotloop.native=" + mode)
                .option("-Xmx64m"));

        assertThat(number(out, "resident")).isBetween(8 * MB, 256 * MB);
    }

    /** A child's main class: drops arrays of 8 MB. */
    static final class Temporaries {
        public static void main(String[] arguments) throws IOException {
            int count = Integer.parseInt(arguments[0]);
            for (int i = 0; i < count; i++) {
                NdArray.full((double) i, 1_000_000);
            }
            String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .findFirst()
                    .orElseThrow();
            System.out.println("resident=" + 1024 * Long.parseLong(resident.replaceAll("[^0-9]", "")));
        }
    }

    /** Three arrays and the result are 32 MB; a temporary of their size would be 8. */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "off"})
    void expressionsTakeNoMemoryButTheirResult(String mode) throws Exception {
        String out = run(child(Expressions.class)
                .option("-Dhotloop.native=" + mode)
                .option("-Dhotloop.memory.limit=34000000")
                .option("-Xmx64m"));

        assertThat(value(out, "mean")).isEqualTo("0.0");
        assertThat(value(out, "total")).isEqualTo("3000000.0");
    }

    /** A child's main class: evaluates with reductions inside. */
    static final class Expressions {
        public static void main(String[] arguments) {
            NdArray x = NdArray.ones(1000, 1000);
            NdArray y = NdArray.full(2.0, 1000, 1000);
            NdArray z = NdArray.full(0.5, 1000, 1000);
            NdArray out = NdArray.empty(1000, 1000);
            var bound = Expression.compile("(x - mean(x)) * sum(y*z, axis=0) / (1 + sqrt(mean((x*z - mean(x*y))**2)))")
                    .bind("x", x)
                    .bind("y", y)
                    .bind("z", z);
            var total = Expression.compile("sum(x*y + z*2)")
                    .bind("x", x)
                    .bind("y", y)
                    .bind("z", z);
            for (int i = 0; i < 20; i++) {
                bound.evaluateInto(out);
                System.out.println("mean=" + out.meanAsDouble());
                System.out.println("total=" + total.evaluate().getDouble());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "off"})
    void endsInAnErrorAtTheLimitAndGoesOn(String mode) throws Exception {
        // Memory of Java's own arenas is limited by the JVM too, to the size of the heap unless it is told.
        String out = run(child(Keeping.class, "0", "INT64")
                .option("-Dhotloop.native=" + mode)
                .option("-XX:MaxDirectMemorySize=200m")
                .option("-Dhotloop.memory.limit=100000000")
                .option("-Xmx64m"));

        assertThat(value(out, "kept")).isEqualTo("12");
        assertThat(value(out, "kept error"))
                .startsWith("8,000,000 bytes of native memory cannot be had; Hotloop holds 96,000,000 bytes already,"
                        + " its limit is 100,000,000 (see hotloop.memory.limit), the Java heap may take ");
        assertThat(value(out, "afterwards")).isEqualTo("12");
    }

    /** Without the library elements of float64 are Java's while the heap has room, and then what the limit leaves. */
    @Test
    void endsInAnErrorWhenHeapAndLimitAreReached() throws Exception {
        String out = run(child(Keeping.class, "0", "FLOAT64")
                .option("-Dhotloop.native=off")
                .option("-XX:MaxDirectMemorySize=200m")
                .option("-Dhotloop.memory.limit=100000000")
                .option("-Xmx64m"));

        assertThat(number(out, "kept")).isBetween(13L, 19L);
        assertThat(value(out, "kept error"))
                .startsWith("8,000,000 bytes of native memory cannot be had; Hotloop holds 96,000,000 bytes already,");
        assertThat(number(out, "afterwards")).isBetween(13L, 19L);
    }

    @Test
    void endsInOurErrorWhenTheHeapIsFullToo() throws Exception {
        String out = run(child(Keeping.class, "1", "FLOAT64")
                .option("-Dhotloop.memory.limit=100000000")
                .option("-Xmx64m"));

        assertThat(value(out, "kept")).isEqualTo("12");
        assertThat(value(out, "kept error")).contains("native memory cannot be had");
        assertThat(value(out, "afterwards")).isEqualTo("12");
    }

    /** Whatever ends the owners, and whether or not the JDK can tell them. */
    @ParameterizedTest
    @CsvSource({"SerialGC,24", "G1GC,24", "SerialGC,64", "G1GC,64"})
    void givesAllBackThatEndsWhileTheHeapIsFull(String collector, int megaBytes) throws Exception {
        String out = run(child(EndingFull.class)
                .option("-XX:+Use" + collector)
                .option("-Xmx" + megaBytes + "m")
                .option("-Dhotloop.memory.limit=100000000"));

        for (Ending ending : Ending.values()) {
            assertThat(value(out, ending + " live")).as(out).isEqualTo("0");
            assertThat(value(out, ending + " fit")).as(out).isEqualTo("12");
        }
        // A scope can be closed though nothing is left, which an arena may refuse to say.
        assertThat(value(out, "SCOPE failed")).isEqualTo("0");
        assertThat(value(out, "SHARED_SCOPE failed")).isEqualTo("0");
    }

    /** Objects that fill the heap to the last byte, linked by their first elements. */
    private static final class Filling {
        private static Object[] last;

        private Filling() {}

        static void fill() {
            for (int size = 1 << 10; size > 1; size /= 4) {
                fill(size);
            }
            fill(1);
        }

        private static void fill(int size) {
            try {
                while (true) {
                    var next = new Object[size];
                    next[0] = last;
                    last = next;
                }
            } catch (OutOfMemoryError e) {
                // Nothing of this size fits any more.
            }
        }

        static void free() {
            last = null;
            // G1 may say that there is no memory until it has finished a cycle that it had begun before.
            System.gc();
        }
    }

    /** Prints how many arrays of 8 MB there is memory for. */
    private static void printFit(String name) {
        var fit = new ArrayList<NdArray>();
        try {
            while (true) {
                fit.add(NdArray.empty(1_000_000));
            }
        } catch (OutOfMemoryError e) {
            System.out.println(name + "fit=" + fit.size());
        }
    }

    /** What ends the owners of twelve arrays. */
    private enum Ending {
        CONFINED,
        SHARED,
        SCOPE,
        SHARED_SCOPE,
        COLLECTOR
    }

    /** A child's main class: for each ending, all that there is memory for ends while the heap is full. */
    static final class EndingFull {
        private static final NdArray[] ARRAYS = new NdArray[12];
        private static final Arena[] ARENAS = new Arena[12];
        private static ArrayScope scope;

        public static void main(String[] arguments) throws InterruptedException {
            // The JDK's own classes for it need the heap the first time.
            Arena.ofShared().close();
            for (Ending ending : Ending.values()) {
                begin(ending);
                Filling.fill();
                int failed = end(ending);
                Filling.free();
                // A shared arena that could not tell its end is found when it is garbage.
                Arrays.fill(ARRAYS, null);
                Arrays.fill(ARENAS, null);
                for (int i = 0; i < 1000 && Hotloop.memory().live() > 0; i++) {
                    System.gc();
                    Thread.sleep(1);
                }
                System.out.println(ending + " failed=" + failed);
                System.out.println(ending + " live=" + Hotloop.memory().live());
                printFit(ending + " ");
            }
        }

        private static void begin(Ending ending) {
            if (ending == Ending.SCOPE || ending == Ending.SHARED_SCOPE) {
                scope = ending == Ending.SCOPE ? ArrayScope.open() : ArrayScope.shared();
            }
            for (int i = 0; i < ARRAYS.length; i++) {
                if (ending == Ending.CONFINED || ending == Ending.SHARED) {
                    ARENAS[i] = ending == Ending.CONFINED ? Arena.ofConfined() : Arena.ofShared();
                    ARRAYS[i] = NdArray.empty(ARENAS[i], DType.FLOAT64, 1_000_000);
                } else {
                    ARRAYS[i] = NdArray.empty(1_000_000);
                }
            }
        }

        /** Allocates nothing. */
        private static int end(Ending ending) throws InterruptedException {
            int failed = 0;
            if (ending == Ending.SCOPE || ending == Ending.SHARED_SCOPE) {
                try {
                    scope.close();
                } catch (OutOfMemoryError e) {
                    failed++;
                }
            } else if (ending == Ending.COLLECTOR) {
                for (int i = 0; i < ARRAYS.length; i++) {
                    ARRAYS[i] = null;
                }
                System.gc();
                Filling.fill();
                Thread.sleep(100); // The thread that ends them is the JDK's.
            } else {
                for (int i = 0; i < ARENAS.length; i++) {
                    try {
                        ARENAS[i].close();
                    } catch (OutOfMemoryError e) {
                        failed++;
                    }
                }
            }
            return failed;
        }
    }

    /** The limit that Hotloop finds out must be one at which the system does not kill the process. */
    @Test
    void endsInOurErrorInASmallContainer() throws Exception {
        Path group = group(640 * MB);
        try {
            String out = run(child(Keeping.class, "1", "FLOAT64")
                    .startedBy(
                            "/bin/sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"", "sh"));

            assertThat(value(out, "kept error")).contains("native memory cannot be had");
            assertThat(number(out, "kept")).isGreaterThanOrEqualTo(20);
            assertThat(number(out, "afterwards")).isGreaterThanOrEqualTo(20);
        } finally {
            Files.delete(group);
        }
    }

    /** Makes a control group with so much memory, of either version. */
    private static Path group(long bytes) throws IOException {
        var reasons = new ArrayList<String>();
        for (String[] kind :
                new String[][] {{"/sys/fs/cgroup/memory", "memory.limit_in_bytes"}, {"/sys/fs/cgroup", "memory.max"}}) {
            Path parent = Path.of(kind[0]);
            if (!Files.isDirectory(parent)) {
                reasons.add("there is no " + parent);
                continue;
            }
            Path group =
                    parent.resolve("hotloop-test-" + ProcessHandle.current().pid());
            try {
                Files.createDirectory(group);
            } catch (IOException e) {
                reasons.add(e.toString());
                continue;
            }
            try {
                Files.writeString(group.resolve(kind[1]), String.valueOf(bytes));
                return group;
            } catch (IOException e) {
                reasons.add(e.toString());
                Files.deleteIfExists(group);
            }
        }
        String reason = "no control group with a memory limit can be made here: " + String.join("; ", reasons);
        // Who reads the build's output must see what was not tested; a skip alone is one number among others.
        System.out.println(
                "SKIPPED " + ArrayMemoryIT.class.getSimpleName() + ".endsInOurErrorInASmallContainer: " + reason);
        return abort(reason);
    }

    /** A child's main class: keeps arrays of 8 MB until there is no memory, beside a full heap if asked to. */
    static final class Keeping {
        private static final List<byte[]> HEAP = new ArrayList<>(100_000);

        /** What the collector works in, and the objects that arrays are, when all else is full. */
        private static final byte[][] RESERVE = {new byte[8 << 20]};

        private static DType dtype = DType.FLOAT64;

        public static void main(String[] arguments) {
            dtype = DType.valueOf(arguments[1]);
            List<NdArray> kept = new ArrayList<>(10_000);
            var errors = new ArrayList<OutOfMemoryError>(1);
            if (arguments[0].equals("1")) {
                // Loads what is needed while there is memory: a failed call and what is printed of it, too.
                keep(kept, errors);
                report("before", kept, errors);
                try {
                    while (true) {
                        HEAP.add(new byte[256 << 10]);
                    }
                } catch (OutOfMemoryError e) {
                    // Nothing may be allocated before this: not even an object.
                    RESERVE[0] = null;
                }
            }
            keep(kept, errors);
            report("kept", kept, errors);
            keep(kept, errors);
            report("afterwards", kept, errors);
        }

        private static void report(String name, List<NdArray> kept, List<OutOfMemoryError> errors) {
            System.out.println(name + "=" + kept.size());
            System.out.println(name + " error=" + errors.getFirst().getMessage());
            kept.clear();
            errors.clear();
        }

        private static void keep(List<NdArray> kept, List<OutOfMemoryError> errors) {
            try {
                while (true) {
                    kept.add(NdArray.ones(dtype, 1_000_000));
                }
            } catch (OutOfMemoryError e) {
                errors.add(e);
            }
        }
    }

    @Test
    void givesAnIdlePoolBack() throws Exception {
        String out = run(child(Idle.class));

        assertThat(number(out, "pooled")).isGreaterThanOrEqualTo(8_000_000);
        assertThat(value(out, "watched")).isEqualTo("true");
        assertThat(number(out, "afterwards")).isZero();
        assertThat(value(out, "ended")).isEqualTo("true");
    }

    /** A child's main class: frees an array and waits until its memory and the thread that frees it are gone. */
    static final class Idle {
        public static void main(String[] arguments) throws InterruptedException {
            try (Arena arena = Arena.ofConfined()) {
                NdArray.zeros(arena, DType.FLOAT64, 1_000_000);
            }
            System.out.println("pooled=" + Hotloop.memory().pooled());
            System.out.println("watched=" + isWatched());
            for (int i = 0; i < 600 && (Hotloop.memory().pooled() > 0 || isWatched()); i++) {
                Thread.sleep(100);
            }
            System.out.println("afterwards=" + Hotloop.memory().pooled());
            System.out.println("ended=" + !isWatched());
        }

        private static boolean isWatched() {
            return Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("hotloop-memory"));
        }
    }

    @Test
    void saysOnceThatCollectionsAreDisabled() throws Exception {
        ChildJvm.Result result =
                child(Pacing.class).option("-XX:+DisableExplicitGC").run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err().lines().filter(line -> line.contains("System.gc() has no effect")))
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains("-XX:+DisableExplicitGC");
        assertThat(value(result.out(), "ignored")).isEqualTo("true");
        assertThat(run(child(Pacing.class))).isEqualTo("ignored=false\n");
    }

    /** A child's main class: drops enough for several collections. */
    static final class Pacing {
        public static void main(String[] arguments) {
            for (int i = 0; i < 200; i++) {
                NdArray.empty(1_000_000);
            }
            MemoryInfo memory = Hotloop.memory();
            if (memory.collections() == 0) {
                throw new AssertionError("no collection was asked for: " + memory);
            }
            System.out.println("ignored=" + memory.explicitGcIgnored());
        }
    }
}
