package io.hotloop;

import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Ufunc;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of reductions and cumulative operations: over which axes, and how.
 *
 * <p>Starts with {@link #axis(int...)} or {@link #allAxes()}; each other method gives new options with one more
 * choice. An operation refuses an option that it has no meaning for.
 *
 * {@snippet :
 * import static io.hotloop.ReduceOptions.axis;
 *
 * NdArray rows = a.sum(axis(0, 1).keepDims().where(mask));
 * }
 *
 * <p>Immutable, so safe for use by several threads.
 */
public final class ReduceOptions {
    private static final ReduceOptions ALL = new ReduceOptions(null);

    /** The choices that an operation may not know; all know axes. */
    enum Choice {
        KEEP_DIMS("keepDims"),
        INITIAL("initial"),
        WHERE("where"),
        DTYPE("dtype"),
        CORRECTION("correction"),
        ORDER("order"),
        INCLUDE_INITIAL("includeInitial");

        private final String text;

        Choice(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final int @Nullable [] axes;
    private boolean keepDims;
    private @Nullable Constant initial;
    private @Nullable NdArray where;
    private @Nullable DType dtype;
    private double correction = Double.NaN;
    private double order = Double.NaN;
    private boolean includeInitial;

    private ReduceOptions(int @Nullable [] axes) {
        this.axes = axes;
    }

    private ReduceOptions copy() {
        ReduceOptions copy = new ReduceOptions(axes);
        copy.keepDims = keepDims;
        copy.initial = initial;
        copy.where = where;
        copy.dtype = dtype;
        copy.correction = correction;
        copy.order = order;
        copy.includeInitial = includeInitial;
        return copy;
    }

    /**
     * Over some axes.
     *
     * @param axes the axes, each once, in any order; a negative one counts from the end; none: every element is a
     *     result of its own
     * @return the options
     */
    public static ReduceOptions axis(int... axes) {
        return new ReduceOptions(axes.clone());
    }

    /**
     * Over all axes.
     *
     * @return the options
     */
    public static ReduceOptions allAxes() {
        return ALL;
    }

    /**
     * Keeps the reduced axes, with length 1, so that the result broadcasts against the array.
     *
     * @return the options with this choice
     */
    public ReduceOptions keepDims() {
        ReduceOptions copy = copy();
        copy.keepDims = true;
        return copy;
    }

    /**
     * Where a sum, product, minimum or maximum starts; it takes part as if it were an element. The result of no
     * elements is this.
     *
     * @param value the first operand; rounded to the result's dtype
     * @return the options with this choice
     */
    public ReduceOptions initial(double value) {
        ReduceOptions copy = copy();
        copy.initial = Ufunc.scalar(value);
        return copy;
    }

    /**
     * Where a sum, product, minimum or maximum starts; it takes part as if it were an element. The result of no
     * elements is this.
     *
     * @param value the first operand; an integer dtype of the result must hold it
     * @return the options with this choice
     */
    public ReduceOptions initial(long value) {
        ReduceOptions copy = copy();
        copy.initial = Ufunc.scalar(value);
        return copy;
    }

    /**
     * Where a sum or product of complex numbers starts; it takes part as if it were an element.
     *
     * @param value the first operand
     * @return the options with this choice
     */
    public ReduceOptions initial(Complex value) {
        ReduceOptions copy = copy();
        copy.initial = Ufunc.scalar(value);
        return copy;
    }

    /**
     * Which elements take part. A minimum or maximum then needs an {@code initial}, since none may.
     *
     * @param mask bool, broadcast to the array's shape; not copied
     * @return the options with this choice
     * @throws IllegalArgumentException if the mask is not bool
     */
    public ReduceOptions where(NdArray mask) {
        if (mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException("where has dtype " + mask.dtype() + ": it takes bool");
        }
        ReduceOptions copy = copy();
        copy.where = mask;
        return copy;
    }

    /**
     * The dtype in which a sum, product, mean, variance, standard deviation or norm is computed and returned:
     * elements are cast to it first (block by block, without a copy of the array).
     *
     * @param dtype the dtype
     * @return the options with this choice
     */
    public ReduceOptions dtype(DType dtype) {
        ReduceOptions copy = copy();
        copy.dtype = Objects.requireNonNull(dtype, "dtype");
        return copy;
    }

    /**
     * By how much the divisor of a variance or standard deviation is less than the number of elements: 0 for that
     * of a population (the default), 1 for the unbiased estimate from a sample. A divisor below 0 counts as 0.
     *
     * @param correction a number
     * @return the options with this choice
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public ReduceOptions correction(double correction) {
        if (!Double.isFinite(correction)) {
            throw new IllegalArgumentException("correction is " + correction + ": it takes a finite number");
        }
        ReduceOptions copy = copy();
        copy.correction = correction;
        return copy;
    }

    /**
     * NumPy's name of {@link #correction(double)}.
     *
     * @param ddof a number
     * @return the options with this choice
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public ReduceOptions ddof(double ddof) {
        return correction(ddof);
    }

    /**
     * The order p of a norm, {@code (Σ|x|^p)^(1/p)}: 2 is the default, 1 the sum of magnitudes, the infinities the
     * largest and smallest magnitude, 0 the number of elements that are not 0.
     *
     * @param order any number but NaN
     * @return the options with this choice
     * @throws IllegalArgumentException if it is NaN
     */
    public ReduceOptions order(double order) {
        if (Double.isNaN(order)) {
            throw new IllegalArgumentException("order is NaN: there is no such norm");
        }
        ReduceOptions copy = copy();
        copy.order = order;
        return copy;
    }

    /**
     * Has a cumulative sum or product begin with 0 or 1, so that it is longer than its input by one.
     *
     * @return the options with this choice
     */
    public ReduceOptions includeInitial() {
        ReduceOptions copy = copy();
        copy.includeInitial = true;
        return copy;
    }

    /** These with another mask. */
    ReduceOptions withWhere(NdArray mask) {
        ReduceOptions copy = copy();
        copy.where = mask;
        return copy;
    }

    /** The axes as they were given, or null for all. */
    int @Nullable [] axes() {
        return axes;
    }

    boolean keepsDims() {
        return keepDims;
    }

    @Nullable
    Constant initial() {
        return initial;
    }

    @Nullable
    NdArray where() {
        return where;
    }

    @Nullable
    DType dtype() {
        return dtype;
    }

    /** The correction, 0 where none was chosen. */
    double correctionOrZero() {
        return Double.isNaN(correction) ? 0 : correction;
    }

    /** The order, 2 where none was chosen. */
    double orderOrTwo() {
        return Double.isNaN(order) ? 2 : order;
    }

    boolean includesInitial() {
        return includeInitial;
    }

    /** Whether a choice was made. */
    boolean has(Choice choice) {
        return switch (choice) {
            case KEEP_DIMS -> keepDims;
            case INITIAL -> initial != null;
            case WHERE -> where != null;
            case DTYPE -> dtype != null;
            case CORRECTION -> !Double.isNaN(correction);
            case ORDER -> !Double.isNaN(order);
            case INCLUDE_INITIAL -> includeInitial;
        };
    }

    /** Refuses all choices but axes and {@link #keepDims()}: reductions in expressions have no others. */
    void requireAxesOnly(String name) {
        for (Choice choice : Choice.values()) {
            if (choice != Choice.KEEP_DIMS && has(choice)) {
                throw new IllegalArgumentException(
                        name + " in an expression takes axes and keepDims, not " + choice + ": " + this);
            }
        }
    }

    /** The axes and choices, such as {@code axis(0, 1).keepDims()}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("allAxes()");
        if (axes != null) {
            String list = Arrays.toString(axes);
            text = new StringBuilder("axis(").append(list, 1, list.length() - 1).append(')');
        }
        for (Choice choice : Choice.values()) {
            if (has(choice)) {
                text.append('.')
                        .append(choice)
                        .append('(')
                        .append(value(choice))
                        .append(')');
            }
        }
        return text.toString();
    }

    private String value(Choice choice) {
        return switch (choice) {
            case KEEP_DIMS, INCLUDE_INITIAL -> "";
            case INITIAL -> {
                Constant value = initial;
                yield value == null ? "" : text(value);
            }
            case WHERE -> "…";
            case DTYPE -> String.valueOf(dtype);
            case CORRECTION -> String.valueOf(correction);
            case ORDER -> String.valueOf(order);
        };
    }

    private static String text(Constant value) {
        return switch (value.dtype()) {
            case FLOAT64 -> String.valueOf(Double.longBitsToDouble(value.bits()));
            case COMPLEX128 ->
                new Complex(Double.longBitsToDouble(value.bits()), Double.longBitsToDouble(value.imaginary()))
                        .toString();
            default -> String.valueOf(value.bits());
        };
    }
}
