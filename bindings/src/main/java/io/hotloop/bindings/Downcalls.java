package io.hotloop.bindings;

import io.hotloop.bindings.gen.HotloopH;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The calls into the library, one method each and nothing else: arguments were checked by the caller, a
 * status goes back as it came. The first use loads the library.
 *
 * <p>A call that may run for more than about 10 µs is an ordinary downcall: a critical one keeps the
 * thread from reaching a safepoint and would stall every garbage collection.
 */
public final class Downcalls {
    /** {@link #particlesEvolve}: the textbook loop, never vectorised, one thread. */
    public static final int PARTICLES_SCALAR = 0;

    /** {@link #particlesEvolve}: the same bits, vectorised and threaded. */
    public static final int PARTICLES_STRICT = 10;

    /** {@link #particlesEvolve}: within 1e-15 of them in the unit square after 10,000 steps. */
    public static final int PARTICLES_FAST = 20;

    /** {@link #fused}: a + b. */
    public static final int FUSED_ADD = 0;

    /** {@link #fused}: 2a + 3bc. */
    public static final int FUSED_COMBINE = 1;

    /** {@link #fused}: the square root of aa + bb. */
    public static final int FUSED_LENGTH = 2;

    /** {@link #fused}: the exponential of a. */
    public static final int FUSED_EXP = 3;

    /** {@link #fused}: the squares of sine and cosine of a, added. */
    public static final int FUSED_SIN2_COS2 = 4;

    static {
        Native.require();
    }

    /** Reads one word: 2 ns by a critical call instead of 7. */
    private static final MethodHandle TEAM_LIMIT = Linker.nativeLinker()
            .downcallHandle(
                    HotloopH.hl_team_limit$address(),
                    HotloopH.hl_team_limit$descriptor(),
                    Linker.Option.critical(false));

    /** {@link #programRunShort}: heap segments are allowed. */
    private static final MethodHandle PROGRAM_RUN_SHORT = Linker.nativeLinker()
            .downcallHandle(
                    HotloopH.hl_program_run$address(),
                    HotloopH.hl_program_run$descriptor(),
                    Linker.Option.critical(true));

    /** {@link #expressionRunFewShort}: likewise. */
    private static final MethodHandle EXPRESSION_RUN_FEW_SHORT = Linker.nativeLinker()
            .downcallHandle(
                    HotloopH.hl_expression_run_few$address(),
                    HotloopH.hl_expression_run_few$descriptor(),
                    Linker.Option.critical(true));

    /** {@link #expressionRunShort}: likewise, and made when first wanted. */
    private static final class ExpressionRunShort {
        static final MethodHandle HANDLE = Linker.nativeLinker()
                .downcallHandle(
                        HotloopH.hl_expression_run$address(),
                        HotloopH.hl_expression_run$descriptor(),
                        Linker.Option.critical(true));
    }

    private Downcalls() {}

    /**
     * {@code hl_particles_evolve}: moves {@code n} particles {@code steps} times.
     *
     * @param method one of the constants of this class
     * @param n number of particles
     * @param x coordinates, off-heap, at least {@code n} doubles as all arrays here
     * @param y coordinates
     * @param w tangential speeds
     * @param xOut receives the coordinates; may be {@code x}
     * @param yOut receives the coordinates; may be {@code y}
     * @param dt length of a step
     * @param steps number of steps, at least 0
     * @param threads number of threads, 1 to 1024
     * @param cancel an int that another thread sets to end the call, off-heap, or
     *     {@link MemorySegment#NULL}
     * @return a status
     */
    public static int particlesEvolve(
            int method,
            long n,
            MemorySegment x,
            MemorySegment y,
            MemorySegment w,
            MemorySegment xOut,
            MemorySegment yOut,
            double dt,
            long steps,
            int threads,
            MemorySegment cancel) {
        assert holds(x, n) && holds(y, n) && holds(w, n) && holds(xOut, n) && holds(yOut, n)
                : "n " + n + " with x " + x + ", y " + y + ", w " + w + ", xOut " + xOut + ", yOut " + yOut;
        assert cancel.isNative() && (cancel.address() == 0 || cancel.byteSize() >= Integer.BYTES)
                : "cancel word " + cancel;
        return HotloopH.hl_particles_evolve(method, n, x, y, w, xOut, yOut, dt, steps, threads, cancel);
    }

    /**
     * {@code hl_program_run}: elementwise steps.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param a base of the first input, off-heap, or {@link MemorySegment#NULL} as for the others
     * @param b base of the second input
     * @param c base of the third input
     * @return a status
     */
    public static int programRun(
            MemorySegment call, MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c) {
        return HotloopH.hl_program_run(call, out, a, b, c);
    }

    /**
     * {@code hl_program_run} as a critical call: for at most about 10 µs of work, on one thread, with segments on
     * or off the heap.
     *
     * @param call its description
     * @param out base of the output
     * @param a base of the first input, or {@link MemorySegment#NULL} as for the others
     * @param b base of the second input
     * @param c base of the third input
     * @return a status
     */
    public static int programRunShort(
            MemorySegment call, MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            return (int) PROGRAM_RUN_SHORT.invokeExact(call, out, a, b, c);
        } catch (RuntimeException | Error e) {
            throw e; // a segment that is closed or another thread's
        } catch (Throwable e) {
            throw new AssertionError("hl_program_run throws nothing checked", e);
        }
    }

    /**
     * {@code hl_expression_run}: elementwise steps of many inputs, or such with a reduction.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param in bases of the inputs, off-heap: {@code HL_MAX_EXPRESSION_INPUTS} segments, those that do not exist
     *     {@link MemorySegment#NULL}
     * @return a status
     */
    public static int expressionRun(MemorySegment call, MemorySegment out, MemorySegment[] in) {
        return HotloopH.hl_expression_run(
                call, out, in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7], in[8], in[9], in[10], in[11], in[12],
                in[13], in[14], in[15], in[16], in[17], in[18], in[19], in[20], in[21], in[22], in[23], in[24], in[25],
                in[26], in[27], in[28], in[29], in[30], in[31]);
    }

    /**
     * {@code hl_expression_run} as a critical call: for at most about 10 µs of work, on one thread, with segments
     * on or off the heap.
     *
     * @param call its description
     * @param out base of the output
     * @param in bases of the inputs, as many as for {@link #expressionRun}
     * @return a status
     */
    public static int expressionRunShort(MemorySegment call, MemorySegment out, MemorySegment[] in) {
        try {
            return (int) ExpressionRunShort.HANDLE.invokeExact(
                    call, out, in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7], in[8], in[9], in[10], in[11],
                    in[12], in[13], in[14], in[15], in[16], in[17], in[18], in[19], in[20], in[21], in[22], in[23],
                    in[24], in[25], in[26], in[27], in[28], in[29], in[30], in[31]);
        } catch (RuntimeException | Error e) {
            throw e; // a segment that is closed or another thread's
        } catch (Throwable e) {
            throw new AssertionError("hl_expression_run throws nothing checked", e);
        }
    }

    /**
     * {@code hl_expression_run_few}: {@link #expressionRun} of up to three inputs.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param a base of the first input, off-heap, or {@link MemorySegment#NULL} as for the others
     * @param b base of the second input
     * @param c base of the third input
     * @return a status
     */
    public static int expressionRunFew(
            MemorySegment call, MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c) {
        return HotloopH.hl_expression_run_few(call, out, a, b, c);
    }

    /**
     * {@code hl_expression_run_few} as a critical call: for at most about 10 µs of work, on one thread, with segments
     * on or off the heap.
     *
     * @param call its description
     * @param out base of the output
     * @param a base of the first input, or {@link MemorySegment#NULL} as for the others
     * @param b base of the second input
     * @param c base of the third input
     * @return a status
     */
    public static int expressionRunFewShort(
            MemorySegment call, MemorySegment out, MemorySegment a, MemorySegment b, MemorySegment c) {
        try {
            return (int) EXPRESSION_RUN_FEW_SHORT.invokeExact(call, out, a, b, c);
        } catch (RuntimeException | Error e) {
            throw e; // a segment that is closed or another thread's
        } catch (Throwable e) {
            throw new AssertionError("hl_expression_run_few throws nothing checked", e);
        }
    }

    /**
     * {@code hl_fused}: an expression whose loop was written by hand, for benchmarks.
     *
     * @param expression one of the constants of this class
     * @param n number of elements
     * @param a the first source, off-heap, at least {@code n} doubles as all arrays here
     * @param b the second source, or {@link MemorySegment#NULL}
     * @param c the third source, or {@link MemorySegment#NULL}
     * @param out receives the results
     * @param threads number of threads, 1 to 1024
     * @return a status
     */
    public static int fused(
            int expression, long n, MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment out, int threads) {
        assert holds(a, n) && holds(out, n) : "n " + n + " with a " + a + ", out " + out;
        return HotloopH.hl_fused(expression, n, a, b, c, out, threads);
    }

    /**
     * {@code hl_reduce}: reduces axes.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param in base of the input, off-heap
     * @param where base of the condition, off-heap, or {@link MemorySegment#NULL}
     * @return a status
     */
    public static int reduce(MemorySegment call, MemorySegment out, MemorySegment in, MemorySegment where) {
        return HotloopH.hl_reduce(call, out, in, where, MemorySegment.NULL);
    }

    /**
     * {@code hl_scan}: cumulative sums and products.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param in base of the input, off-heap
     * @return a status
     */
    public static int scan(MemorySegment call, MemorySegment out, MemorySegment in) {
        return HotloopH.hl_scan(call, out, in, MemorySegment.NULL, MemorySegment.NULL);
    }

    /**
     * {@code hl_take}: gathers by index.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param in base of the input, off-heap
     * @param index base of the indexes, off-heap
     * @return a status
     */
    public static int take(MemorySegment call, MemorySegment out, MemorySegment in, MemorySegment index) {
        return HotloopH.hl_take(call, out, in, index, MemorySegment.NULL);
    }

    /**
     * {@code hl_put}: scatters by index.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param in base of the input, off-heap
     * @param index base of the indexes, off-heap
     * @return a status
     */
    public static int put(MemorySegment call, MemorySegment out, MemorySegment in, MemorySegment index) {
        return HotloopH.hl_put(call, out, in, index, MemorySegment.NULL);
    }

    /**
     * {@code hl_compress}: copies what a mask selects.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param in base of the input, off-heap
     * @param mask base of the mask, off-heap
     * @return a status
     */
    public static int compress(MemorySegment call, MemorySegment out, MemorySegment in, MemorySegment mask) {
        return HotloopH.hl_compress(call, out, in, mask, MemorySegment.NULL);
    }

    /**
     * {@code hl_nonzero}: positions of what is true in a mask.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param mask base of the mask, off-heap
     * @return a status
     */
    public static int nonzero(MemorySegment call, MemorySegment out, MemorySegment mask) {
        return HotloopH.hl_nonzero(call, out, mask, MemorySegment.NULL, MemorySegment.NULL);
    }

    /**
     * {@code hl_distance}: distances between points.
     *
     * @param call its description, off-heap
     * @param out base of the output, off-heap
     * @param x base of the points, off-heap
     * @param y base of the other points, off-heap
     * @return a status
     */
    public static int distance(MemorySegment call, MemorySegment out, MemorySegment x, MemorySegment y) {
        return HotloopH.hl_distance(call, out, x, y, MemorySegment.NULL);
    }

    /**
     * {@code hl_team_limit}: how many calling threads may own a team of workers at the same time.
     *
     * @return at least 1
     */
    public static int teamLimit() {
        try {
            return (int) TEAM_LIMIT.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError("hl_team_limit does not throw", e);
        }
    }

    private static boolean holds(MemorySegment segment, long doubles) {
        return segment.isNative() && doubles >= 0 && doubles <= segment.byteSize() / Double.BYTES;
    }
}
