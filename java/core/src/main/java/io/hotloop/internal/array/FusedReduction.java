package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.Threads;
import io.hotloop.internal.Calls;
import io.hotloop.internal.CancelWatch;
import io.hotloop.internal.Engine;
import io.hotloop.internal.Workers;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One reduction of what a program computes: {@code hl_expression_run} in one call, or over operands on the heap in many
 * short ones, or the Java interpreter and {@link JavaReduce}; with the same bits. See {@link Fused}.
 */
final class FusedReduction {
    /** Elements of a block of the order of reductions; 2ᵏ of them are a subtree. */
    private static final long BLOCK = JavaReduce.BLOCK;

    private final Program program;
    private final Reduction reduction;
    private final double ddof;

    /** The walk over the inputs: kept axes first, none merged over the border to the reduced ones. */
    private final View[] inputs;

    private final long[] shape;
    private final int kept;
    private final View out;
    private final long results;
    private final long count;

    /** Whether functions may be the faster, looser ones: as the thread has it that asks for the reduction. */
    private final boolean fast = PrecisionScope.isFast();

    private FusedReduction(
            Program program, Reduction reduction, double ddof, View[] inputs, long[] shape, int kept, View out) {
        this.program = program;
        this.reduction = reduction;
        this.inputs = inputs;
        this.shape = shape;
        this.kept = kept;
        this.out = out;
        results = product(shape, 0, kept);
        count = product(shape, kept, shape.length);
        this.ddof = Math.min(ddof, count);
    }

    private static long product(long[] shape, int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= shape[axis];
        }
        return product;
    }

    /** {@link Fused#reduce} where no input shares memory with the output. */
    static FusedReduction of(
            Program program, Reduction reduction, double ddof, View[] inputs, long[] shape, int[] axes, View out) {
        int kept = shape.length - axes.length;
        View[] full = new View[inputs.length];
        for (int k = 0; k < inputs.length; k++) {
            full[k] = Layouts.broadcastTo(inputs[k], shape);
        }
        int[] order = order(shape, axes, full);
        int[] outOrder = new int[kept];
        for (int i = 0; i < kept; i++) {
            for (int axis = 0; axis < order[i]; axis++) {
                outOrder[i] += isAmong(axes, axis) ? 0 : 1;
            }
        }
        View[] ordered = new View[inputs.length];
        for (int k = 0; k < inputs.length; k++) {
            ordered[k] = permuted(full[k], order);
        }
        long[] lengths = new long[shape.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = shape[order[i]];
        }
        int rank = mergeReduced(ordered, lengths, kept);
        long[] left = Arrays.copyOf(lengths, rank);
        return new FusedReduction(program, reduction, ddof, ordered, left, kept, permuted(out, outOrder));
    }

    /** Makes one axis of neighbouring reduced ones that every input steps through evenly; how many axes are left. */
    private static int mergeReduced(View[] views, long[] shape, int kept) {
        int last = kept - 1;
        for (int axis = kept; axis < shape.length; axis++) {
            if (shape[axis] == 1) {
                continue;
            }
            boolean isEven = last >= kept;
            for (View view : views) {
                long[] strides = view.strides();
                isEven = isEven && strides[last] == strides[axis] * shape[axis];
            }
            last += isEven ? 0 : 1;
            shape[last] = isEven ? shape[last] * shape[axis] : shape[axis];
            for (View view : views) {
                view.strides()[last] = view.strides()[axis];
            }
        }
        for (int k = 0; k < views.length; k++) {
            View view = views[k];
            views[k] = new View(
                    view.segment(),
                    view.offset(),
                    view.dtype(),
                    Arrays.copyOf(shape, last + 1),
                    Arrays.copyOf(view.strides(), last + 1));
        }
        return last + 1;
    }

    private static boolean isAmong(int[] axes, int axis) {
        for (int other : axes) {
            if (other == axis) {
                return true;
            }
        }
        return false;
    }

    /**
     * The order in which axes are taken: the kept ones, those with the largest steps first, since the order of the
     * results is free; then the reduced ones in their own order.
     */
    private static int[] order(long[] shape, int[] axes, View[] inputs) {
        int[] order = new int[shape.length];
        int kept = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (!isAmong(axes, axis)) {
                int at = kept;
                while (at > 0 && step(inputs, order[at - 1]) < step(inputs, axis)) {
                    order[at] = order[at - 1];
                    at--;
                }
                order[at] = axis;
                kept++;
            }
        }
        int next = kept;
        for (int axis = 0; axis < shape.length; axis++) {
            if (isAmong(axes, axis)) {
                order[next++] = axis;
            }
        }
        assert next == shape.length && kept == shape.length - axes.length : Arrays.toString(axes);
        return order;
    }

    private static long step(View[] inputs, int axis) {
        long step = 0;
        for (View input : inputs) {
            step = Math.max(step, Math.abs(input.strides()[axis]));
        }
        return step;
    }

    private static View permuted(View view, int[] order) {
        long[] shape = new long[order.length];
        long[] strides = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            shape[i] = view.shape()[order[i]];
            strides[i] = view.strides()[order[i]];
        }
        return new View(view.segment(), view.offset(), view.dtype(), shape, strides);
    }

    void run() {
        if (results == 0) {
            return;
        }
        Step step = program.steps().getFirst();
        if (count == 0) {
            Reducer.reduce(reduction, out, Blocks.empty(program.result(), shape), kept, null, ddof);
        } else if (program.steps().size() == 1
                && step.op() == Op.COPY
                && step.a() < inputs.length
                && inputs[step.a()].dtype() == step.dtype()) {
            Reducer.reduce(reduction, out, inputs[step.a()], kept, null, ddof);
        } else if (!Engine.isNative() || !program.isNative() || !isRunNatively()) {
            runInJava();
        }
    }

    /** The fallback; there are elements. */
    void runInJava() {
        Plan plan = new Plan();
        plan.fillOrdered(program.result(), shape, inputs);
        JavaInterpreter interpreter = JavaInterpreter.borrow();
        View virtual = ComputedReader.virtual(program, shape);
        var reader = new ComputedReader(virtual, interpreter, program, plan);
        JavaReduce.reduceComputed(reduction, out, virtual, kept, ddof, reader);
        JavaInterpreter.giveBack(interpreter, program);
    }

    // Native calls

    /** Runs natively unless operands lie on the heap and the reduction cannot be cut. */
    private boolean isRunNatively() {
        long atOnce = Elementwise.shortCall(program);
        boolean isNative = out.segment().isNative();
        for (View input : inputs) {
            isNative &= input.segment().isNative();
        }
        if (results * count <= atOnce) {
            callOnce(true);
        } else if (isNative) {
            callOnce(false);
        } else if (count <= atOnce) {
            runOutputs(atOnce);
        } else {
            return isRunInUnits(atOnce);
        }
        return true;
    }

    private long bytes() {
        long bytes = 0;
        for (View input : inputs) {
            bytes += results * count * input.dtype().byteSize();
        }
        return bytes;
    }

    private long work() {
        return Elementwise.work(program, results * count, bytes());
    }

    private void callOnce(boolean isShort) {
        CallBlock call = CallBlock.take();
        try {
            int status = call(call, reduction, new long[shape.length], shape, out, out.offset(), isShort);
            Calls.check(status, "reduction");
        } finally {
            call.release(inputs.length);
        }
    }

    /** A call over a part of the elements: so many from some index on along each axis. */
    private int call(
            CallBlock call, Reduction how, long[] from, long[] lengths, View to, long toOffset, boolean isShort) {
        call.clear();
        call.word(shape.length).word(0).word(0);
        call.word(inputs.length)
                .word(program.constants().size())
                .word(program.steps().size());
        call.word(how.code())
                .word(kept)
                .word(Double.doubleToRawLongBits(ddof))
                .word(0)
                .word(0);
        call.words(lengths, lengths.length);
        call.word(to.dtype().ordinal()).word(toOffset).words(to.strides(), kept);
        MemorySegment[] bases = call.inputs();
        for (int k = 0; k < inputs.length; k++) {
            long[] strides = inputs[k].strides();
            long offset = inputs[k].offset();
            for (int axis = 0; axis < from.length; axis++) {
                offset += from[axis] * strides[axis];
            }
            call.word(inputs[k].dtype().ordinal()).word(offset).words(strides, strides.length);
            bases[k] = inputs[k].segment();
        }
        Elementwise.describeSteps(call, program, fast);
        return isShort
                ? NativeCalls.expressionRunShort(call, to.segment(), inputs.length)
                : NativeCalls.expressionRun(call, to.segment(), inputs.length, work());
    }

    // Operands on the heap: short calls over threads of Java

    private boolean isShareable() {
        boolean shareable = Workers.isShareable(out.segment());
        for (View input : inputs) {
            shareable &= Workers.isShareable(input.segment());
        }
        return shareable;
    }

    private void cut(long pieces, Piece piece) {
        int threads = isShareable() && results * count >= Elementwise.WORTH_THREADS ? Threads.count() : 1;
        try (CancelWatch watch = bytes() < NativeCalls.WATCHED_BYTES ? null : CancelWatch.open(null)) {
            var task = new Pieces(this, piece, watch);
            if (!Workers.run(task, 0, pieces, Math.ceilDiv(pieces, 4L * threads), threads)) {
                throw new CancellationException("reduction was cancelled");
            }
        }
    }

    /** One call of many. */
    @FunctionalInterface
    private interface Piece {
        int run(CallBlock call, long number, long[] from, long[] lengths);
    }

    private record Pieces(
            FusedReduction of, Piece piece, @Nullable CancelWatch watch) implements Workers.Task {
        @Override
        public boolean run(long begin, long end) {
            CallBlock call = CallBlock.take();
            long[] from = new long[of.shape.length];
            long[] lengths = new long[of.shape.length];
            try {
                for (long number = begin; number < end; number++) {
                    if (watch != null && watch.isCancelled()) {
                        return false;
                    }
                    Calls.check(piece.run(call, number, from, lengths), "reduction");
                }
            } finally {
                call.release(of.inputs.length);
            }
            return true;
        }

        @Override
        public void cancel() {
            if (watch != null) {
                watch.cancel();
            }
        }
    }

    /** Some results at a time. */
    private void runOutputs(long atOnce) {
        int axis = 0;
        long inner = results / shape[0] * count;
        while (inner > atOnce) {
            axis++;
            inner /= shape[axis];
        }
        int cutAxis = axis;
        long step = Math.max(1, atOnce / inner);
        long perAxis = Math.ceilDiv(shape[axis], step);
        cut(product(shape, 0, axis) * perAxis, (call, number, from, lengths) -> {
            System.arraycopy(shape, 0, lengths, 0, shape.length);
            long offset = out.offset();
            long rest = number;
            for (int i = cutAxis; i >= 0; i--) {
                long parts = i == cutAxis ? perAxis : shape[i];
                from[i] = rest % parts * (i == cutAxis ? step : 1);
                lengths[i] = i == cutAxis ? Math.min(step, shape[i] - from[i]) : 1;
                rest /= parts;
                offset += from[i] * out.strides()[i];
            }
            return call(call, reduction, from, lengths, out, offset, true);
        });
    }

    /** What subtrees are reduced by and their results combined by; null where that is not one operation. */
    private @Nullable Op combination() {
        return switch (reduction) {
            case SUM, MEAN, COUNT_NONZERO -> Op.ADD;
            case PROD -> Op.MULTIPLY;
            case MIN -> Op.MINIMUM;
            case MAX, ANY -> Op.MAXIMUM;
            case ALL -> Op.MINIMUM;
            case VAR, STD, NORM, ARGMIN, ARGMAX -> null;
        };
    }

    /** The dtype of a subtree's result before it is rounded to the output's. */
    private DType accumulator() {
        DType dtype = program.result();
        return switch (reduction) {
            case MIN, MAX -> dtype;
            case ANY, ALL -> DType.BOOL;
            case COUNT_NONZERO -> DType.INT64;
            default ->
                switch (dtype.kind()) {
                    case BOOL, SIGNED -> DType.INT64;
                    case UNSIGNED -> DType.UINT64;
                    case FLOATING -> DType.FLOAT64;
                    case COMPLEX -> DType.COMPLEX128;
                };
        };
    }

    /** Each result from subtrees, which are combined by the same tree. False where that cannot be. */
    private boolean isRunInUnits(long atOnce) {
        Op combination = combination();
        int reduced = shape.length - 1;
        if (combination == null || kept != reduced || atOnce < BLOCK) {
            return false;
        }
        long unit = Long.highestOneBit(atOnce);
        long units = Math.ceilDiv(count, unit);
        View nodes = Blocks.empty(accumulator(), results, units);
        int size = nodes.dtype().byteSize();
        Reduction how = reduction == Reduction.MEAN ? Reduction.SUM : reduction;
        View single = new View(nodes.segment(), 0, nodes.dtype(), new long[kept], new long[kept]);
        cut(results * units, (call, number, from, lengths) -> {
            from[reduced] = number % units * unit;
            lengths[reduced] = Math.min(unit, count - from[reduced]);
            long rest = number / units;
            for (int i = kept - 1; i >= 0; i--) {
                from[i] = rest % shape[i];
                lengths[i] = 1;
                rest /= shape[i];
            }
            return call(call, how, from, lengths, single, number * size, true);
        });
        Program combine = Program.of(combination, nodes.dtype());
        for (long step = 1; step < units; step *= 2) {
            long pairs = (units - step - 1) / (2 * step) + 1;
            View left = everyOther(nodes, 0, pairs, 2 * step);
            Elementwise.run(combine, left, left, everyOther(nodes, step, pairs, 2 * step), null);
        }
        View values = everyOther(nodes, 0, 1, 1);
        if (reduction == Reduction.MEAN) {
            divide(values);
        }
        long[] strides = new long[kept];
        long stride = units * size;
        for (int i = kept - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        Elementwise.copy(out, new View(nodes.segment(), 0, nodes.dtype(), out.shape(), strides));
        return true;
    }

    /** One column of nodes, or every so many of them. */
    private static View everyOther(View nodes, long first, long number, long step) {
        long[] strides = nodes.strides();
        return new View(
                nodes.segment(), first * strides[1], nodes.dtype(), new long[] {nodes.shape()[0], number}, new long[] {
                    strides[0], step * strides[1]
                });
    }

    /** Divides sums by the number of elements; of complex ones both parts. */
    private void divide(View sums) {
        Constant divisor = new Constant(DType.FLOAT64, Double.doubleToRawLongBits(count), 0);
        View parts = sums;
        if (sums.dtype().isComplex()) {
            parts = new View(sums.segment(), sums.offset(), DType.FLOAT64, new long[] {sums.shape()[0], 2}, new long[] {
                sums.strides()[0], Double.BYTES
            });
        }
        Elementwise.run(Program.of(Op.DIVIDE, DType.FLOAT64, divisor), parts, parts, null, null);
    }
}
