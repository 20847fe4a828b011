package io.hotloop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands for one axis between the brackets of NumPy's {@code a[…]}: a position, a slice, a new axis, the
 * ellipsis or an array of positions. Immutable; independent of any array, so that one can be kept and used again.
 *
 * <p>Positions count from 0; negative ones count from the end, {@code -1} is the last. Slices take any step but 0
 * and are cut to the axis, as in NumPy and Python; positions are not.
 *
 * {@snippet :
 * a.get(Index.range(1, 3), Index.ALL);       // a[1:3, :]
 * a.get(Index.step(-1));                     // a[::-1]
 * a.get(Index.from(3).by(2));                // a[3::2]
 * a.get(Index.ELLIPSIS, 0);                  // a[..., 0]
 * a.get(Index.ALL, Index.NEW_AXIS);          // a[:, np.newaxis]
 * a.get(Index.of(rows), Index.range(0, 2));  // a[rows, 0:2]
 * }
 *
 * @see NdArray#get(Object...)
 */
public final class Index {
    /** What an index is. */
    enum Kind {
        AT,
        SLICE,
        NEW_AXIS,
        ELLIPSIS,
        ARRAY
    }

    /** The whole axis: NumPy's {@code :}. */
    public static final Index ALL = slice(null, null, 1);

    /** An axis of length 1 that the array does not have yet: {@code np.newaxis}. */
    public static final Index NEW_AXIS = new Index(Kind.NEW_AXIS, null, null, 1, null);

    /** As many whole axes as are left: NumPy's {@code ...}. At most one among the indexes of an array. */
    public static final Index ELLIPSIS = new Index(Kind.ELLIPSIS, null, null, 1, null);

    final Kind kind;

    /** The position, or where the slice starts; null where it is open. */
    final @Nullable Long start;

    /** Where the slice stops, exclusive; null where it is open. */
    final @Nullable Long stop;

    final long step;

    /** The positions or the mask. */
    final @Nullable NdArray array;

    private Index(Kind kind, @Nullable Long start, @Nullable Long stop, long step, @Nullable NdArray array) {
        this.kind = kind;
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.array = array;
    }

    private static Index slice(@Nullable Long start, @Nullable Long stop, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("the step of a slice cannot be 0");
        }
        return new Index(Kind.SLICE, start, stop, step, null);
    }

    /**
     * A position; the axis disappears. An integer beside other indexes means the same.
     *
     * @param position from {@code -length} to {@code length - 1}; checked when it is used
     * @return the index {@code position}
     */
    public static Index at(long position) {
        return new Index(Kind.AT, position, null, 1, null);
    }

    /**
     * The positions from {@code start} to before {@code stop}.
     *
     * @param start the first position; negative: from the end
     * @param stop the position behind the last; negative: from the end
     * @return the slice {@code start:stop}
     */
    public static Index range(long start, long stop) {
        return slice(start, stop, 1);
    }

    /**
     * Every {@code step}-th position from {@code start} to before {@code stop}; with a negative step downwards.
     *
     * {@snippet :
     * a.get(Index.range(0, 10, 2));   // 0, 2, 4, 6, 8
     * a.get(Index.range(5, 1, -2));   // 5, 3
     * }
     *
     * @param start the first position; negative: from the end
     * @param stop the position not reached any more; negative: from the end, so that a slice downwards that
     *     includes position 0 is {@code from(start).by(step)}
     * @param step the distance, not 0
     * @return the slice {@code start:stop:step}
     * @throws IllegalArgumentException if the step is 0
     */
    public static Index range(long start, long stop, long step) {
        return slice(start, stop, step);
    }

    /**
     * All positions from one on.
     *
     * @param start the first position; negative: from the end
     * @return the slice {@code start:}
     */
    public static Index from(long start) {
        return slice(start, null, 1);
    }

    /**
     * All positions before one.
     *
     * @param stop the position behind the last; negative: from the end
     * @return the slice {@code :stop}
     */
    public static Index to(long stop) {
        return slice(null, stop, 1);
    }

    /**
     * Every {@code step}-th position of the axis, from its first one; with a negative step from its last one
     * downwards, so that {@code step(-1)} reverses.
     *
     * @param step the distance, not 0
     * @return the slice {@code ::step}
     * @throws IllegalArgumentException if the step is 0
     */
    public static Index step(long step) {
        return slice(null, null, step);
    }

    /**
     * The positions in an integer array, or those where a boolean array is true (which stands for as many axes
     * as it has). An array beside other indexes means the same. The array is not copied: what it holds when the
     * index is used counts.
     *
     * @param array integers of any shape, or a mask
     * @return the index
     * @throws IllegalArgumentException if the dtype is neither bool nor an integer type
     */
    public static Index of(NdArray array) {
        requireIndexes(array);
        return new Index(Kind.ARRAY, null, null, 1, array);
    }

    /**
     * This slice with another step.
     *
     * {@snippet :
     * a.get(Index.from(3).by(-1));   // a[3::-1]: 3, 2, 1, 0
     * }
     *
     * @param step the distance, not 0; it replaces the one that the slice has
     * @return the slice {@code start:stop:step}
     * @throws IllegalArgumentException if the step is 0, or this is no slice
     */
    public Index by(long step) {
        if (kind != Kind.SLICE) {
            throw new IllegalArgumentException("only a slice has a step: " + this + " is none");
        }
        return slice(start, stop, step);
    }

    /** Throws if an array cannot be an index. */
    static void requireIndexes(NdArray array) {
        DType dtype = array.dtype();
        if (dtype != DType.BOOL && !dtype.isInteger()) {
            throw new IllegalArgumentException(
                    "an index array is of integers or bool: " + array.layout() + " is neither");
        }
    }

    /**
     * Compares what is meant, index arrays by {@link NdArray#equals}.
     *
     * @param other anything
     * @return true if it is an index of the same kind with the same values
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Index that
                && kind == that.kind
                && step == that.step
                && Objects.equals(start, that.start)
                && Objects.equals(stop, that.stop)
                && Objects.equals(array, that.array);
    }

    /**
     * A hash that agrees with {@link #equals}.
     *
     * @return the hash
     */
    @Override
    public int hashCode() {
        return Objects.hash(kind, start, stop, step, array);
    }

    /**
     * The index as NumPy writes it.
     *
     * @return such as {@code 3}, {@code 1:10:2}, {@code newaxis}, {@code ...} or, for an array,
     *     {@code int64[3,4]}
     */
    @Override
    public String toString() {
        return switch (kind) {
            case AT -> String.valueOf(start);
            case SLICE ->
                (start == null ? "" : start) + ":" + (stop == null ? "" : stop) + (step == 1 ? "" : ":" + step);
            case NEW_AXIS -> "newaxis";
            case ELLIPSIS -> "...";
            case ARRAY -> {
                NdArray positions = Objects.requireNonNull(array);
                yield positions.layout();
            }
        };
    }
}
