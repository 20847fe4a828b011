package io.hotloop.particles;

import io.hotloop.particles.internal.Coordinates;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The particles at a point of their way. A read-only view of the running computation: valid until the
 * {@link TrajectoryListener} returns.
 *
 * @param step the number of steps done
 * @param time the simulated time, step · dt
 * @param x first coordinates, read-only
 * @param y second coordinates, read-only
 * @param w tangential speeds, read-only
 */
public record Snapshot(long step, double time, MemorySegment x, MemorySegment y, MemorySegment w) {
    /**
     * The number of particles.
     *
     * @return at least 0
     */
    public long count() {
        return x.byteSize() / Double.BYTES;
    }

    /**
     * The first coordinate of a particle.
     *
     * @param index which one
     * @return its x
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public double x(long index) {
        return x.getAtIndex(Coordinates.DOUBLE, Objects.checkIndex(index, count()));
    }

    /**
     * The second coordinate of a particle.
     *
     * @param index which one
     * @return its y
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public double y(long index) {
        return y.getAtIndex(Coordinates.DOUBLE, Objects.checkIndex(index, count()));
    }

    /**
     * The tangential speed of a particle.
     *
     * @param index which one
     * @return its w
     * @throws IndexOutOfBoundsException if {@code index} is outside 0 to {@link #count()} − 1
     */
    public double w(long index) {
        return w.getAtIndex(Coordinates.DOUBLE, Objects.checkIndex(index, count()));
    }
}
