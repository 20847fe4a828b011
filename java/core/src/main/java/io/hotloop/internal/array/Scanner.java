package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.internal.Calls;
import io.hotloop.internal.Engine;

/**
 * Cumulative sums and products along the last axis: {@code hl_scan} where it can, {@link JavaScan} with the
 * same bits where not.
 */
public final class Scanner {
    private Scanner() {}

    /**
     * Scans in the dtype of the input.
     *
     * @param reduction {@link Reduction#SUM} or {@link Reduction#PROD}
     * @param out receives the results, cast to its dtype; of the input's shape
     * @param in of at least one axis; is {@code out}, element for element, or shares no memory with it
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     */
    public static void scan(Reduction reduction, View out, View in) {
        scan(reduction, in.dtype(), out, in);
    }

    /**
     * Scans in a dtype to which the input is cast, block by block.
     *
     * @param reduction {@link Reduction#SUM} or {@link Reduction#PROD}
     * @param operation the dtype in which it is computed
     * @param out receives the results, cast to its dtype; of the input's shape
     * @param in of at least one axis; is {@code out}, element for element, or shares no memory with it
     * @throws java.util.concurrent.CancellationException if the thread was interrupted during a long call
     */
    public static void scan(Reduction reduction, DType operation, View out, View in) {
        Blocks.requireOpen(out);
        Blocks.requireOpen(in);
        assert in.rank() > 0 && out.rank() == in.rank();
        if (in.size() == 0) {
            return;
        }
        DType natural = Reducer.natural(reduction, operation, in.dtype(), out.dtype());
        if (natural != in.dtype()
                || !Engine.isNative()
                || !in.segment().isNative()
                || !out.segment().isNative()) {
            JavaScan.scan(reduction, natural, out, in);
            return;
        }
        ReduceAxes axes = ReduceAxes.ofScan(out, in);
        CallBlock call = CallBlock.take();
        int status;
        try {
            call.word(reduction.code()).word(0).word(0).word(axes.rank).words(axes.shape, axes.rank);
            call.word(out.dtype().ordinal()).word(out.offset()).words(axes.out, axes.rank);
            call.word(in.dtype().ordinal()).word(in.offset()).words(axes.in, axes.rank);
            long bytes = in.size() * (in.dtype().byteSize() + out.dtype().byteSize());
            status = NativeCalls.scan(call, out.segment(), in.segment(), bytes);
        } finally {
            call.release();
        }
        Calls.check(status, "cumulative " + reduction + " of " + in.dtype() + Layouts.toString(in.shape()));
    }
}
