package demo.fftw;

import demo.fftw.gen.FftwH;
import io.hotloop.DType;
import io.hotloop.NdArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Fourier transforms of real numbers by FFTW, for some channels side by side: along the first axis of arrays of one shape.
 * Any number of threads may transform at once; none while another closes it.
 *
 * {@snippet :
 * try (Fourier fourier = new Fourier(1024, 2)) {
 *     fourier.transform(samples, spectrum);
 * }
 * }
 */
public final class Fourier implements AutoCloseable {
    /** Planning is not for several threads at once. */
    private static final Object PLANNER = new Object();

    private final int length;
    private final int channels;

    /** NULL once it is closed. */
    private volatile MemorySegment plan;

    /**
     * Plans.
     *
     * @param length how many samples, 1 to 2^30
     * @param channels how many channels, from 1 on
     * @throws IllegalArgumentException if FFTW has no plan for these
     */
    public Fourier(int length, int channels) {
        if (length < 1 || length > 1 << 30 || channels < 1 || (long) length * channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(length + " samples of " + channels + " channels");
        }
        this.length = length;
        this.channels = channels;
        try (Arena arena = Arena.ofConfined()) {
            // FFTW_ESTIMATE touches neither; they are to be two.
            MemorySegment in = arena.allocate(ValueLayout.JAVA_DOUBLE);
            MemorySegment out = arena.allocate(ValueLayout.JAVA_DOUBLE);
            synchronized (PLANNER) {
                plan = FftwH.fftw_plan_many_dft_r2c(
                        1,
                        arena.allocateFrom(ValueLayout.JAVA_INT, length),
                        channels,
                        in,
                        MemorySegment.NULL,
                        channels,
                        1,
                        out,
                        MemorySegment.NULL,
                        channels,
                        1,
                        FftwH.FFTW_ESTIMATE() | FftwH.FFTW_UNALIGNED());
            }
        }
        if (plan.equals(MemorySegment.NULL)) {
            throw new IllegalArgumentException("FFTW has no plan for " + length + " samples of " + channels + " channels");
        }
    }

    /**
     * Transforms.
     *
     * @param samples float64 of shape (length, channels), contiguous, off the heap
     * @param spectrum complex128 of shape (length / 2 + 1, channels), contiguous, off the heap; receives the frequencies
     * @throws IllegalArgumentException if one is of another dtype or shape, on the heap, or the spectrum is read-only
     * @throws IllegalStateException if one is not contiguous or its memory closed, or this is closed
     */
    public void transform(NdArray samples, NdArray spectrum) {
        MemorySegment in = memory("samples", samples, DType.FLOAT64, length);
        MemorySegment out = memory("spectrum", spectrum, DType.COMPLEX128, length / 2 + 1);
        if (out.isReadOnly()) {
            throw new IllegalArgumentException("spectrum is read-only");
        }
        MemorySegment now = plan;
        if (now.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("the plan is closed");
        }
        FftwH.fftw_execute_dft_r2c(now, in, out);
    }

    /** What Kernels would check: a pointer has neither dtype nor shape. */
    private MemorySegment memory(String name, NdArray array, DType dtype, long rows) {
        long[] shape = {rows, channels};
        if (array.dtype() != dtype || !Arrays.equals(array.shape(), shape)) {
            throw new IllegalArgumentException(name + " is " + array.dtype() + Arrays.toString(array.shape()) + ", not "
                    + dtype + Arrays.toString(shape));
        }
        MemorySegment memory = array.segment();
        if (!memory.isNative()) {
            throw new IllegalArgumentException(name + " is on the Java heap");
        }
        return memory;
    }

    /** Frees the plan. */
    @Override
    public void close() {
        synchronized (PLANNER) {
            FftwH.fftw_destroy_plan(plan); // of NULL: nothing
            plan = MemorySegment.NULL;
        }
    }
}
