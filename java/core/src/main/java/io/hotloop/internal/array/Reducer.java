package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.internal.Calls;
import io.hotloop.internal.Engine;
import io.hotloop.internal.array.Program.Constant;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Reduces axes of a view: {@code hl_reduce} where it can, {@link JavaReduce} with the same bits where not.
 * What a reduction of nothing means, and which dtypes there are, was decided by the caller.
 *
 * <p>An input of another dtype than the operation's is cast on the way, block by block, never as a whole.
 */
public final class Reducer {
    /** Up to here any partial sum of such integers is exact in double: the order cannot show. */
    private static final long EXACT = 1L << 53;

    private Reducer() {}

    /**
     * Reduces in the dtype of the input.
     *
     * @param reduction what is computed
     * @param out receives the results, cast to its dtype; of the kept axes' shape
     * @param in kept axes first, then the reduced ones in C order; shares no memory with {@code out}
     * @param kept how many axes are kept
     * @param where bool, of the input's shape: which elements take part; or null
     * @param ddof what a variance's divisor is less than the number of elements, but not less than 0
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     */
    public static void reduce(Reduction reduction, View out, View in, int kept, @Nullable View where, double ddof) {
        reduce(reduction, in.dtype(), out, in, kept, where, ddof);
    }

    /**
     * Reduces in a dtype to which the input is cast.
     *
     * @param reduction what is computed
     * @param operation the dtype in which it is computed: real or complex for a mean, variance or norm
     * @param out receives the results, cast to its dtype; of the kept axes' shape
     * @param in kept axes first, then the reduced ones in C order; shares no memory with {@code out}
     * @param kept how many axes are kept
     * @param where bool, of the input's shape: which elements take part; or null
     * @param ddof what a variance's divisor is less than the number of elements, but not less than 0
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     */
    public static void reduce(
            Reduction reduction, DType operation, View out, View in, int kept, @Nullable View where, double ddof) {
        Blocks.requireOpen(out);
        Blocks.requireOpen(in);
        if (where != null) {
            Blocks.requireOpen(where);
        }
        assert kept == out.rank() && kept <= in.rank() : kept + " of " + in.rank() + " to " + out.rank();
        ReduceAxes axes = ReduceAxes.of(out, in, kept, where);
        if (axes.results == 0) {
            return;
        }
        if (reduction == Reduction.MEAN && where == null && isExactSum(in.dtype(), operation, axes.count, out)) {
            reduce(Reduction.SUM, in.dtype(), out, in, kept, null, 0);
            Constant count = new Constant(DType.FLOAT64, Double.doubleToRawLongBits(axes.count), 0);
            Elementwise.run(Program.of(Op.DIVIDE, DType.FLOAT64, count), out, out, null, null);
            return;
        }
        if (reduction == Reduction.MEAN && where != null && !operation.isComplex()) {
            meanWhere(operation, out, in, kept, where);
            return;
        }
        DType natural = natural(reduction, operation, in.dtype(), out.dtype());
        double correction = Math.min(ddof, axes.count);
        if (natural != in.dtype() || !isNative(reduction, natural, out, in, where)) {
            JavaReduce.reduce(reduction, natural, out, in, axes, where, correction);
            return;
        }
        CallBlock call = CallBlock.take();
        int status;
        try {
            call.word(reduction.code()).word(0).word(0).word(Double.doubleToRawLongBits(correction));
            call.word(axes.kept).word(axes.rank - axes.kept).word(where == null ? 0 : 1);
            call.words(axes.shape, axes.rank);
            call.word(out.dtype().ordinal()).word(out.offset()).words(axes.out, axes.kept);
            call.word(in.dtype().ordinal()).word(in.offset()).words(axes.in, axes.rank);
            if (where != null) {
                call.word(where.offset()).words(axes.where, axes.rank);
            }
            long bytes = axes.results * axes.count * in.dtype().byteSize();
            MemorySegment condition = where == null ? MemorySegment.NULL : where.segment();
            status = NativeCalls.reduce(call, out.segment(), in.segment(), condition, bytes);
        } finally {
            call.release();
        }
        Calls.check(status, reduction + " of " + in.dtype() + Layouts.toString(in.shape()));
    }

    /** The mean of the elements that take part: their sum by their number. */
    private static void meanWhere(DType operation, View out, View in, int kept, View where) {
        View sum = Blocks.empty(DType.FLOAT64, out.shape());
        View count = Blocks.empty(DType.INT64, out.shape());
        reduce(Reduction.SUM, operation, sum, in, kept, where, 0);
        reduce(Reduction.COUNT_NONZERO, count, where, kept, null, 0);
        Elementwise.run(Program.of(Op.DIVIDE, DType.FLOAT64), out, sum, count, null);
    }

    /** Whether a mean of integers is their 64-bit sum, exact in double, divided: the same bits without a cast. */
    private static boolean isExactSum(DType in, DType operation, long count, View out) {
        if (operation != DType.FLOAT64 || out.dtype() != DType.FLOAT64) {
            return false;
        }
        return switch (in) {
            case BOOL, INT8, INT16, INT32, UINT8, UINT16, UINT32 -> count <= EXACT >> 8 * in.byteSize();
            default -> false;
        };
    }

    /** The dtype in which it can be computed with the same result: the input's own where the cast cannot show. */
    static DType natural(Reduction reduction, DType operation, DType in, DType out) {
        if (operation == in) {
            return in;
        }
        boolean isSum = reduction == Reduction.SUM || reduction == Reduction.PROD;
        // Modulo 2^64 and then modulo the result's size is the same as at each step.
        boolean wraps = isSum && operation.isInteger() && out == operation && (in.isInteger() || in == DType.BOOL);
        // Accumulated in double anyway.
        boolean widens = (operation == DType.FLOAT64 && in == DType.FLOAT32)
                || (operation == DType.COMPLEX128 && in == DType.COMPLEX64);
        return wraps || widens ? in : operation;
    }

    private static boolean isNative(Reduction reduction, DType dtype, View out, View in, @Nullable View where) {
        if (!Engine.isNative() || !out.segment().isNative() || !in.segment().isNative()) {
            return false;
        }
        if (where == null) {
            return true;
        }
        return where.segment().isNative()
                && switch (reduction) {
                    case SUM, PROD, ANY, ALL, COUNT_NONZERO, NORM -> true;
                    default -> false;
                };
    }
}
