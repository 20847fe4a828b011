package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.NdArray;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops that Hotloop writes read and write nothing but the elements: what lies behind them ends the JVM. */
class GuardPageTest {
    interface Memory {
        long mmap(long address, long bytes, int protection, int flags, int file, long offset);

        int mprotect(long address, long bytes, int protection);
    }

    private static final Memory MEMORY = Kernels.bind(MethodHandles.lookup(), Memory.class, "libc.so.6");
    private static final int NONE = 0;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final long PAGE = 4096;

    private static final Ufunc F = Kernels.elementwise("double f(double x, double y)", "return x > y ? sqrt(x) : y;");
    private static final Ufunc NEXT = Kernels.elementwise("int8_t next(int8_t x)", "return x + 1;");

    /** An array that ends where nothing may be read. */
    @SuppressWarnings("restricted")
    private static NdArray guarded(DType dtype, long size) {
        long bytes = size * dtype.byteSize();
        long pages = (bytes + PAGE - 1) / PAGE * PAGE;
        long address = MEMORY.mmap(0, pages + PAGE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
        assertThat(address).isPositive();
        assertThat(MEMORY.mprotect(address + pages, PAGE, NONE)).isZero();
        MemorySegment memory = MemorySegment.ofAddress(address + pages - bytes).reinterpret(bytes);
        return NdArray.wrap(memory, dtype, size);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127, 129, 511, 513, 4095, 4096, 4097, 40_001})
    void elementwiseLoops(long size) {
        NdArray x = guarded(DType.FLOAT64, size);
        NdArray y = guarded(DType.FLOAT64, size);
        NdArray out = guarded(DType.FLOAT64, size);
        x.addInPlace(NdArray.arange(size));
        y.addInPlace(5);
        F.applyInto(out, x, y);
        F.applyInto(out, x, 5.0);
        assertThat(out.getDouble(size - 1)).isEqualTo(size - 1 > 5 ? Math.sqrt(size - 1) : 5);
        NdArray bytes = guarded(DType.INT8, size);
        NdArray next = guarded(DType.INT8, size);
        NEXT.applyInto(next, bytes);
        assertThat(next.min().getLong()).isOne();
        assertThat(next.max().getLong()).isOne();
    }

    interface Sum {
        double sum(@In NdArray x, long n);
    }

    @Test
    void anIndexThatIsRefusedIsNotRead() {
        Sum kernels = Kernels.compile(MethodHandles.lookup(), Sum.class, """
                double sum(const hl_float64_view *x, int64_t n) {
                    double sum = 0;
                    RANGE(i, n) { sum += AT(x, i); }
                    return sum;
                }
                """);
        NdArray x = guarded(DType.FLOAT64, 100);
        assertThat(kernels.sum(x, 100)).isZero();
        for (long n : new long[] {101, 1000, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> kernels.sum(x, n)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
