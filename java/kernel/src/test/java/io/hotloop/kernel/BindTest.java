package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.NdArray;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that know nothing of Hotloop: the C library's own, and one that is built here as any would be. */
class BindTest {
    interface LibM {
        double fabs(double x);

        @Symbol("ldexp")
        double scale(double x, int exponent);

        float hypotf(float x, float y);
    }

    interface LibC {
        long strlen(String text);

        @Symbol("strlen")
        @ShortCall
        long lengthOf(@In byte[] text);

        @Symbol("memcpy")
        void copy(@Out NdArray to, @In(layout = Layout.COPIED) NdArray from, long bytes);

        String getenv(String name);

        @Symbol("atoi")
        int parse(@In MemorySegment text);
    }

    record Point(double x, int n) {}

    enum Size {
        SMALL,
        LARGE
    }

    interface Own {
        double norm(Point p);

        double sum(@In Point[] points, int n);

        void twice(@InOut Point[] points, int n);

        Size larger(Size size);

        boolean isLarge(Size size);

        byte lowest(long x);

        double twiceOf(DoubleUnaryOperator f, double x);

        @Status
        void fail(int code);

        @Status
        void failNamed(String name);
    }

    @Test
    void functionsOfNumbers() {
        LibM m = Kernels.bind(MethodHandles.lookup(), LibM.class, "libm.so.6");
        assertThat(m.fabs(-27)).isEqualTo(27);
        assertThat(m.scale(0.75, 3)).isEqualTo(6);
        assertThat(m.hypotf(3, 4)).isEqualTo(5);
        assertThat(m).hasToString("LibM of libm.so.6");
    }

    @Test
    void functionsOfMemory() {
        LibC c = Kernels.bind(MethodHandles.lookup(), LibC.class, "libc.so.6");
        assertThat(c.strlen("grüß dich")).isEqualTo(11);
        assertThat(c.lengthOf("abc\0def".getBytes(StandardCharsets.UTF_8))).isEqualTo(3);
        assertThat(c.getenv("PATH")).isEqualTo(System.getenv("PATH"));
        assertThat(c.getenv("HOTLOOP_NOT_SET")).isNull();
        try (Arena arena = Arena.ofConfined()) {
            assertThat(c.parse(arena.allocateFrom("-42 and more"))).isEqualTo(-42);
        }
        NdArray to = NdArray.zeros(2, 3);
        NdArray from = NdArray.arange(12).astype(DType.FLOAT64).reshape(3, 4).transpose();
        c.copy(to, from.get(Index.range(1, 3)), 48);
        assertThat(to.ravel().toDoubleArray()).containsExactly(1, 5, 9, 2, 6, 10);
        NdArray line = NdArray.zeros(5);
        c.copy(line.get(Index.range(2, 5)), to, 24);
        assertThat(line.toDoubleArray()).containsExactly(0, 0, 1, 5, 9);
        assertThatThrownBy(() -> c.copy(line.get(Index.step(2)), to, 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not contiguous");
    }

    @Test
    void structsEnumsCallbacksAndStatuses(@TempDir Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("own.c"), """
                #include <math.h>
                #include <stdbool.h>
                typedef struct { double x; int n; } point;
                double norm(const point *p) { return sqrt(p->x * p->x + p->n * p->n); }
                double sum(const point *p, int n) { double s = 0; for (int i = 0; i < n; i++) { s += p[i].x * p[i].n; } return s; }
                void twice(point *p, int n) { for (int i = 0; i < n; i++) { p[i].x *= 2; p[i].n *= 2; } }
                int larger(int size) { return size + 1; }
                bool isLarge(int size) { return size == 1; }
                signed char lowest(long x) { return x; }
                double twiceOf(double (*f)(double), double x) { return f(f(x)); }
                int fail(int code) { return code; }
                int failNamed(const char *name) { return name[0]; }
                """);
        Path library = folder.resolve("libown.so");
        int code = new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-lm")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
        Own own = Kernels.bind(MethodHandles.lookup(), Own.class, library);
        assertThat(own.norm(new Point(3, 4))).isEqualTo(5);
        Point[] points = {new Point(1, 2), new Point(3, 4)};
        assertThat(own.sum(points, 2)).isEqualTo(14);
        own.twice(points, 2);
        assertThat(points).containsExactly(new Point(2, 4), new Point(6, 8));
        assertThat(own.larger(Size.SMALL)).isEqualTo(Size.LARGE);
        assertThatThrownBy(() -> own.larger(Size.LARGE)).isInstanceOf(KernelException.class);
        assertThat(own.isLarge(Size.LARGE)).isTrue();
        assertThat(own.lowest(-3)).isEqualTo((byte) -3);
        assertThat(own.twiceOf(x -> x * x, 3)).isEqualTo(81);
        assertThatThrownBy(() -> own.twiceOf(
                        x -> {
                            throw new IllegalStateException("thrown");
                        },
                        3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("thrown");
        own.fail(0);
        assertThatThrownBy(() -> own.fail(3)).hasMessage("Own.fail gave the status 3");
        assertThatThrownBy(() -> own.failNamed("A")).hasMessage("Own.failNamed gave the status 65");
    }

    interface Zlib {
        long crc32(long crc, @In(dtype = DType.UINT8) NdArray bytes, int length);
    }

    @Test
    void aLibraryOfTheSystems() {
        // On every Debian, whose dpkg needs it.
        Zlib zlib = Kernels.bind(MethodHandles.lookup(), Zlib.class, "libz.so.1");
        NdArray bytes = NdArray.arange(1000).astype(DType.UINT8);
        byte[] same = new byte[1000];
        for (int i = 0; i < same.length; i++) {
            same[i] = (byte) i;
        }
        var crc = new CRC32();
        crc.update(same);
        assertThat(zlib.crc32(0, bytes, 1000)).isEqualTo(crc.getValue());
    }

    interface Absent {
        void noSuchFunction();
    }

    interface ByValue {
        Point f();
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatThrownBy(() -> Kernels.bind(MethodHandles.lookup(), Absent.class, "libm.so.6"))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessage("libm.so.6 has no symbol noSuchFunction");
        assertThatThrownBy(() -> Kernels.bind(MethodHandles.lookup(), Absent.class, "libnone.so.99"))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessageContaining("the dynamic linker finds no libnone.so.99");
        assertThatThrownBy(() -> Kernels.bind(MethodHandles.lookup(), Absent.class, Path.of("/none/lib.so")))
                .isInstanceOf(UnsatisfiedLinkError.class);
        assertThatThrownBy(() -> Kernels.bind(MethodHandles.lookup(), ByValue.class, "libm.so.6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives a struct by value");
    }
}
