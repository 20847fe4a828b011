package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.Hotloop;
import io.hotloop.Index;
import io.hotloop.NdArray;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Java gives and C gets, type by type, there and back. */
class TypesTest {
    private static <K> K compile(Class<K> type, String source) {
        return Kernels.compile(MethodHandles.lookup(), type, source);
    }

    @Nested
    class Numbers {
        interface Negate {
            @Symbol("is_false")
            boolean not(boolean x);

            byte negateByte(byte x);

            short negateShort(short x);

            char nextChar(char x);

            int negateInt(int x);

            long negateLong(long x);

            float negateFloat(float x);

            double negateDouble(double x);

            void nothing();
        }

        @Test
        void comeBackInEveryBit() {
            Negate negate = compile(Negate.class, """
                    bool is_false(bool x) { return !x; }
                    int8_t negateByte(int8_t x) { return -x; }
                    int16_t negateShort(int16_t x) { return -x; }
                    uint16_t nextChar(uint16_t x) { return x + 1; }
                    int32_t negateInt(int32_t x) { return -x; }
                    int64_t negateLong(int64_t x) { return -x; }
                    float negateFloat(float x) { return -x; }
                    double negateDouble(double x) { return -x; }
                    void nothing(void) {}
                    """);
            assertThat(negate.not(false)).isTrue();
            assertThat(negate.not(true)).isFalse();
            assertThat(negate.negateByte(Byte.MIN_VALUE)).isEqualTo(Byte.MIN_VALUE);
            assertThat(negate.negateShort((short) 12345)).isEqualTo((short) -12345);
            assertThat(negate.nextChar(Character.MAX_VALUE)).isEqualTo('\0');
            assertThat(negate.negateInt(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
            assertThat(negate.negateLong(Long.MAX_VALUE)).isEqualTo(-Long.MAX_VALUE);
            assertThat(Float.floatToRawIntBits(negate.negateFloat(0))).isEqualTo(0x80000000);
            assertThat(negate.negateDouble(Double.MIN_VALUE)).isEqualTo(-Double.MIN_VALUE);
            assertThat(negate.negateDouble(Double.NaN)).isNaN();
            negate.nothing();
        }

        interface Mixed {
            double sum(
                    boolean a,
                    byte b,
                    short c,
                    char d,
                    int e,
                    long f,
                    float g,
                    double h,
                    @In MemorySegment one,
                    String text);

            float half(float x, String text);

            boolean isLong(String text);

            byte first(String text);
        }

        /** The same in the block of a call with pointers. */
        @Test
        void travelInABlock() {
            Mixed mixed = compile(Mixed.class, """
                    #include <string.h>
                    double sum(bool a, int8_t b, int16_t c, uint16_t d, int32_t e, int64_t f, float g, double h,
                               const void *one, const char *text) {
                        return a + b + c + d + e + f + (double) g + h + *(const double *) one + strlen(text);
                    }
                    float half(float x, const char *text) { return x / 2 + strlen(text); }
                    bool isLong(const char *text) { return strlen(text) > 5; }
                    int8_t first(const char *text) { return text[0]; }
                    """);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 0.25);
                assertThat(mixed.sum(
                                true,
                                (byte) -2,
                                (short) -300,
                                (char) 65535,
                                -100_000,
                                -(1L << 40),
                                0.5f,
                                1e-3,
                                one,
                                "αβ"))
                        .isEqualTo(1 - 2 - 300 + 65535 - 100_000 - (double) (1L << 40) + 0.5 + 1e-3 + 0.25 + 4);
            }
            assertThat(mixed.half(-3, "")).isEqualTo(-1.5f);
            assertThat(mixed.isLong("123456")).isTrue();
            assertThat(mixed.isLong("12345")).isFalse();
            assertThat(mixed.first("é")).isEqualTo((byte) 0xC3);
        }
    }

    @Nested
    class OfArrays {
        interface Fill {
            void fill(@InOut NdArray a);
        }

        @ParameterizedTest
        @EnumSource(DType.class)
        void haveEveryDtype(DType dtype) {
            String c = dtype.toString();
            String element = switch (dtype) {
                case BOOL -> "bool";
                case FLOAT32 -> "float";
                case FLOAT64 -> "double";
                case COMPLEX64, COMPLEX128 -> "hl_" + dtype + "_t";
                default -> dtype + "_t";
            };
            String next = dtype.isComplex()
                    ? "(" + element + ") {AT(a, i).im, AT(a, i).re}"
                    : dtype == DType.BOOL ? "!AT(a, i)" : "AT(a, i) + 1";
            String source = "void fill(hl_" + c + "_array *a) { RANGE(i, LEN(a, 0)) { " + element + " next = " + next
                    + "; AT(a, i) = next; } }";
            NdArray array = NdArray.arange(7).multiply(40).astype(dtype);
            NdArray expected = dtype.isComplex()
                    ? NdArray.arange(7).multiply(40).multiply(Complex.of(0, 1)).astype(dtype)
                    : dtype == DType.BOOL ? array.eq(false) : array.add(1);
            fill(dtype, source, array);
            assertThat(array.toString()).isEqualTo(expected.toString());
        }

        private void fill(DType dtype, String source, NdArray array) {
            switch (dtype) {
                case BOOL -> compile(Bools.class, source).fill(array);
                case INT8 -> compile(Int8s.class, source).fill(array);
                case INT16 -> compile(Int16s.class, source).fill(array);
                case INT32 -> compile(Int32s.class, source).fill(array);
                case INT64 -> compile(Int64s.class, source).fill(array);
                case UINT8 -> compile(Uint8s.class, source).fill(array);
                case UINT16 -> compile(Uint16s.class, source).fill(array);
                case UINT32 -> compile(Uint32s.class, source).fill(array);
                case UINT64 -> compile(Uint64s.class, source).fill(array);
                case FLOAT32 -> compile(Float32s.class, source).fill(array);
                case FLOAT64 -> compile(Fill.class, source).fill(array);
                case COMPLEX64 -> compile(Complex64s.class, source).fill(array);
                case COMPLEX128 -> compile(Complex128s.class, source).fill(array);
            }
        }

        interface Bools {
            void fill(@InOut(dtype = DType.BOOL) NdArray a);
        }

        interface Int8s {
            void fill(@InOut(dtype = DType.INT8) NdArray a);
        }

        interface Int16s {
            void fill(@InOut(dtype = DType.INT16) NdArray a);
        }

        interface Int32s {
            void fill(@InOut(dtype = DType.INT32) NdArray a);
        }

        interface Int64s {
            void fill(@InOut(dtype = DType.INT64) NdArray a);
        }

        interface Uint8s {
            void fill(@InOut(dtype = DType.UINT8) NdArray a);
        }

        interface Uint16s {
            void fill(@InOut(dtype = DType.UINT16) NdArray a);
        }

        interface Uint32s {
            void fill(@InOut(dtype = DType.UINT32) NdArray a);
        }

        interface Uint64s {
            void fill(@InOut(dtype = DType.UINT64) NdArray a);
        }

        interface Float32s {
            void fill(@InOut(dtype = DType.FLOAT32) NdArray a);
        }

        interface Complex64s {
            void fill(@InOut(dtype = DType.COMPLEX64) NdArray a);
        }

        interface Complex128s {
            void fill(@InOut(dtype = DType.COMPLEX128) NdArray a);
        }

        interface Ranks {
            double element(@In NdArray a, int rank);

            long size(@In NdArray a);
        }

        @Test
        void haveUpToSixIndexesAndAnyRank() {
            Ranks ranks = compile(Ranks.class, """
                    double element(const hl_float64_view *a, int32_t rank) {
                        switch (rank) {
                            case 1: return AT(a, 1);
                            case 2: return AT(a, 1, 2);
                            case 3: return AT(a, 1, 2, 3);
                            case 4: return AT(a, 1, 2, 3, 0);
                            case 5: return AT(a, 1, 2, 3, 0, 1);
                            default: return AT(a, 1, 2, 3, 0, 1, 1);
                        }
                    }
                    int64_t size(const hl_float64_view *a) {
                        int64_t product = 1;
                        for (int axis = 0; axis < a->rank; axis++) {
                            product *= LEN(a, axis);
                        }
                        return product == a->size ? a->size : -1;
                    }
                    """);
            long[] lengths = {2, 3, 4, 2, 3, 2};
            long[] index = {1, 2, 3, 0, 1, 1};
            for (int rank = 1; rank <= 6; rank++) {
                long[] shape = Arrays.copyOf(lengths, rank);
                NdArray a = NdArray.arange(Arrays.stream(shape).reduce(1, (x, y) -> x * y))
                        .astype(DType.FLOAT64)
                        .reshape(shape);
                assertThat(ranks.element(a, rank)).isEqualTo(a.getDouble(Arrays.copyOf(index, rank)));
                assertThat(ranks.size(a)).isEqualTo(a.size());
                NdArray turned = a.transpose().copy().transpose();
                assertThat(ranks.element(turned, rank)).isEqualTo(a.getDouble(Arrays.copyOf(index, rank)));
            }
            assertThat(ranks.size(NdArray.zeros())).isEqualTo(1);
            assertThat(ranks.size(NdArray.zeros(3, 0, 2))).isZero();
            long[] many = new long[64];
            Arrays.fill(many, 1);
            assertThat(ranks.size(NdArray.zeros(many))).isEqualTo(1);
            assertThatThrownBy(() -> ranks.element(NdArray.zeros(3, 3), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Ranks.c:3: 1 index or axis of an array of rank 2, in Ranks.element");
        }

        interface Layouts {
            void increment(@InOut(layout = Layout.CONTIGUOUS) NdArray a);

            void incrementCopy(@InOut(layout = Layout.COPIED) NdArray a);

            void ones(@Out(layout = Layout.COPIED) NdArray a);
        }

        private final Layouts layouts = compile(Layouts.class, """
                void increment(hl_float64_array *a) {
                    for (int64_t i = 0; i < a->size; i++) {
                        a->data[i] += 1;
                    }
                }
                void incrementCopy(hl_float64_array *a) { increment(a); }
                void ones(hl_float64_array *a) {
                    for (int64_t i = 0; i < a->size; i++) {
                        a->data[i] = 1;
                    }
                }
                """);

        @Test
        void areCopiedThereAndBackWhereThatIsDeclared() {
            NdArray a = NdArray.arange(12).astype(DType.FLOAT64).reshape(3, 4);
            NdArray columns = a.get(Index.ALL, Index.step(2));
            layouts.incrementCopy(columns);
            assertThat(a.ravel().toDoubleArray()).containsExactly(1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11);
            layouts.ones(a.transpose());
            assertThat(a.ravel().toDoubleArray()).containsOnly(1);
            double[] heap = {1, 2, 3};
            layouts.incrementCopy(NdArray.wrap(heap, 3));
            assertThat(heap).containsExactly(2, 3, 4);
        }

        @Test
        void areRefusedWhereTheyDoNotLieAsDeclared() {
            NdArray a = NdArray.zeros(3, 4);
            layouts.increment(a);
            assertThat(a.ravel().toDoubleArray()).containsOnly(1);
            assertThatThrownBy(() -> layouts.increment(a.transpose()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("shape (4,3) and strides (8,32) is not contiguous");
            NdArray repeated = NdArray.zeros(1).broadcastTo(3);
            assertThatThrownBy(() -> layouts.incrementCopy(repeated))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("parameter 1");
            NdArray readOnly = NdArray.wrap(Arena.ofAuto().allocate(8, 8).asReadOnly(), DType.FLOAT64, 1);
            assertThatThrownBy(() -> layouts.increment(readOnly))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is read-only");
        }

        @Test
        void areRefusedOnTheHeap() {
            NdArray heap = NdArray.wrap(new double[] {1, 2}, 2);
            if (Hotloop.info().nativeLoaded()) {
                assertThatThrownBy(() -> layouts.increment(heap))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("over a Java array")
                        .hasMessageContaining("@ShortCall");
            } else {
                // Without the library all small arrays lie there, and are copied.
                layouts.increment(heap);
                assertThat(heap.toDoubleArray()).containsExactly(2, 3);
            }
        }

        @Test
        void areRefusedWhenTheyAreClosed() {
            NdArray a;
            try (Arena arena = Arena.ofConfined()) {
                a = NdArray.zeros(arena, DType.FLOAT64, 3);
            }
            NdArray closed = a;
            assertThatThrownBy(() -> layouts.increment(closed)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class Texts {
        interface Names {
            long length(String text);

            String greeting(int number);
        }

        @Test
        void areUtf8() {
            Names names = compile(Names.class, """
                    #include <string.h>
                    int64_t length(const char *text) { return strlen(text); }
                    const char *greeting(int32_t number) {
                        return number == 1 ? "grüß dich" : number == 2 ? "" : NULL;
                    }
                    """);
            assertThat(names.length("")).isZero();
            assertThat(names.length("grüß dich")).isEqualTo(11);
            assertThat(names.length("x".repeat(100_000))).isEqualTo(100_000);
            assertThat(names.greeting(1)).isEqualTo("grüß dich");
            assertThat(names.greeting(2)).isEmpty();
            assertThat(names.greeting(3)).isNull();
            assertThatThrownBy(() -> names.length("a\0b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("zero character at 1");
            assertThatThrownBy(() -> names.length(null)).isInstanceOf(NullPointerException.class);
        }
    }

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    enum Nothing {}

    record Point(double x, double y) {
        double norm() {
            return Math.hypot(x, y);
        }
    }

    record Pixel(byte depth, Point at, boolean isSet, Color color, float weight, char letter, long id) {}

    @Nested
    class Structs {
        interface Points {
            double norm(Point p);

            Point sum(Point a, Point b);

            Color next(Color color);

            Color wrong();

            Nothing nothing();

            Pixel moved(Pixel pixel, Point by);

            void move(@InOut Point[] points, double dx);

            void line(@Out Point[] points, Point from, Point step);

            double sumOfNorms(@In Point[] points);

            void outside(@InOut Point[] points);
        }

        private final Points points = compile(Points.class, """
                #include <math.h>
                double norm(const Point *p) { return hypot(p->x, p->y); }
                Point sum(const Point *a, const Point *b) { return (Point) {a->x + b->x, a->y + b->y}; }
                Color next(Color color) { return color == Color_BLUE ? Color_RED : color + 1; }
                Color wrong(void) { return 7; }
                Nothing nothing(void) { return 0; }
                Pixel moved(const Pixel *pixel, const Point *by) {
                    Pixel result = *pixel;
                    result.at = sum(&result.at, by);
                    result.depth -= 1;
                    result.isSet = !result.isSet;
                    result.color = next(result.color);
                    result.weight *= 2;
                    result.letter += 1;
                    result.id = -result.id;
                    return result;
                }
                void move(Point_array *points, double dx) {
                    RANGE(i, LEN(points, 0)) {
                        AT(points, i).x += dx;
                    }
                }
                void line(Point_array *points, const Point *from, const Point *step) {
                    RANGE(i, LEN(points, 0)) {
                        AT(points, i) = (Point) {from->x + i * step->x, from->y + i * step->y};
                    }
                }
                double sumOfNorms(const Point_view *points) {
                    double sum = 0;
                    RANGE(i, LEN(points, 0)) {
                        sum += norm(&AT(points, i));
                    }
                    return sum;
                }
                void outside(Point_array *points) { AT(points, LEN(points, 0)).x = 1; }
                """);

        @Test
        void areRecords() {
            assertThat(points.norm(new Point(3, 4))).isEqualTo(5);
            assertThat(points.sum(new Point(1, 2), new Point(10, 20))).isEqualTo(new Point(11, 22));
        }

        @Test
        void haveFieldsOfAllKinds() {
            Pixel pixel = new Pixel((byte) 5, new Point(1, 2), true, Color.BLUE, 0.75f, 'ä', 1L << 40);
            assertThat(points.moved(pixel, new Point(0.5, -0.5)))
                    .isEqualTo(new Pixel((byte) 4, new Point(1.5, 1.5), false, Color.RED, 1.5f, 'å', -(1L << 40)));
            assertThatThrownBy(
                            () -> points.moved(new Pixel((byte) 0, null, true, Color.RED, 0, 'a', 0), new Point(0, 0)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("Pixel.at is null");
            assertThatThrownBy(() ->
                            points.moved(new Pixel((byte) 0, new Point(0, 0), true, null, 0, 'a', 0), new Point(0, 0)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("Pixel.color is null");
        }

        @Test
        void enumsAreTheirOrdinals() {
            assertThat(points.next(Color.RED)).isEqualTo(Color.GREEN);
            assertThat(points.next(Color.BLUE)).isEqualTo(Color.RED);
            assertThatThrownBy(points::wrong)
                    .isInstanceOf(KernelException.class)
                    .hasMessage("Points.wrong gave 7, which is none of the 3 constants of Color");
            assertThatThrownBy(points::nothing)
                    .hasMessage("Points.nothing gave 0, which is none of the 0 constants of Nothing");
        }

        @Test
        void comeInArrays() {
            Point[] some = new Point[1000]; // more than a frame holds
            points.line(some, new Point(0, 1), new Point(2, 0));
            assertThat(some[999]).isEqualTo(new Point(1998, 1));
            points.move(some, -1);
            assertThat(some[0]).isEqualTo(new Point(-1, 1));
            double expected = Arrays.stream(some).mapToDouble(Point::norm).sum();
            assertThat(points.sumOfNorms(some)).isCloseTo(expected, offset(1e-9));
            assertThat(points.sumOfNorms(new Point[0])).isZero();
            assertThatThrownBy(() -> points.sumOfNorms(new Point[] {new Point(1, 1), null}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("has null at 1");
            assertThatThrownBy(() -> points.outside(some))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("index 1000 is outside axis 0 of length 1000");
        }
    }

    @Nested
    class OnTheHeap {
        interface Short {
            @ShortCall
            double sum(@In double[] values);

            @ShortCall
            void increment(@InOut int[] values, int by);

            @ShortCall
            double sumArray(@In NdArray values);

            @ShortCall
            byte first(@In MemorySegment values);

            @ShortCall
            int twice(int x);

            @ShortCall
            int threads();

            @ShortCall
            int threadsOver(@In double[] values);

            @Override
            String toString();
        }

        @Test
        void shortCallsSeeJavasArrays() {
            Short kernels = compile(Short.class, """
                    double sum(const hl_float64_view *values) {
                        double sum = 0;
                        RANGE(i, LEN(values, 0)) { sum += AT(values, i); }
                        return sum;
                    }
                    void increment(hl_int32_array *values, int32_t by) {
                        RANGE(i, LEN(values, 0)) { AT(values, i) += by; }
                    }
                    double sumArray(const hl_float64_view *values) { return sum(values); }
                    int8_t first(const void *values) { return *(const int8_t *) values; }
                    int32_t twice(int32_t x) { return 2 * x; }
                    #include <omp.h>
                    int32_t threads(void) {
                        int32_t most = 0;
                        PRANGE(i, 100, reduction(max : most)) { most = omp_get_num_threads(); }
                        return most;
                    }
                    int32_t threadsOver(const hl_float64_view *values) { (void) values; return threads(); }
                    """);
            assertThat(kernels.sum(new double[] {1, 2, 3.5})).isEqualTo(6.5);
            assertThat(kernels.sum(new double[0])).isZero();
            int[] values = {1, 2, 3};
            kernels.increment(values, 10);
            assertThat(values).containsExactly(11, 12, 13);
            double[] heap = {1, 2, 3, 4};
            assertThat(kernels.sumArray(NdArray.wrap(heap, 4).get(Index.step(2))))
                    .isEqualTo(4);
            assertThat(kernels.first(MemorySegment.ofArray(new byte[] {7}))).isEqualTo((byte) 7);
            assertThat(kernels.twice(21)).isEqualTo(42);
            // The collector waits for them: they keep to their own thread.
            assertThat(kernels.threads()).isOne();
            assertThat(kernels.threadsOver(new double[1])).isOne();
            assertThat(kernels.toString()).startsWith("Short of ");
        }

        interface Long_ {
            double sum(@In double[] values);
        }

        interface OfSegment {
            void touch(MemorySegment memory);
        }

        @Test
        void otherCallsDoNot() {
            assertThatThrownBy(() -> compile(Long_.class, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Long_.sum: parameter 1")
                    .hasMessageContaining("is a double[], which lies on the Java heap")
                    .hasMessageContaining("@ShortCall");
            OfSegment kernels = compile(OfSegment.class, "void touch(void *memory) { (void) memory; }");
            assertThatThrownBy(() -> kernels.touch(MemorySegment.ofArray(new byte[8])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("on the Java heap");
            assertThatThrownBy(() -> kernels.touch(MemorySegment.NULL.asReadOnly()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Nested
    class Callbacks {
        interface Consumer {
            void accept(int i, long l, float f, boolean b);
        }

        interface Integrate {
            double integrate(DoubleUnaryOperator f, double from, double to, long steps);

            void each(Consumer consumer, int count);

            double twice(DoubleUnaryOperator f, DoubleUnaryOperator g, double x);

            double parallel(DoubleUnaryOperator f, long n);
        }

        private final Integrate kernels = compile(Integrate.class, """
                double integrate(double (*f)(double), double from, double to, int64_t steps) {
                    const double h = (to - from) / steps;
                    double sum = 0;
                    RANGE(i, steps) { sum += f(from + (i + 0.5) * h); }
                    return sum * h;
                }
                void each(void (*consumer)(int32_t, int64_t, float, bool), int32_t count) {
                    for (int i = 0; i < count; i++) { consumer(i, -i, i / 2.0f, i % 2); }
                }
                double twice(double (*f)(double), double (*g)(double), double x) { return f(g(x)); }
                double parallel(double (*f)(double), int64_t n) {
                    double sum = 0;
                    PRANGE(i, n, reduction(+ : sum)) { sum += f(i); }
                    return sum;
                }
                """);

        @Test
        void areFunctions() {
            assertThat(kernels.integrate(x -> x * x, 0, 3, 10_000)).isCloseTo(9, offset(1e-6));
            var seen = new ArrayList<String>();
            kernels.each((i, l, f, b) -> seen.add(i + "," + l + "," + f + "," + b), 3);
            assertThat(seen).containsExactly("0,0,0.0,false", "1,-1,0.5,true", "2,-2,1.0,false");
            assertThat(kernels.twice(x -> x + 1, x -> 10 * x, 2)).isEqualTo(21);
        }

        @Test
        void mayCallKernels() {
            double inner = kernels.integrate(x -> kernels.integrate(y -> x * y, 0, 2, 100), 0, 1, 100);
            assertThat(inner).isCloseTo(1, offset(1e-9));
        }

        @Test
        void areCalledByOpenMpsThreads() {
            assertThat(kernels.parallel(x -> x, 10_000)).isEqualTo(49_995_000);
        }

        @Test
        void whatTheyThrowComesOutOfTheCall() {
            var calls = new AtomicInteger();
            assertThatThrownBy(() -> kernels.integrate(
                            x -> {
                                if (calls.incrementAndGet() == 3) {
                                    throw new ArithmeticException("at " + x);
                                }
                                return x;
                            },
                            0,
                            10,
                            10))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("at 2.5");
            assertThat(calls).hasValue(3);
            assertThatThrownBy(() -> kernels.parallel(
                            x -> {
                                throw new AssertionError();
                            },
                            100))
                    .isInstanceOf(AssertionError.class);
            assertThat(kernels.integrate(x -> 1, 0, 2, 4)).isEqualTo(2);
        }
    }

    @Nested
    class Statuses {
        interface Checked {
            @Status
            void open(int code);

            @Status
            void openNamed(int code, String name);

            double root(double x);
        }

        @Test
        void becomeExceptions() {
            Checked kernels = compile(Checked.class, """
                    #include <math.h>
                    int open(int code) { return code; }
                    int openNamed(int code, const char *name) { return name[0] ? code : 0; }
                    double root(double x) {
                        if (x < 0) {
                            FAIL(42, "a negative number has no root");
                            return 0;
                        }
                        return sqrt(x);
                    }
                    """);
            kernels.open(0);
            kernels.openNamed(3, "");
            assertThatThrownBy(() -> kernels.open(-3))
                    .isInstanceOfSatisfying(
                            KernelException.class, e -> assertThat(e.code()).isEqualTo(-3))
                    .hasMessage("Checked.open gave the status -3");
            assertThatThrownBy(() -> kernels.openNamed(9, "x"))
                    .isInstanceOfSatisfying(
                            KernelException.class, e -> assertThat(e.code()).isEqualTo(9));
            assertThat(kernels.root(4)).isEqualTo(2);
            assertThatThrownBy(() -> kernels.root(-1))
                    .isInstanceOfSatisfying(
                            KernelException.class, e -> assertThat(e.code()).isEqualTo(42))
                    .hasMessage("Checked.c:6: a negative number has no root (code 42), in Checked.root");
        }
    }

    @Nested
    class Refusals {
        interface OfList {
            void f(List<String> x);
        }

        interface Unannotated {
            void f(NdArray x);
        }

        interface Twice {
            void f(@In @Out NdArray x);
        }

        interface Overloads {
            void f(int x);

            void f(long x);
        }

        interface Keyword {
            void register(int x);
        }

        interface Nothing {}

        interface OutInt {
            void f(@Out int x);
        }

        record Empty() {}

        interface OfEmpty {
            void f(Empty x);
        }

        record Bad(String x) {}

        interface OfBad {
            void f(Bad x);
        }

        interface ShortCallback {
            @ShortCall
            void f(DoubleUnaryOperator x);
        }

        sealed interface Sealed {
            void f();

            final class One implements Sealed {
                @Override
                public void f() {}
            }
        }

        @Test
        void nameTheParameterAndTheReason() {
            refused(
                    OfList.class,
                    "OfList.f: parameter 1",
                    "java.util.List<java.lang.String>",
                    "is no functional interface: a kernel takes primitives");
            refused(Unannotated.class, "Unannotated.f: parameter 1", "with none of @In, @Out and @InOut");
            refused(Twice.class, "with several of @In, @Out and @InOut");
            refused(Overloads.class, "two methods for the function f", "@Symbol");
            refused(Keyword.class, "Keyword.register: \"register\" cannot be a name in C");
            refused(Nothing.class, "has no abstract methods");
            refused(OutInt.class, "is a int, which C cannot write");
            refused(OfEmpty.class, "the record Empty has no components");
            refused(OfBad.class, "Bad.x is a java.lang.String");
            refused(ShortCallback.class, "a @ShortCall cannot call back");
            refused(Sealed.class, "is sealed");
            refused(String.class, "java.lang.String is no interface");
            assertThatThrownBy(() -> Kernels.compile(MethodHandles.publicLookup(), Texts.Names.class, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pass MethodHandles.lookup()");
            assertThatThrownBy(() -> Kernels.compile(
                            MethodHandles.privateLookupIn(Hidden.class, MethodHandles.lookup()), Hidden.class, ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        private interface Hidden {
            void f();
        }

        private void refused(Class<?> type, String... parts) {
            assertThatThrownBy(() -> compile(type, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .contains(parts);
        }
    }

    @Test
    void anObjectTellsWhatItIs() {
        Texts.Names names = compile(Texts.Names.class, """
                #include <string.h>
                int64_t length(const char *text) { return strlen(text); }
                const char *greeting(int32_t number) { return number ? "a" : "b"; }
                """);
        assertThat(names).hasToString("Names of " + Kernels.info(names).library());
        assertThatThrownBy(() -> Kernels.info("text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a java.lang.String is none of Hotloop's kernels");
    }
}
