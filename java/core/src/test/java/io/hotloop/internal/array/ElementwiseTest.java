package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.Threads;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever lane an operation takes, native, critical, tiny or Java, the bits are those of the Java interpreter. */
class ElementwiseTest {
    private static final long SEED = 20_261_122;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        3,
        -7,
        127,
        -128,
        255,
        256,
        65536.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Float.MAX_VALUE,
        0x1p31,
        -0x1p31,
        0x1p32,
        0x1p63,
        -0x1p63,
        0x1p64,
        1e300
    };

    /** The operations that the header lists for a dtype. */
    private static boolean isDefined(Op op, DType dtype) {
        boolean exact = dtype == DType.BOOL || dtype.isInteger();
        boolean real = !dtype.isComplex();
        return op.isNative(dtype)
                && switch (op) {
                    case COPY, WHERE, EQ, NE -> true;
                    case ADD, SUBTRACT, MULTIPLY, NEGATIVE, SQUARE -> dtype != DType.BOOL;
                    case DIVIDE, RECIPROCAL, ISNAN, ISINF, ISFINITE -> !exact;
                    case FLOOR_DIVIDE, REMAINDER, ABS, SIGN -> dtype != DType.BOOL && real;
                    case POW -> dtype != DType.BOOL && real;
                    case LEFT_SHIFT, RIGHT_SHIFT -> dtype.isInteger();
                    case MAXIMUM, MINIMUM, CLIP, LT, LE, GT, GE -> real;
                    case COPYSIGN, SQRT, FLOOR, CEIL, TRUNC, ROUND, SIGNBIT -> dtype.isFloating();
                    case BITWISE_AND, BITWISE_OR, BITWISE_XOR, INVERT -> exact;
                    case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT -> dtype == DType.BOOL;
                    case CONJ, REAL, IMAG -> !real;
                    case FMA -> dtype.isFloating();
                    default -> op.isFunction() && dtype.isFloating();
                };
    }

    private static Stream<Arguments> definedOperations() {
        return Arrays.stream(Op.values())
                .flatMap(op -> Arrays.stream(DType.values())
                        .filter(dtype -> isDefined(op, dtype))
                        .map(dtype -> Arguments.of(op, dtype)));
    }

    /** Special values, all their pairs among neighbours, then random bits. */
    private static View values(DType dtype, long shift, long... shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        var random = new SplittableRandom(SEED + shift + dtype.ordinal());
        View view = View.contiguous(Arena.ofAuto().allocate(Math.max(1, size * dtype.byteSize()), 64), dtype, shape);
        for (long i = 0; i < size; i++) {
            long at = i * dtype.byteSize();
            double re = SPECIAL[Math.floorMod(i + shift * (1 + i / SPECIAL.length), SPECIAL.length)];
            double im = SPECIAL[Math.floorMod(3 * i + shift, SPECIAL.length)];
            boolean special = i < 2 * SPECIAL.length * SPECIAL.length && random.nextInt(4) != 0;
            if (dtype.isComplex()) {
                Elements.setComplex(
                        view.segment(),
                        at,
                        dtype,
                        special ? re : random.nextDouble(-9, 9),
                        special ? im : random.nextDouble(-9, 9));
            } else if (dtype.isFloating()) {
                Elements.setDouble(
                        view.segment(), at, dtype, special ? re : Double.longBitsToDouble(random.nextLong()));
            } else if (special) {
                Elements.setDouble(view.segment(), at, dtype, re);
            } else {
                Elements.setLong(view.segment(), at, dtype, random.nextLong());
            }
        }
        return view;
    }

    private static View empty(DType dtype, long... shape) {
        long size = Layouts.size(dtype, shape);
        return View.contiguous(Arena.ofAuto().allocate(Math.max(1, size * dtype.byteSize()), 64), dtype, shape);
    }

    private static View inJava(Program program, DType dtype, long[] shape, View a, View b, View c) {
        View out = empty(dtype, shape);
        var plan = new Plan();
        plan.fill(out, a, b, c);
        if (plan.size > 0) {
            JavaInterpreter.run(program, plan);
        }
        return out;
    }

    private static void assertSame(View expected, View actual, String what) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        long[] index = new long[expected.rank()];
        for (long i = 0; i < expected.size(); i++) {
            long rest = i;
            long at = expected.offset();
            long other = actual.offset();
            for (int axis = index.length - 1; axis >= 0; axis--) {
                long position = rest % expected.shape()[axis];
                rest /= expected.shape()[axis];
                at += position * expected.strides()[axis];
                other += position * actual.strides()[axis];
            }
            DType dtype = expected.dtype();
            boolean same = dtype.isFloating() || dtype.isComplex()
                    ? sameBits(
                                    Elements.getReal(expected.segment(), at, dtype),
                                    Elements.getReal(actual.segment(), other, dtype))
                            && sameBits(
                                    Elements.getImag(expected.segment(), at, dtype),
                                    Elements.getImag(actual.segment(), other, dtype))
                    : Elements.getLong(expected.segment(), at, dtype)
                            == Elements.getLong(actual.segment(), other, dtype);
            if (!same) {
                assertThat(text(actual, other))
                        .as("%s, element %d, seed %d", what, i, SEED)
                        .isEqualTo(text(expected, at));
            }
        }
    }

    private static String text(View view, long at) {
        return Elements.getReal(view.segment(), at, view.dtype()) + " "
                + Elements.getImag(view.segment(), at, view.dtype()) + " "
                + Elements.getLong(view.segment(), at, view.dtype());
    }

    private static boolean sameBits(double a, double b) {
        return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }

    private static View[] inputs(Op op, DType dtype, long... shape) {
        View[] inputs = new View[3];
        for (int i = 0; i < op.arity(); i++) {
            inputs[i] = values(op == Op.WHERE && i == 0 ? DType.BOOL : dtype, i, shape);
        }
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("definedOperations")
    void everyOperationHasTheBitsOfJava(Op op, DType dtype) {
        Program program = Program.of(op, dtype);
        // Around the tiny lane, a block, a critical call and several threads' work.
        for (long n : new long[] {0, 1, 7, 33, 64, 65, 1023, 1025, 4097, 16_383, 16_385, 70_001}) {
            View[] in = inputs(op, dtype, n);
            View expected = inJava(program, program.result(), new long[] {n}, in[0], in[1], in[2]);
            for (int threads : new int[] {1, 3}) {
                View out = empty(program.result(), n);
                Threads.with(threads, () -> {
                    Elementwise.run(program, out, in[0], in[1], in[2]);
                    return null;
                });
                assertSame(expected, out, op + " " + dtype + " n=" + n);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("definedOperations")
    void everyLayoutHasTheBitsOfJava(Op op, DType dtype) {
        Program program = Program.of(op, dtype);
        View[] in = inputs(op, dtype, 37, 64);
        View expected = inJava(program, program.result(), new long[] {37, 64}, in[0], in[1], in[2]);
        View[] strided = new View[3];
        for (int i = 0; i < op.arity(); i++) {
            strided[i] = strided(in[i], i);
        }
        View out = strided(empty(program.result(), 37, 64), 4);
        Elementwise.run(program, out, strided[0], strided[1], strided[2]);
        assertSame(expected, out, op + " " + dtype + " strided");
    }

    /** The same elements elsewhere: transposed, backwards, with gaps, unaligned. */
    private static View strided(View view, int kind) {
        long size = view.dtype().byteSize();
        long rows = view.shape()[0];
        long columns = view.shape()[1];
        MemorySegment memory = Arena.ofAuto().allocate(4 * view.size() * size + 64, 64);
        View result = switch (kind % 4) {
            case 0 -> new View(memory, 0, view.dtype(), view.shape(), new long[] {size, size * rows});
            case 1 ->
                new View(
                        memory, (view.size() - 1) * size, view.dtype(), view.shape(), new long[] {-size * columns, -size
                        });
            case 2 -> new View(memory, 1, view.dtype(), view.shape(), new long[] {3 * size * columns, 3 * size});
            default -> new View(memory, 3, view.dtype(), view.shape(), new long[] {size * columns, size});
        };
        var plan = new Plan();
        plan.fill(result, view, null, null);
        JavaInterpreter.run(Program.of(Op.COPY, view.dtype()), plan);
        return result;
    }

    @ParameterizedTest
    @EnumSource
    void everyCastHasTheBitsOfJava(DType from) {
        View in = values(from, 1, 3001);
        for (DType to : DType.values()) {
            Program cast = Program.of(Op.COPY, to);
            View expected = inJava(cast, to, new long[] {3001}, in, null, null);
            View out = empty(to, 3001);
            Elementwise.copy(out, in);
            assertSame(expected, out, from + " to " + to);
        }
    }

    @Test
    void programsOfSeveralSteps() {
        View a = values(DType.FLOAT64, 1, 5000);
        View b = values(DType.INT32, 2, 5000);
        var two = new Constant(DType.FLOAT64, Double.doubleToRawLongBits(2), 0);
        // (2a + b) > b, as float32
        var program = new Program(
                2,
                List.of(two),
                List.of(
                        new Step(Op.MULTIPLY, DType.FLOAT64, 2, 0, -1),
                        new Step(Op.ADD, DType.FLOAT64, 3, 1, -1),
                        new Step(Op.GT, DType.FLOAT64, 4, 1, -1)));
        View expected = inJava(program, DType.FLOAT32, new long[] {5000}, a, b, null);
        View out = empty(DType.FLOAT32, 5000);
        Elementwise.run(program, out, a, b, null);
        assertSame(expected, out, "three steps");
    }

    /** Arrays on the heap, cut into critical calls: two axes, so that pieces lie inside the outer one. */
    @Test
    void heapSegments() {
        long[] shape = {3, 200_000};
        View a = values(DType.FLOAT64, 1, shape);
        View row = values(DType.FLOAT64, 2, 200_000);
        Program program = Program.of(Op.ADD, DType.FLOAT64);
        View expected = inJava(program, DType.FLOAT64, shape, a, row, null);
        View out = View.contiguous(MemorySegment.ofArray(new double[600_000]), DType.FLOAT64, shape);
        View heap = View.contiguous(MemorySegment.ofArray(new double[600_000]), DType.FLOAT64, shape);
        heap.segment().copyFrom(a.segment());
        Elementwise.run(program, out, heap, row, null);
        assertSame(expected, out, "heap");
        View[] small = inputs(Op.ADD, DType.FLOAT32, 100);
        View smallHeap = View.contiguous(MemorySegment.ofArray(new float[100]), DType.FLOAT32, 100);
        smallHeap.segment().copyFrom(small[0].segment());
        View bytes = View.contiguous(MemorySegment.ofArray(new byte[400]), DType.FLOAT32, 100);
        Elementwise.run(Program.of(Op.ADD, DType.FLOAT32), bytes, smallHeap, small[1], null);
        assertSame(
                inJava(Program.of(Op.ADD, DType.FLOAT32), DType.FLOAT32, new long[] {100}, small[0], small[1], null),
                bytes,
                "small heap");
    }

    @Test
    void overlapIsDetected() {
        for (int n : new int[] {20, 5000, 100_000}) {
            View all = values(DType.FLOAT64, 1, n + 1);
            View source = empty(DType.FLOAT64, n + 1);
            source.segment().copyFrom(all.segment());
            View head = new View(all.segment(), 0, DType.FLOAT64, new long[] {n}, new long[] {8});
            View tail = new View(all.segment(), 8, DType.FLOAT64, new long[] {n}, new long[] {8});
            View headBefore = new View(source.segment(), 0, DType.FLOAT64, new long[] {n}, new long[] {8});
            View tailBefore = new View(source.segment(), 8, DType.FLOAT64, new long[] {n}, new long[] {8});
            Program add = Program.of(Op.ADD, DType.FLOAT64);
            View expected = inJava(add, DType.FLOAT64, new long[] {n}, headBefore, tailBefore, null);
            Elementwise.run(add, tail, head, tail, null);
            assertSame(expected, tail, "shifted by one, n=" + n);
        }
        View square = values(DType.INT32, 1, 300, 300);
        View before = empty(DType.INT32, 300, 300);
        before.segment().copyFrom(square.segment());
        View transposed = new View(square.segment(), 0, DType.INT32, square.shape(), new long[] {4, 1200});
        Elementwise.copy(square, transposed);
        assertSame(
                new View(before.segment(), 0, DType.INT32, square.shape(), new long[] {4, 1200}), square, "transposed");
    }

    @Test
    void aLongCallEndsWithTheInterrupt() {
        View big = empty(DType.FLOAT64, 8_000_000);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Elementwise.run(Program.of(Op.SQRT, DType.FLOAT64), big, big, null, null))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).as("the status stays").isTrue();
        }
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Elementwise.run(Program.of(Op.SIN, DType.FLOAT64), big, big, null, null))
                    .as("in Java")
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        View small = View.contiguous(MemorySegment.ofArray(new double[100_000]), DType.FLOAT64, 100_000);
        View heap = View.contiguous(MemorySegment.ofArray(new double[4_000_000]), DType.FLOAT64, 4_000_000);
        Thread.currentThread().interrupt();
        // Too short to be asked.
        Elementwise.run(Program.of(Op.SQRT, DType.FLOAT64), small, small, null, null);
        try {
            assertThatThrownBy(() -> Elementwise.run(Program.of(Op.SQRT, DType.FLOAT64), heap, heap, null, null))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closedAndConfinedMemory() throws InterruptedException {
        Program add = Program.of(Op.ADD, DType.FLOAT64);
        for (int n : new int[] {10, 1000, 100_000}) {
            View out = empty(DType.FLOAT64, n);
            Arena arena = Arena.ofConfined();
            View a = View.contiguous(arena.allocate(8L * n, 8), DType.FLOAT64, n);
            Throwable[] thrown = new Throwable[1];
            Thread.ofPlatform()
                    .start(() -> {
                        try {
                            Elementwise.run(add, out, a, out, null);
                        } catch (Throwable e) {
                            thrown[0] = e;
                        }
                    })
                    .join();
            assertThat(thrown[0]).as("n=%d", n).isInstanceOf(WrongThreadException.class);
            arena.close();
            assertThatThrownBy(() -> Elementwise.run(add, out, a, out, null))
                    .as("n=%d", n)
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
