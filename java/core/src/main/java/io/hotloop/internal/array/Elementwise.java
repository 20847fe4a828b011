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
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs elementwise programs: every operation that makes one element from the elements at the same place of
 * its inputs goes through here, casts and copies among them. Chooses between four lanes with the same bits:
 * plain loops for a handful of doubles, a critical call for up to some 10 µs of work, an ordinary native call,
 * and Java.
 */
public final class Elementwise {
    /**
     * Elements for which a loop in Java is faster than any call: 75 ns against 190 at 32 elements, the same at
     * some 150 (EPYC Zen 3, 2026-11-22, ./hotloop bench --quick small-add).
     */
    private static final long TINY = 64;

    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** Calls of functions of the user's, whose time nobody knows, from which on an interrupt ends them: 5 ms at 0.6 us each. */
    private static final long WATCHED_CALLS = 8192;

    /** What a critical call may take, in nanoseconds: it keeps the collector waiting. */
    private static final double SHORT_NANOS = 10_000;

    /** What a step takes at most for an element, in nanoseconds. */
    private static final double STEP_NANOS = 0.6;

    /** The same where it is a division of integers or a remainder, or a function. */
    private static final double SLOW_STEP_NANOS = 10;

    /** The same for gamma and for the sine of huge angles. */
    private static final double SLOWEST_STEP_NANOS = 20;

    /** A reduction cannot be cut finer: without a fused multiply-add in hardware, calls of functions take longer. */
    private static final long LEAST_ELEMENTS = 128;

    /** Elements on the heap that are worth a second thread in Java. */
    public static final int WORTH_THREADS = 1 << 17;

    /** Bytes from which on what is touched is not expected to be in a cache: C's limit for streaming. */
    private static final long LARGE = 32L << 20;

    /** Operands of plans that C keeps. */
    private static final int PLANNED_OPERANDS = 9;

    private Elementwise() {}

    /**
     * Runs a program over all elements of its output. Inputs that share memory with the output are copied
     * first, unless they are the output, element for element.
     *
     * @param program what is computed
     * @param out receives the results, cast to its dtype; no two elements share memory
     * @param a the first input, broadcast to the output's shape; null when the program has none
     * @param b the second input or null
     * @param c the third input or null
     * @throws CancellationException if the thread was interrupted during a long call
     * @throws IllegalStateException if the memory of an operand is closed; the message names its scope
     * @throws WrongThreadException if the memory of an operand is confined to another thread; the message names both
     */
    public static void run(Program program, View out, @Nullable View a, @Nullable View b, @Nullable View c) {
        try {
            if (!Engine.isNative() && JavaDirect.run(program, out, a, b, c)) {
                return;
            }
            runOpen(program, out, a, b, c);
        } catch (IllegalStateException e) {
            throw Blocks.closed(e, out, a, b, c);
        } catch (WrongThreadException e) {
            throw Blocks.wrongThread(e, out, a, b, c);
        }
    }

    /** The same with any number of inputs; see {@link Fused#run}. */
    static void run(Program program, View out, View[] inputs) {
        assert inputs.length == program.inputs() : inputs.length + " inputs for " + program;
        if (inputs.length <= 3) {
            run(
                    program,
                    out,
                    inputs.length > 0 ? inputs[0] : null,
                    inputs.length > 1 ? inputs[1] : null,
                    inputs.length > 2 ? inputs[2] : null);
            return;
        }
        try {
            View[] apart = new View[inputs.length];
            for (int k = 0; k < inputs.length; k++) {
                apart[k] = Layouts.overlap(out, inputs[k]) == Layouts.Overlap.SOME ? copyOf(inputs[k]) : inputs[k];
            }
            CallBlock call = CallBlock.take();
            try {
                Plan plan = call.plan();
                plan.fill(out, apart);
                if (plan.size > 0) {
                    run(program, plan, call);
                }
            } finally {
                call.release();
            }
        } catch (IllegalStateException e) {
            throw Blocks.closed(Blocks.closed(e, out), inputs);
        } catch (WrongThreadException e) {
            throw Blocks.wrongThread(Blocks.wrongThread(e, out), inputs);
        }
    }

    private static void runOpen(Program program, View out, @Nullable View a, @Nullable View b, @Nullable View c) {
        if (isTiny(program, out, a, b)) {
            runTiny(program, out, a, b);
            return;
        }
        View first = apart(out, a);
        View second = apart(out, b);
        View third = apart(out, c);
        CallBlock call = CallBlock.take();
        try {
            Plan plan = call.plan();
            plan.fill(out, first, second, third);
            if (plan.size > 0) {
                run(program, plan, call);
            }
        } finally {
            call.release();
        }
    }

    /**
     * Copies, with a cast and broadcasting where needed.
     *
     * @param out receives the elements
     * @param in the elements
     */
    public static void copy(View out, View in) {
        run(Program.of(Op.COPY, out.dtype()), out, in, null, null);
    }

    /**
     * Sets all elements to a scalar, cast.
     *
     * @param out receives it
     * @param value the scalar
     */
    public static void fill(View out, Constant value) {
        run(new Program(0, List.of(value), List.of(new Step(Op.COPY, out.dtype(), 0, -1, -1))), out, null, null, null);
    }

    private static void run(Program program, Plan plan, CallBlock call) {
        if (!Engine.isNative() || !program.isNative()) {
            JavaInterpreter.run(program, plan);
            return;
        }
        boolean fast = PrecisionScope.isFast();
        long atOnce = shortCall(program);
        boolean isNative = true;
        for (int k = 0; k < plan.operands; k++) {
            isNative &= plan.segment(k).isNative();
        }
        if (atOnce == 0 && !isNative) {
            runOffHeap(program, plan);
        } else if (plan.size <= atOnce) {
            check(runShort(call, program, fast, plan, 0, 0, 0, 0));
        } else if (isNative) {
            check(runWhole(call, program, fast, plan));
        } else {
            runInPieces(call, program, fast, plan, atOnce);
        }
    }

    /** With copies of what is on the heap, where no critical call may be made. */
    private static void runOffHeap(Program program, Plan plan) {
        View[] inputs = new View[program.inputs()];
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = plan.view(1 + k);
        }
        View out = plan.view(0);
        View to = out.segment().isNative() ? out : Blocks.empty(out.dtype(), out.shape());
        run(program, to, offHeap(inputs));
        if (to != out) {
            copy(out, to);
        }
    }

    /** The same views, with copies of those on the heap. */
    static View[] offHeap(View[] inputs) {
        View[] all = inputs.clone();
        for (int k = 0; k < all.length; k++) {
            all[k] = all[k].segment().isNative() ? all[k] : copyOf(all[k]);
        }
        return all;
    }

    /** One step of few inputs takes a call of few pointers; the other has more to it. */
    private static boolean isSimple(Program program) {
        return program.steps().size() == 1 && program.inputs() <= 3;
    }

    private static int runWhole(CallBlock call, Program program, boolean fast, Plan plan) {
        call.clear();
        long layout = 0;
        if (program.hasCalls()) {
            // Few elements of all other programs take a short call, which has a plan.
            layout = layout(plan, fast);
        } else if (isSimple(program)) {
            describe(call, program, fast, plan, 0, 0, 0, 0, -1);
            return NativeCalls.programRun(
                    call,
                    base(plan, 0),
                    base(plan, 1),
                    base(plan, 2),
                    base(plan, 3),
                    work(program, plan.size, bytes(plan)));
        }
        setInputs(call, plan);
        long kept = layout == 0 ? 0 : call.planAddress(call.planFor(program, layout));
        describe(call, program, fast, plan, 0, 0, 0, 0, kept);
        return NativeCalls.expressionRun(
                call, plan.segment(0), program.inputs(), work(program, plan.size, bytes(plan)));
    }

    /** A critical call for a part of a plan, see {@link #describe}. */
    private static int runShort(
            CallBlock call,
            Program program,
            boolean fast,
            Plan plan,
            int axis,
            long number,
            long step,
            long footprint) {
        call.clear();
        if (isSimple(program)) {
            describe(call, program, fast, plan, axis, number, step, footprint, -1);
            return NativeCalls.programRunShort(call, base(plan, 0), base(plan, 1), base(plan, 2), base(plan, 3));
        }
        setInputs(call, plan);
        long layout = footprint < LARGE ? layout(plan, fast) : 0;
        if (layout == 0) {
            describe(call, program, fast, plan, axis, number, step, footprint, 0);
            return NativeCalls.expressionRunShort(call, plan.segment(0), program.inputs());
        }
        int place = call.planFor(program, layout);
        describeHead(call, program, plan, axis, number, step, footprint, call.planAddress(place));
        if (!call.isPlanned(place)) {
            describeSteps(call, program, fast);
        }
        return NativeCalls.expressionRunShort(call, plan.segment(0), program.inputs());
    }

    private static void setInputs(CallBlock call, Plan plan) {
        MemorySegment[] inputs = call.inputs();
        for (int k = 1; k < plan.operands; k++) {
            inputs[k - 1] = plan.segment(k);
        }
    }

    /**
     * What a plan in C depends on besides the program, where one is worth keeping: the dtypes, whether an
     * operand along the only axis is without gaps or one element, and whether functions are the faster ones. 0 for
     * all other layouts.
     */
    private static long layout(Plan plan, boolean fast) {
        if (plan.rank != 1 || plan.operands > PLANNED_OPERANDS) {
            return 0;
        }
        long layout = fast ? 3 : 2;
        for (int k = 0; k < plan.operands; k++) {
            DType dtype = plan.view(k).dtype();
            long stride = plan.strides[k][0];
            if (stride != 0 && stride != dtype.byteSize()) {
                return 0;
            }
            layout = layout << 5 | dtype.ordinal() << 1 | (stride == 0 ? 1 : 0);
        }
        return layout;
    }

    /** What a call touches, and at least as much as can be interrupted where the user's functions may take as long. */
    static long work(Program program, long size, long bytes) {
        return isWatched(program, size) ? Math.max(NativeCalls.WATCHED_BYTES, bytes) : bytes;
    }

    /** Whether calls of the user's functions are so many that they may take long. */
    static boolean isWatched(Program program, long size) {
        return size >= WATCHED_CALLS && program.hasCalls();
    }

    /** What a call touches. */
    private static long bytes(Plan plan) {
        long bytes = 0;
        for (int k = 0; k < plan.operands; k++) {
            bytes += plan.size * plan.view(k).dtype().byteSize();
        }
        return bytes;
    }

    private static void check(int status) {
        Calls.check(status, "elementwise operation");
    }

    /** The memory of an operand, NULL behind the last one. */
    private static MemorySegment base(Plan plan, int operand) {
        return operand < plan.operands ? plan.segment(operand) : MemorySegment.NULL;
    }

    /** How many elements a critical call may have; none where a function of the user's takes nobody knows how long. */
    static long shortCall(Program program) {
        double nanos = 0;
        for (int i = 0; i < program.steps().size(); i++) {
            Op op = program.steps().get(i).op();
            if (op == Op.CALL) {
                return 0;
            }
            nanos += switch (op) {
                case FLOOR_DIVIDE, REMAINDER, POW -> SLOW_STEP_NANOS;
                case SIN, COS, TAN, GAMMA, LGAMMA -> SLOWEST_STEP_NANOS;
                default -> op.isFunction() ? SLOW_STEP_NANOS : STEP_NANOS;
            };
        }
        // Whole cache lines, of any dtype: neighbouring pieces may be two threads'.
        return Math.max(LEAST_ELEMENTS, (long) (SHORT_NANOS / nanos) & -64);
    }

    /**
     * Writes the description of a call for a part of a plan.
     *
     * @param fast whether functions may be the faster, looser ones
     * @param axis the axis that is cut; those before it stand at one index each
     * @param number the number of the piece, counted over the outer axes and the pieces of this one
     * @param step how many indexes of the axis are a piece; 0 for the whole plan
     * @param footprint what all pieces together touch, 0 where there is one
     * @param kept -1 for hl_program_run; for hl_expression_run the address of a plan, or 0
     */
    private static void describe(
            CallBlock call,
            Program program,
            boolean fast,
            Plan plan,
            int axis,
            long number,
            long step,
            long footprint,
            long kept) {
        describeHead(call, program, plan, axis, number, step, footprint, kept);
        describeSteps(call, program, fast);
    }

    /** The part that changes from call to call; that is all of it where C has a plan. */
    private static void describeHead(
            CallBlock call, Program program, Plan plan, int axis, long number, long step, long footprint, long kept) {
        boolean whole = step == 0;
        long pieces = whole ? 1 : Math.ceilDiv(plan.shape[axis], step);
        long begin = whole ? 0 : number % pieces * step;
        int rank = plan.rank - axis;
        call.word(rank).word(0).word(0);
        call.word(program.inputs())
                .word(program.constants().size())
                .word(program.steps().size());
        if (kept >= 0) {
            call.word(-1).word(0).word(0).word(footprint).word(kept);
        }
        for (int i = axis; i < plan.rank; i++) {
            call.word(i == axis && !whole ? Math.min(step, plan.shape[axis] - begin) : plan.shape[i]);
        }
        for (int k = 0; k < plan.operands; k++) {
            long[] strides = plan.strides[k];
            long offset = plan.offsets[k];
            if (!whole) {
                offset += begin * strides[axis];
                long outer = number / pieces;
                for (int i = axis - 1; i >= 0; i--) {
                    offset += outer % plan.shape[i] * strides[i];
                    outer /= plan.shape[i];
                }
            }
            call.word(plan.view(k).dtype().ordinal()).word(offset);
            for (int i = axis; i < plan.rank; i++) {
                call.word(strides[i]);
            }
        }
    }

    /** Writes the constants and steps of a program, functions in their faster, looser forms where asked for. */
    static void describeSteps(CallBlock call, Program program, boolean fast) {
        for (int i = 0; i < program.constants().size(); i++) {
            Constant constant = program.constants().get(i);
            call.word(constant.dtype().ordinal());
            call.word(bits(constant.dtype(), constant.bits())).word(bits(constant.dtype(), constant.imaginary()));
        }
        for (int i = 0; i < program.steps().size(); i++) {
            Step next = program.steps().get(i);
            call.word(next.code(fast)).word(next.dtype().ordinal());
            call.word(next.a()).word(next.b()).word(next.c());
        }
    }

    /** The bits of a constant as C has them: those of a float where the dtype is float32. */
    private static long bits(DType dtype, long bits) {
        return dtype == DType.FLOAT32 || dtype == DType.COMPLEX64
                ? Float.floatToRawIntBits((float) Double.longBitsToDouble(bits))
                : bits;
    }

    /**
     * Operands on the heap: C may see them only in critical calls, so that the work is cut into many short
     * ones, over threads of Java.
     */
    private static void runInPieces(CallBlock call, Program program, boolean fast, Plan plan, long atOnce) {
        int axis = 0;
        long inner = plan.size / plan.shape[0];
        while (inner > atOnce) {
            axis++;
            inner /= plan.shape[axis];
        }
        long step = Math.max(1, atOnce / inner);
        long pieces = Math.ceilDiv(plan.shape[axis], step);
        for (int i = 0; i < axis; i++) {
            pieces *= plan.shape[i];
        }
        boolean shareable = true;
        for (int k = 0; k < plan.operands; k++) {
            shareable &= Workers.isShareable(plan.segment(k));
        }
        int threads = shareable && plan.size >= WORTH_THREADS ? Threads.count() : 1;
        long bytes = bytes(plan);
        try (CancelWatch watch = bytes < NativeCalls.WATCHED_BYTES ? null : CancelWatch.open(null)) {
            // A few runs of neighbouring pieces for each thread: the processor's prefetchers follow a stream.
            boolean done = threads == 1
                    ? runPieces(call, program, fast, plan, axis, step, bytes, watch, 0, pieces)
                    : Workers.run(
                            new Pieces(program, fast, plan, axis, step, bytes, watch),
                            0,
                            pieces,
                            Math.ceilDiv(pieces, 4L * threads),
                            threads);
            if (!done) {
                throw new CancellationException("elementwise operation was cancelled");
            }
        }
    }

    /** Short calls over pieces of a plan; false when cancelled. */
    private static boolean runPieces(
            CallBlock call,
            Program program,
            boolean fast,
            Plan plan,
            int axis,
            long step,
            long footprint,
            @Nullable CancelWatch watch,
            long begin,
            long end) {
        for (long piece = begin; piece < end; piece++) {
            if (watch != null && watch.isCancelled()) {
                return false;
            }
            check(runShort(call, program, fast, plan, axis, piece, step, footprint));
        }
        return true;
    }

    /** {@link #runPieces} over threads. */
    private record Pieces(
            Program program,
            boolean fast,
            Plan plan,
            int axis,
            long step,
            long footprint,
            @Nullable CancelWatch watch) implements Workers.Task {
        @Override
        public boolean run(long begin, long end) {
            CallBlock call = CallBlock.take();
            try {
                return runPieces(call, program, fast, plan, axis, step, footprint, watch, begin, end);
            } finally {
                call.release(program.inputs());
            }
        }

        @Override
        public void cancel() {
            if (watch != null) {
                watch.cancel();
            }
        }
    }

    /** The input, or a copy of it when writing the output would change it before it is read. */
    private static @Nullable View apart(View out, @Nullable View in) {
        return in == null || Layouts.overlap(out, in) != Layouts.Overlap.SOME ? in : copyOf(in);
    }

    private static View copyOf(View in) {
        View copy = Blocks.empty(in.dtype(), in.shape());
        copy(copy, in);
        return copy;
    }

    private static boolean isTiny(Program program, View out, @Nullable View a, @Nullable View b) {
        if (program.inputs() != 2 || a == null || b == null || program.steps().size() != 1) {
            return false;
        }
        return out.rank() == 1
                && out.shape()[0] <= TINY
                && isDoubles(out, out)
                && isDoubles(a, out)
                && isDoubles(b, out)
                && switch (program.steps().getFirst().op()) {
                    case ADD, SUBTRACT, MULTIPLY, DIVIDE -> true;
                    default -> false;
                }
                && isApartOrSame(out, a)
                && isApartOrSame(out, b);
    }

    /** {@link Layouts#overlap} for two rows of as many doubles, in two nanoseconds where both are off the heap. */
    private static boolean isApartOrSame(View out, View in) {
        MemorySegment to = out.segment();
        MemorySegment from = in.segment();
        if (!to.isNative() || !from.isNative()) {
            return Layouts.overlap(out, in) != Layouts.Overlap.SOME;
        }
        long distance = (to.address() + out.offset()) - (from.address() + in.offset());
        return distance == 0 || Math.abs(distance) >= out.shape()[0] * Double.BYTES;
    }

    private static boolean isDoubles(View view, View out) {
        return view.dtype() == DType.FLOAT64
                && view.rank() == 1
                && view.shape()[0] == out.shape()[0]
                && (view.strides()[0] == Double.BYTES || view.shape()[0] <= 1);
    }

    /** A loop an operation: the choice is made once, and C2 unrolls each. */
    private static void runTiny(Program program, View out, View a, View b) {
        MemorySegment to = out.segment();
        MemorySegment x = a.segment();
        MemorySegment y = b.segment();
        long toOffset = out.offset();
        long xOffset = a.offset();
        long yOffset = b.offset();
        long end = out.shape()[0] * Double.BYTES;
        switch (program.steps().getFirst().op()) {
            case ADD -> {
                for (long at = 0; at < end; at += Double.BYTES) {
                    to.set(DOUBLE, toOffset + at, x.get(DOUBLE, xOffset + at) + y.get(DOUBLE, yOffset + at));
                }
            }
            case SUBTRACT -> {
                for (long at = 0; at < end; at += Double.BYTES) {
                    to.set(DOUBLE, toOffset + at, x.get(DOUBLE, xOffset + at) - y.get(DOUBLE, yOffset + at));
                }
            }
            case MULTIPLY -> {
                for (long at = 0; at < end; at += Double.BYTES) {
                    to.set(DOUBLE, toOffset + at, x.get(DOUBLE, xOffset + at) * y.get(DOUBLE, yOffset + at));
                }
            }
            case DIVIDE -> {
                for (long at = 0; at < end; at += Double.BYTES) {
                    to.set(DOUBLE, toOffset + at, x.get(DOUBLE, xOffset + at) / y.get(DOUBLE, yOffset + at));
                }
            }
            default -> throw new AssertionError(program);
        }
    }
}
