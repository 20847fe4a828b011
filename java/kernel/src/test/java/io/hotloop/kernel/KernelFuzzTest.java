package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.NdArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arrays of all kinds, fitting or not, to kernels that test their indexes: a result, or an exception that says why not. */
class KernelFuzzTest {
    interface Tested {
        double sum(@In NdArray a);

        void copy(@In(rank = 2) NdArray from, @Out(rank = 2) NdArray to);

        double element(@In NdArray a, long i, long j);

        @ShortCall
        double shortSum(@In NdArray a);

        double copiedSum(@In(layout = Layout.COPIED) NdArray a);

        double contiguousSum(@In(layout = Layout.CONTIGUOUS) NdArray a);

        void fill(@Out(layout = Layout.COPIED) NdArray a, double value);
    }

    private static final String SOURCE = """
            static double sum_axis(const hl_float64_view *a, int64_t axis, int64_t offset) {
                if (axis == a->rank) {
                    return a->data[offset];
                }
                double sum = 0;
                RANGE(i, LEN(a, axis)) { sum += sum_axis(a, axis + 1, offset + i * a->stride[axis]); }
                return sum;
            }
            double sum(const hl_float64_view *a) { return a->size ? sum_axis(a, 0, 0) : 0; }
            double shortSum(const hl_float64_view *a) { return sum(a); }
            double copiedSum(const hl_float64_view *a) { return sum(a); }
            double contiguousSum(const hl_float64_view *a) {
                double sum = 0;
                for (int64_t i = 0; i < a->size; i++) { sum += a->data[i]; }
                return sum;
            }
            void copy(const hl_float64_view *from, hl_float64_array *to) {
                PRANGE(i, LEN(from, 0)) {
                    RANGE(j, LEN(from, 1)) { AT(to, i, j) = AT(from, i, j); }
                }
            }
            double element(const hl_float64_view *a, int64_t i, int64_t j) { return AT(a, i, j); }
            void fill(hl_float64_array *a, double value) {
                for (int64_t i = 0; i < a->size; i++) { a->data[i] = value; }
            }
            """;

    private final Tested kernels = Kernels.compile(MethodHandles.lookup(), Tested.class, SOURCE);
    private final long seed = Long.getLong("hotloop.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Arena closed = Arena.ofConfined();

    @Test
    void everyArrayGivesAResultOrAReason() {
        System.out.println("KernelFuzzTest: seed " + seed);
        NdArray gone = NdArray.zeros(closed, DType.FLOAT64, 3);
        closed.close();
        int results = 0;
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            NdArray a = random.nextInt(50) == 0 ? gone : array();
            NdArray b = random.nextInt(50) == 0 ? null : array();
            results += attempt(() -> same(kernels.sum(a), a));
            results += attempt(() -> same(kernels.shortSum(a), a));
            results += attempt(() -> same(kernels.copiedSum(a), a));
            results += attempt(() -> same(kernels.contiguousSum(a), a));
            long i = random.nextLong(-2, 6);
            long j = random.nextInt(4) == 0 ? random.nextLong() : random.nextLong(-2, 6);
            results += attempt(() -> assertThat(kernels.element(a, i, j)).isEqualTo(a.getDouble(i, j)));
            results += attempt(() -> {
                kernels.copy(a, b);
                if (a.size() > 0) {
                    NdArray part = b.get(Index.range(0, a.shape()[0]), Index.range(0, a.shape()[1]));
                    assertThat(part.toString()).isEqualTo(a.toString());
                }
            });
            results += attempt(() -> {
                kernels.fill(b, 3);
                assertThat(b.size() == 0 || b.min().getDouble() == 3 && b.max().getDouble() == 3)
                        .isTrue();
            });
        }
        assertThat(results).as("calls with a result").isGreaterThan(100);
    }

    private static void same(double sum, NdArray a) {
        assertThat(sum).isEqualTo(a.size() == 0 ? 0 : a.sum().getDouble());
    }

    /** 1 for a result, 0 for a refusal. */
    private int attempt(Runnable call) {
        try {
            call.run();
            return 1;
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException
                | IllegalStateException e) {
            assertThat(e.getMessage()).as("seed " + seed).isNotBlank();
            return 0;
        }
    }

    /** Small integers, so that every order of adding them gives the same sum. */
    private NdArray array() {
        DType dtype = random.nextInt(8) == 0 ? DType.values()[random.nextInt(DType.values().length)] : DType.FLOAT64;
        int rank = random.nextInt(5) == 0 ? random.nextInt(7) : 2;
        long[] shape = random.longs(rank, random.nextInt(10) == 0 ? 0 : 1, 6).toArray();
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        NdArray values = NdArray.arange(size).astype(dtype);
        NdArray array = switch (random.nextInt(6)) {
            case 0 -> values.reshape(shape);
            case 1 -> dtype == DType.FLOAT64 ? NdArray.wrap(values.toDoubleArray(), shape) : values.reshape(shape);
            case 2 -> {
                // Not at a multiple of an element's size.
                MemorySegment memory =
                        Arena.ofAuto().allocate(size * dtype.byteSize() + 8, 8).asSlice(random.nextInt(8));
                yield NdArray.wrap(memory.asSlice(0, size * dtype.byteSize()), dtype, shape);
            }
            case 3 -> {
                MemorySegment memory = Arena.ofAuto().allocate(Math.max(8, size * dtype.byteSize()), 8);
                yield NdArray.wrap(memory.asSlice(0, size * dtype.byteSize()).asReadOnly(), dtype, shape);
            }
            default -> values.reshape(shape).copy();
        };
        if (rank == 0) {
            return array;
        }
        return switch (random.nextInt(6)) {
            case 0 -> array.transpose();
            case 1 -> array.get(Index.step(random.nextBoolean() ? -1 : 2));
            case 2 -> array.get(Index.range(0, array.shape()[0] / 2));
            case 3 -> array.shape()[0] == 1 ? array.broadcastTo(widened(array.shape())) : array;
            default -> array;
        };
    }

    private static long[] widened(long[] shape) {
        long[] wide = shape.clone();
        wide[0] = 4;
        return wide;
    }
}
