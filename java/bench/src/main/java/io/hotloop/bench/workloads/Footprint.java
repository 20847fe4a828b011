package io.hotloop.bench.workloads;

import com.sun.management.ThreadMXBean;
import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.NdArray;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What particles, three doubles each, take in memory, and how fast a walk over all of them is then. The bytes are those
 * that a thread allocates while it makes them, as the JVM counts them.
 */
public final class Footprint extends ArrayWorkload {
    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";

    /** Found as a service. */
    public Footprint() {
        super("footprint", "the sum of x, y and w of all particles, and the bytes that they take", 100_000L);
        java("OBJECTS", false, EXACT, size -> {
            List<Mutable> particles = objects(size);
            return number(() -> {
                double sum = 0;
                for (Mutable p : particles) {
                    sum += p.x + p.y + p.w;
                }
                return sum;
            });
        });
        java("RECORDS", false, EXACT, size -> {
            List<Fixed> particles = records(size);
            return number(() -> {
                double sum = 0;
                for (Fixed p : particles) {
                    sum += p.x() + p.y() + p.w();
                }
                return sum;
            });
        });
        java("JAVA_ARRAYS", false, EXACT, size -> {
            double[][] columns = columns(size);
            return number(() -> {
                double sum = 0;
                for (int i = 0; i < columns[0].length; i++) {
                    sum += columns[0][i] + columns[1][i] + columns[2][i];
                }
                return sum;
            });
        });
        arrays("OFF_HEAP", REORDERED, size -> {
            NdArray particles = array(size);
            return number(particles::sumAsDouble);
        });
    }

    @Override
    public String unit() {
        return "particle";
    }

    @Override
    public List<String> notes(long size) {
        long offHeap = 3 * Double.BYTES * size;
        return List.of(
                line(size, "objects in a list", allocated(() -> objects(size))),
                line(size, "the same with " + COMPACT, compact(size)),
                line(size, "records in a list", allocated(() -> records(size))),
                line(size, "a double[] for each of x, y and w", allocated(() -> columns(size))),
                line(size, "NdArray, off the heap", offHeap) + ", and on it "
                        + allocated(() -> NdArray.empty(DType.FLOAT64, size, 3)) + " bytes");
    }

    private static String line(long size, String what, long bytes) {
        return bytes < 0
                ? what + ": not known here"
                : String.format(Locale.ROOT, "%s: %,d bytes, %.1f a particle", what, bytes, (double) bytes / size);
    }

    /** The bytes that this thread allocates, or -1 where the JVM does not count. */
    private static long allocated(Supplier<?> maker) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counter)
                || !counter.isThreadAllocatedMemorySupported()) {
            return -1;
        }
        maker.get(); // classes are loaded by the first one
        long before = counter.getCurrentThreadAllocatedBytes();
        Object made = maker.get();
        long bytes = counter.getCurrentThreadAllocatedBytes() - before;
        java.lang.ref.Reference.reachabilityFence(made);
        return bytes;
    }

    /** The bytes of the objects in a JVM with compact headers, which is another process; -1 where none starts. */
    private static long compact(long size) {
        // The other one needs only this class and what it names, whichever path they came from.
        String classPath = Stream.of("jdk.module.path", "java.class.path")
                .map(property -> System.getProperty(property, ""))
                .filter(path -> !path.isBlank())
                .flatMap(path -> Stream.of(path.split(Pattern.quote(File.pathSeparator))))
                .map(entry -> Files.isDirectory(Path.of(entry)) ? entry + File.pathSeparator + entry + "/*" : entry)
                .collect(Collectors.joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var builder = new ProcessBuilder(
                        java.toString(), COMPACT, "-cp", classPath, Footprint.class.getName(), Long.toString(size))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Long.parseLong(text) : -1;
        } catch (IOException e) {
            throw new UncheckedIOException("a JVM with " + COMPACT + " cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /**
     * Prints the bytes that objects take in this JVM.
     *
     * @param arguments the number of objects
     */
    public static void main(String[] arguments) {
        long size = Long.parseLong(arguments[0]);
        System.out.println(allocated(() -> objects(size)));
    }

    private static final class Mutable {
        double x;
        double y;
        final double w;

        Mutable(double x, double y, double w) {
            this.x = x;
            this.y = y;
            this.w = w;
        }
    }

    private record Fixed(double x, double y, double w) {}

    private static List<Mutable> objects(long size) {
        var random = new SplittableRandom(1);
        List<Mutable> particles = new ArrayList<>(Math.toIntExact(size));
        for (long i = 0; i < size; i++) {
            particles.add(new Mutable(random.nextDouble(), random.nextDouble(), random.nextDouble()));
        }
        return particles;
    }

    private static List<Fixed> records(long size) {
        var random = new SplittableRandom(1);
        List<Fixed> particles = new ArrayList<>(Math.toIntExact(size));
        for (long i = 0; i < size; i++) {
            particles.add(new Fixed(random.nextDouble(), random.nextDouble(), random.nextDouble()));
        }
        return particles;
    }

    private static double[][] columns(long size) {
        var random = new SplittableRandom(1);
        double[][] columns = new double[3][Math.toIntExact(size)];
        for (int i = 0; i < size; i++) {
            for (double[] column : columns) {
                column[i] = random.nextDouble();
            }
        }
        return columns;
    }

    private static NdArray array(long size) {
        double[][] columns = columns(size);
        NdArray particles = NdArray.empty(DType.FLOAT64, size, 3);
        for (int i = 0; i < columns.length; i++) {
            particles.set(NdArray.wrap(columns[i]), Index.ALL, i);
        }
        return particles;
    }
}
