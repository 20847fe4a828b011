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

    /** Elements of a critical call: at 0.1 to 0.6 ns for each step and element no more than 10 µs. */
    private static final long SHORT = 16384;

    /** The same where a step is a division of integers or a remainder, or a function: 1 to 20 ns. */
    private static final long SHORT_OF_SLOW_STEPS = 1024;

    /** Elements on the heap that are worth a second thread in Java. */
    private static final long WORTH_THREADS = 1 << 17;

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
            runOpen(program, out, a, b, c);
        } catch (IllegalStateException e) {
            throw Blocks.closed(e, out, a, b, c);
        } catch (WrongThreadException e) {
            throw Blocks.wrongThread(e, out, a, b, c);
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
        long atOnce = shortCall(program);
        boolean fast = PrecisionScope.isFast();
        boolean isNative = true;
        for (int k = 0; k < plan.operands; k++) {
            isNative &= plan.segment(k).isNative();
        }
        if (plan.size <= atOnce) {
            describe(call, program, fast, plan, 0, 0, 0);
            check(NativeCalls.programRunShort(call, base(plan, 0), base(plan, 1), base(plan, 2), base(plan, 3)));
        } else if (isNative) {
            describe(call, program, fast, plan, 0, 0, 0);
            check(NativeCalls.programRun(
                    call, base(plan, 0), base(plan, 1), base(plan, 2), base(plan, 3), bytes(plan)));
        } else {
            runInPieces(call, program, fast, plan, atOnce);
        }
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

    /** How many elements a critical call may have: it keeps the collector waiting. */
    private static long shortCall(Program program) {
        long elements = SHORT;
        for (int i = 0; i < program.steps().size(); i++) {
            elements = Math.min(
                    elements,
                    switch (program.steps().get(i).op()) {
                        case FLOOR_DIVIDE, REMAINDER, POW -> SHORT_OF_SLOW_STEPS;
                        default -> program.steps().get(i).op().isFunction() ? SHORT_OF_SLOW_STEPS : SHORT;
                    });
        }
        return elements / program.steps().size();
    }

    /**
     * Writes the description of hl_program_run for a part of a plan: the axes from one on, that one cut to a
     * range.
     *
     * @param fast whether functions may be the faster, looser ones
     * @param axis the axis that is cut; those before it stand at one index each
     * @param piece the number of the piece, counted over the outer axes and the pieces of this one; 0 with
     *     {@code step} 0 for the whole plan
     * @param step how many indexes of the axis are a piece
     */
    private static void describe(
            CallBlock call, Program program, boolean fast, Plan plan, int axis, long piece, long step) {
        boolean whole = step == 0;
        long pieces = whole ? 1 : Math.ceilDiv(plan.shape[axis], step);
        long begin = piece % pieces * step;
        int rank = plan.rank - axis;
        call.clear();
        call.word(rank).word(0).word(0);
        call.word(program.inputs())
                .word(program.constants().size())
                .word(program.steps().size());
        for (int i = axis; i < plan.rank; i++) {
            call.word(i == axis && !whole ? Math.min(step, plan.shape[axis] - begin) : plan.shape[i]);
        }
        for (int k = 0; k < plan.operands; k++) {
            long[] strides = plan.strides[k];
            long offset = plan.offsets[k];
            if (!whole) {
                offset += begin * strides[axis];
                long outer = piece / pieces;
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
        for (int i = 0; i < program.constants().size(); i++) {
            Constant constant = program.constants().get(i);
            call.word(constant.dtype().ordinal());
            call.word(bits(constant.dtype(), constant.bits())).word(bits(constant.dtype(), constant.imaginary()));
        }
        for (int i = 0; i < program.steps().size(); i++) {
            Step next = program.steps().get(i);
            call.word(next.op().code(fast, next.dtype())).word(next.dtype().ordinal());
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
        try (CancelWatch watch = bytes(plan) < NativeCalls.WATCHED_BYTES ? null : CancelWatch.open(null)) {
            // A few runs of neighbouring pieces for each thread: the processor's prefetchers follow a stream.
            boolean done = threads == 1
                    ? runPieces(call, program, fast, plan, axis, step, watch, 0, pieces)
                    : Workers.run(
                            new Pieces(program, fast, plan, axis, step, watch),
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
            @Nullable CancelWatch watch,
            long begin,
            long end) {
        for (long piece = begin; piece < end; piece++) {
            if (watch != null && watch.isCancelled()) {
                return false;
            }
            describe(call, program, fast, plan, axis, piece, step);
            check(NativeCalls.programRunShort(call, base(plan, 0), base(plan, 1), base(plan, 2), base(plan, 3)));
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
            @Nullable CancelWatch watch) implements Workers.Task {
        @Override
        public boolean run(long begin, long end) {
            CallBlock call = CallBlock.take();
            try {
                return runPieces(call, program, fast, plan, axis, step, watch, begin, end);
            } finally {
                call.release();
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
        if (in == null || Layouts.overlap(out, in) != Layouts.Overlap.SOME) {
            return in;
        }
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
