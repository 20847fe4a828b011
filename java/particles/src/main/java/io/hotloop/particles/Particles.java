package io.hotloop.particles;

import io.hotloop.bindings.NativeMemory;
import io.hotloop.particles.internal.Coordinates;
import java.io.IOException;
import java.io.Reader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Particles off the Java heap: three arrays of doubles, each aligned to 64 bytes, one for each coordinate
 * and one for the tangential speeds. Any number that fits the memory, 24 bytes each.
 *
 * <p>Without an arena the memory is the collector's: it is freed some time after the last reference to
 * the particles and to the segments that {@link #x()}, {@link #y()}, {@link #w()} handed out is gone. The
 * methods that take an {@link Arena} bind the memory to it; a use after its close is an
 * {@link IllegalStateException}.
 *
 * <p>Not safe for use by several threads while one of them writes. A second evolve of particles that are
 * being evolved is refused.
 *
 * {@snippet :
 * Particles particles = Particles.random(10_000, 42);
 * new ParticleSimulator(particles).evolve(0.1);
 * particles.writeCsv(Path.of("after.csv"));
 * }
 */
public final class Particles {
    /** The most particles: 2^62 bytes an array, which no address space holds. */
    static final long MAX_COUNT = (1L << 62) / Double.BYTES;

    /**
     * The most particles, 16 MB of scratch, for which it is kept for the next evolve. Above, a million
     * particles and more, allocating it costs little beside any evolve.
     */
    private static final long KEPT_SCRATCH = 1L << 20;

    /** The increment of SplitMix64: 2^64 divided by the golden ratio, odd. */
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long count;
    private final MemorySegment x;
    private final MemorySegment y;
    private final MemorySegment w;
    private final AtomicBoolean evolving = new AtomicBoolean();

    /** Guarded by the claim that beginEvolve makes. */
    private @Nullable Scratch kept;

    private Particles(long count, Arena arena) {
        if (count < 0) {
            throw new IllegalArgumentException("count is " + count + ": a number of particles is at least 0");
        }
        if (count > MAX_COUNT) {
            throw new OutOfMemoryError(count + " particles: at most " + MAX_COUNT + " can be addressed");
        }
        this.count = count;
        x = NativeMemory.allocate(count * Double.BYTES, arena);
        y = NativeMemory.allocate(count * Double.BYTES, arena);
        w = NativeMemory.allocate(count * Double.BYTES, arena);
    }

    /**
     * Particles that all lie at the origin and have no speed, to be filled through {@link #set} or the
     * segments.
     *
     * @param count how many
     * @return new particles
     * @throws IllegalArgumentException if {@code count} is negative
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles allocate(long count) {
        return allocate(count, Arena.ofAuto());
    }

    /**
     * Particles that all lie at the origin and have no speed, in an arena.
     *
     * @param count how many
     * @param arena who owns the memory
     * @return new particles
     * @throws IllegalArgumentException if {@code count} is negative
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles allocate(long count, Arena arena) {
        var particles = new Particles(count, arena);
        particles.x.fill((byte) 0);
        particles.y.fill((byte) 0);
        particles.w.fill((byte) 0);
        return particles;
    }

    /** For who fills everything next. */
    static Particles uninitialized(long count, Arena arena) {
        return new Particles(count, arena);
    }

    /**
     * Particles from one array per coordinate.
     *
     * @param x first coordinates
     * @param y second coordinates
     * @param w tangential speeds
     * @return a copy
     * @throws IllegalArgumentException if the lengths differ
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles of(double[] x, double[] y, double[] w) {
        return of(x, y, w, Arena.ofAuto());
    }

    /**
     * Particles from one array per coordinate, in an arena.
     *
     * @param x first coordinates
     * @param y second coordinates
     * @param w tangential speeds
     * @param arena who owns the memory
     * @return a copy
     * @throws IllegalArgumentException if the lengths differ
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles of(double[] x, double[] y, double[] w, Arena arena) {
        if (x.length != y.length || x.length != w.length) {
            throw new IllegalArgumentException("x has " + x.length + " elements, y " + y.length + ", w " + w.length
                    + ": a particle needs one of each");
        }
        var particles = new Particles(x.length, arena);
        MemorySegment.copy(x, 0, particles.x, Coordinates.DOUBLE, 0, x.length);
        MemorySegment.copy(y, 0, particles.y, Coordinates.DOUBLE, 0, y.length);
        MemorySegment.copy(w, 0, particles.w, Coordinates.DOUBLE, 0, w.length);
        return particles;
    }

    /**
     * Particles from records, in the order of the collection's iterator.
     *
     * @param records the particles
     * @return a copy
     * @throws NullPointerException if one is null
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles fromRecords(Collection<Particle> records) {
        // An array of its own: the size of a concurrent collection may change under the iterator.
        var fixed = records.toArray(new Particle[0]);
        var particles = new Particles(fixed.length, Arena.ofAuto());
        for (int i = 0; i < fixed.length; i++) {
            int index = i;
            particles.set(i, Objects.requireNonNull(fixed[i], () -> "record " + index + " is null"));
        }
        return particles;
    }

    /**
     * Random particles: x, y and w uniform in [−1, 1), multiples of 2⁻⁵². The same for a seed on every
     * machine and in every version: output number 3i+j (from 0) of SplitMix64 (Steele, Lea, Flood, "Fast
     * splittable pseudorandom number generators", 2014) started at {@code seed} makes coordinate j of
     * particle i, x, y and w being 0, 1 and 2. So the first particles do not depend on {@code count}.
     *
     * @param count how many
     * @param seed any number
     * @return new particles
     * @throws IllegalArgumentException if {@code count} is negative
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles random(long count, long seed) {
        return random(count, seed, Arena.ofAuto());
    }

    /**
     * Random particles as {@link #random(long, long)} makes them, in an arena.
     *
     * @param count how many
     * @param seed any number
     * @param arena who owns the memory
     * @return new particles
     * @throws IllegalArgumentException if {@code count} is negative
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles random(long count, long seed, Arena arena) {
        var particles = new Particles(count, arena);
        long state = seed;
        for (long i = 0; i < count; i++) {
            particles.x.setAtIndex(Coordinates.DOUBLE, i, uniform(state += GOLDEN_GAMMA));
            particles.y.setAtIndex(Coordinates.DOUBLE, i, uniform(state += GOLDEN_GAMMA));
            particles.w.setAtIndex(Coordinates.DOUBLE, i, uniform(state += GOLDEN_GAMMA));
        }
        return particles;
    }

    private static double uniform(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        // The upper 53 bits as a signed number.
        return (z >> 11) * 0x1p-52;
    }

    /**
     * Reads particles from a CSV file in UTF-8.
     *
     * <p>The first line is the header {@code x,y,w}; every other line holds three numbers in the forms that
     * {@link Double#toString(double)} writes, {@code NaN} and {@code Infinity} among them. Lines end in LF or
     * CRLF, the last end may be missing, blanks around names and numbers, a byte order mark and empty lines
     * at the end do not matter.
     *
     * @param file the file
     * @return new particles
     * @throws CsvFormatException if the file holds something else; it names line and column
     * @throws IOException if the file cannot be read, for example because it does not exist
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles readCsv(Path file) throws IOException {
        return ParticlesCsv.read(file, Arena.ofAuto());
    }

    /**
     * Reads particles from a CSV file as {@link #readCsv(Path)} does, into an arena.
     *
     * @param file the file
     * @param arena who owns the memory
     * @return new particles
     * @throws CsvFormatException if the file holds something else; it names line and column
     * @throws IOException if the file cannot be read, for example because it does not exist
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles readCsv(Path file, Arena arena) throws IOException {
        return ParticlesCsv.read(file, arena);
    }

    /**
     * Reads particles from text as {@link #readCsv(Path)} does.
     *
     * @param reader the text; read to its end and not closed
     * @param name what the text is called in messages
     * @return new particles
     * @throws CsvFormatException if the text holds something else; it names line and column
     * @throws IOException if the reader fails
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public static Particles readCsv(Reader reader, String name) throws IOException {
        return ParticlesCsv.read(reader, name, Arena.ofAuto());
    }

    /**
     * Writes all particles to a CSV file in UTF-8: the header {@code x,y,w}, then a line each, ended by LF.
     * Numbers are written by {@link Double#toString(double)}, so {@link #readCsv(Path)} gives the same bits
     * (of a NaN: a NaN).
     *
     * <p>The lines go to a temporary file beside the target, which takes the target's place at the end: a
     * reader sees the old file or the whole new one, and a failure leaves the old one. When the target
     * exists and is no regular file, such as a pipe or a device, it is written directly.
     *
     * @param file the target
     * @throws IOException if the file cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        ParticlesCsv.write(this, file);
    }

    /**
     * Writes all particles as {@link #writeCsv(Path)} does.
     *
     * @param out where to; it is neither flushed nor closed
     * @throws IOException if it fails
     */
    public void writeCsv(Appendable out) throws IOException {
        ParticlesCsv.write(this, out);
    }

    /**
     * The number of particles.
     *
     * @return at least 0
     */
    public long count() {
        return count;
    }

    /**
     * The first coordinate of a particle.
     *
     * @param index which one
     * @return its x
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public double x(long index) {
        return x.getAtIndex(Coordinates.DOUBLE, Objects.checkIndex(index, count));
    }

    /**
     * The second coordinate of a particle.
     *
     * @param index which one
     * @return its y
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public double y(long index) {
        return y.getAtIndex(Coordinates.DOUBLE, Objects.checkIndex(index, count));
    }

    /**
     * The tangential speed of a particle.
     *
     * @param index which one
     * @return its w
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public double w(long index) {
        return w.getAtIndex(Coordinates.DOUBLE, Objects.checkIndex(index, count));
    }

    /**
     * One particle.
     *
     * @param index which one
     * @return a copy
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public Particle get(long index) {
        return new Particle(x(index), y(index), w(index));
    }

    /**
     * Replaces one particle.
     *
     * @param index which one
     * @param particle its new values
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public void set(long index, Particle particle) {
        set(index, particle.x(), particle.y(), particle.w());
    }

    /**
     * Replaces one particle.
     *
     * @param index which one
     * @param newX its first coordinate
     * @param newY its second coordinate
     * @param newW its tangential speed
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public void set(long index, double newX, double newY, double newW) {
        Objects.checkIndex(index, count);
        x.setAtIndex(Coordinates.DOUBLE, index, newX);
        y.setAtIndex(Coordinates.DOUBLE, index, newY);
        w.setAtIndex(Coordinates.DOUBLE, index, newW);
    }

    /**
     * The first coordinates.
     *
     * @return the memory itself, 8·{@link #count()} bytes in the machine's byte order: writes change the
     *     particles
     */
    public MemorySegment x() {
        return x;
    }

    /**
     * The second coordinates.
     *
     * @return the memory itself, as {@link #x()}
     */
    public MemorySegment y() {
        return y;
    }

    /**
     * The tangential speeds.
     *
     * @return the memory itself, as {@link #x()}
     */
    public MemorySegment w() {
        return w;
    }

    /**
     * The first coordinates, copied.
     *
     * @return a new array
     * @throws IllegalStateException if there are more than an array holds
     */
    public double[] xToArray() {
        return toArray("x", x);
    }

    /**
     * The second coordinates, copied.
     *
     * @return a new array
     * @throws IllegalStateException if there are more than an array holds
     */
    public double[] yToArray() {
        return toArray("y", y);
    }

    /**
     * The tangential speeds, copied.
     *
     * @return a new array
     * @throws IllegalStateException if there are more than an array holds
     */
    public double[] wToArray() {
        return toArray("w", w);
    }

    /**
     * All particles as records.
     *
     * @return a new list that can be changed
     * @throws IllegalStateException if there are more than a list holds
     */
    public List<Particle> toRecords() {
        var records = new ArrayList<Particle>(checkFitsArray("the particles"));
        for (long i = 0; i < count; i++) {
            records.add(get(i));
        }
        return records;
    }

    /**
     * A copy that shares nothing with these particles.
     *
     * @return new particles
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public Particles copy() {
        return copy(Arena.ofAuto());
    }

    /**
     * A copy that shares nothing with these particles, in an arena.
     *
     * @param arena who owns the memory
     * @return new particles
     * @throws OutOfMemoryError if the memory cannot be had
     * @throws UnsatisfiedLinkError if a native library exists but could not be used
     */
    public Particles copy(Arena arena) {
        var copy = new Particles(count, arena);
        copy.x.copyFrom(x);
        copy.y.copyFrom(y);
        copy.w.copyFrom(w);
        return copy;
    }

    /**
     * For logs.
     *
     * @return the number of particles
     */
    @Override
    public String toString() {
        return "Particles[count=" + count + "]";
    }

    /** Refuses what the memory would refuse, also where no step touches it. */
    void checkAccess() {
        if (!x.scope().isAlive()) {
            throw new IllegalStateException("the arena of these " + count + " particles is closed");
        }
        if (!x.isAccessibleBy(Thread.currentThread())) {
            throw new WrongThreadException("these " + count + " particles are in an arena that is confined to another"
                    + " thread than " + Thread.currentThread());
        }
    }

    /** Claims the particles for one evolve. */
    void beginEvolve() {
        if (!evolving.compareAndSet(false, true)) {
            throw new IllegalStateException("these " + count
                    + " particles are being evolved already: a listener or another thread may not evolve them too");
        }
    }

    /** Coordinates for one evolve to compute in. */
    Scratch scratch() {
        if (count > KEPT_SCRATCH) {
            return Scratch.owned(count);
        }
        if (kept == null) {
            kept = Scratch.kept(count);
        }
        return kept;
    }

    /** Ends what {@link #beginEvolve()} began. */
    void endEvolve() {
        evolving.set(false);
    }

    private double[] toArray(String name, MemorySegment segment) {
        var array = new double[checkFitsArray(name)];
        MemorySegment.copy(segment, Coordinates.DOUBLE, 0, array, 0, array.length);
        return array;
    }

    private int checkFitsArray(String name) {
        // The JDK's own limit: some VMs reserve header words.
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(name + ": " + count + " elements do not fit a Java array");
        }
        return (int) count;
    }
}
