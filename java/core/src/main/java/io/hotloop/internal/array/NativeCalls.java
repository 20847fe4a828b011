package io.hotloop.internal.array;

import io.hotloop.Threads;
import io.hotloop.bindings.Downcalls;
import io.hotloop.internal.CancelWatch;
import java.lang.foreign.MemorySegment;

/**
 * The native array calls: fills in what every description has, threads and cancel word, and lets an
 * interrupt end what takes long. Segments go as pointers, so that their arenas stay open and are the calling
 * thread's to use.
 */
final class NativeCalls {
    /** Words of every description. */
    private static final int THREADS = 1;

    private static final int CANCEL = 2;

    /** Inputs of calls with few pointers: {@code HL_MAX_INPUTS}. */
    private static final int FEW = 3;

    /** Bytes that may take 5 ms: from here on a call can be interrupted. */
    static final long WATCHED_BYTES = 32L << 20;

    private NativeCalls() {}

    /** One of the functions of {@link Downcalls}. */
    @FunctionalInterface
    private interface Call {
        int run(MemorySegment call, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d);
    }

    private static final Call PROGRAM_RUN = Downcalls::programRun;
    private static final Call REDUCE = (call, out, in, where, _) -> Downcalls.reduce(call, out, in, where);
    private static final Call SCAN = (call, out, in, _, _) -> Downcalls.scan(call, out, in);
    private static final Call TAKE = (call, out, in, index, _) -> Downcalls.take(call, out, in, index);
    private static final Call PUT = (call, out, in, index, _) -> Downcalls.put(call, out, in, index);
    private static final Call COMPRESS = (call, out, in, mask, _) -> Downcalls.compress(call, out, in, mask);
    private static final Call DISTANCE = (call, out, x, y, _) -> Downcalls.distance(call, out, x, y);
    private static final Call NONZERO = (call, out, mask, _, _) -> Downcalls.nonzero(call, out, mask);

    /** {@code hl_program_run}; {@code bytes} is what the call touches. */
    static int programRun(
            CallBlock call, MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c, long bytes) {
        return run(PROGRAM_RUN, call, out, a, b, c, bytes);
    }

    /** {@code hl_program_run} for at most some 10 µs: on this thread, segments on the heap allowed. */
    static int programRunShort(CallBlock call, MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c) {
        call.set(THREADS, 1);
        call.set(CANCEL, 0);
        return Downcalls.programRunShort(call.heapSegment(), out, a, b, c);
    }

    /**
     * {@code hl_expression_run} with the first inputs of the block; {@code bytes} is what the call touches. A call of
     * 34 pointers costs 250 ns more than one of five.
     */
    static int expressionRun(CallBlock call, MemorySegment out, int inputs, long bytes) {
        call.set(THREADS, Threads.count());
        if (bytes < WATCHED_BYTES) {
            call.set(CANCEL, 0);
            return expressionRun(call, out, inputs);
        }
        try (var watch = CancelWatch.open(null)) {
            call.set(CANCEL, watch.word().address());
            return expressionRun(call, out, inputs);
        }
    }

    private static int expressionRun(CallBlock call, MemorySegment out, int inputs) {
        MemorySegment[] in = call.inputs();
        return inputs <= FEW
                ? Downcalls.expressionRunFew(call.segment(), out, in[0], in[1], in[2])
                : Downcalls.expressionRun(call.segment(), out, in);
    }

    /** The same for at most some 10 µs: on this thread, segments on the heap allowed. */
    static int expressionRunShort(CallBlock call, MemorySegment out, int inputs) {
        call.set(THREADS, 1);
        call.set(CANCEL, 0);
        MemorySegment[] in = call.inputs();
        return inputs <= FEW
                ? Downcalls.expressionRunFewShort(call.heapSegment(), out, in[0], in[1], in[2])
                : Downcalls.expressionRunShort(call.heapSegment(), out, in);
    }

    /** {@code hl_reduce}. */
    static int reduce(CallBlock call, MemorySegment out, MemorySegment in, MemorySegment where, long bytes) {
        return run(REDUCE, call, out, in, where, MemorySegment.NULL, bytes);
    }

    /** {@code hl_scan}. */
    static int scan(CallBlock call, MemorySegment out, MemorySegment in, long bytes) {
        return run(SCAN, call, out, in, MemorySegment.NULL, MemorySegment.NULL, bytes);
    }

    /** {@code hl_take}. */
    static int take(CallBlock call, MemorySegment out, MemorySegment in, MemorySegment index, long bytes) {
        return run(TAKE, call, out, in, index, MemorySegment.NULL, bytes);
    }

    /** {@code hl_put}. */
    static int put(CallBlock call, MemorySegment out, MemorySegment in, MemorySegment index, long bytes) {
        return run(PUT, call, out, in, index, MemorySegment.NULL, bytes);
    }

    /** {@code hl_compress}. */
    static int compress(CallBlock call, MemorySegment out, MemorySegment in, MemorySegment mask, long bytes) {
        return run(COMPRESS, call, out, in, mask, MemorySegment.NULL, bytes);
    }

    /** {@code hl_distance}; {@code bytes} stands for the work. */
    static int distance(CallBlock call, MemorySegment out, MemorySegment x, MemorySegment y, long bytes) {
        return run(DISTANCE, call, out, x, y, MemorySegment.NULL, bytes);
    }

    /** {@code hl_nonzero}. */
    static int nonzero(CallBlock call, MemorySegment out, MemorySegment mask, long bytes) {
        return run(NONZERO, call, out, mask, MemorySegment.NULL, MemorySegment.NULL, bytes);
    }

    private static int run(
            Call function,
            CallBlock call,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            MemorySegment d,
            long bytes) {
        call.set(THREADS, Threads.count());
        if (bytes < WATCHED_BYTES) {
            call.set(CANCEL, 0);
            return function.run(call.segment(), a, b, c, d);
        }
        try (var watch = CancelWatch.open(null)) {
            call.set(CANCEL, watch.word().address());
            return function.run(call.segment(), a, b, c, d);
        }
    }
}
