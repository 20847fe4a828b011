package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops over whole Java arrays give the bits of the interpreter, and of {@link JavaReduce}, off the heap. */
class JavaDirectTest {
    private static final long SEED = 20261126;

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        2.5,
        -2.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        1e300
    };

    /** Operations of float64 whose result is another dtype than float64 and bool, or that need complex numbers or a function. */
    private static final Set<Op> OTHERS = EnumSet.of(
            Op.COMPLEX,
            Op.BITWISE_AND,
            Op.BITWISE_OR,
            Op.BITWISE_XOR,
            Op.INVERT,
            Op.LEFT_SHIFT,
            Op.RIGHT_SHIFT,
            Op.CONJ,
            Op.REAL,
            Op.IMAG,
            Op.CALL);

    private final Random random = new Random(SEED);

    private double[] values(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 3 * random.nextGaussian();
        }
        return values;
    }

    /** A view of a Java array from an element on, and the same off the heap. */
    private record Pair(View heap, View native_) {
        static Pair of(double[] values, int first, long... shape) {
            MemorySegment heap = MemorySegment.ofArray(values);
            return of(DType.FLOAT64, heap, 8L * first, shape);
        }

        static Pair of(DType dtype, MemorySegment heap, long offset, long... shape) {
            MemorySegment copy = Arena.ofAuto().allocate(Math.max(1, heap.byteSize()), 64);
            copy.copyFrom(heap);
            long[] strides = View.contiguousStrides(dtype, shape);
            return new Pair(
                    new View(heap, offset, dtype, shape, strides), new View(copy, offset, dtype, shape, strides));
        }
    }

    private static void interpret(Program program, View out, View[] inputs) {
        Plan plan = new Plan();
        plan.fill(
                out,
                inputs.length > 0 ? inputs[0] : null,
                inputs.length > 1 ? inputs[1] : null,
                inputs.length > 2 ? inputs[2] : null);
        JavaInterpreter.run(program, plan);
    }

    private static boolean direct(Program program, View out, View[] inputs) {
        return JavaDirect.run(
                program,
                out,
                inputs.length > 0 ? inputs[0] : null,
                inputs.length > 1 ? inputs[1] : null,
                inputs.length > 2 ? inputs[2] : null);
    }

    /** Runs a program both ways; the whole memory under the outputs must be equal, NaNs but for their payload. */
    private static boolean same(String name, Program program, Pair out, List<Pair> inputs) {
        View[] heap = inputs.stream().map(Pair::heap).toArray(View[]::new);
        View[] native_ = inputs.stream().map(Pair::native_).toArray(View[]::new);
        byte[] before = bytes(out.heap().segment());
        if (!direct(program, out.heap(), heap)) {
            assertThat(bytes(out.heap().segment()))
                    .as(name + ": nothing is written")
                    .isEqualTo(before);
            return false;
        }
        interpret(program, out.native_(), native_);
        if (out.heap().dtype() == DType.FLOAT64) {
            assertThat(canonical(out.heap())).as(name).isEqualTo(canonical(out.native_()));
        } else {
            assertThat(bytes(out.heap().segment()))
                    .as(name)
                    .isEqualTo(bytes(out.native_().segment()));
        }
        return true;
    }

    private static byte[] bytes(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_BYTE);
    }

    private static long[] canonical(View view) {
        double[] values = view.segment().toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    private static Constant constant(double value) {
        return new Constant(DType.FLOAT64, Double.doubleToRawLongBits(value), 0);
    }

    private static Program program(Op op, int inputs, List<Constant> constants, int a, int b, int c) {
        DType dtype = switch (op) {
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT -> DType.BOOL;
            default -> DType.FLOAT64;
        };
        return new Program(inputs, constants, List.of(new Step(op, dtype, a, b, c)));
    }

    private Pair out(Op op, int n, int first, long... shape) {
        DType dtype = program(op, 0, List.of(), 0, -1, -1).result();
        return dtype == DType.BOOL
                ? Pair.of(DType.BOOL, MemorySegment.ofArray(new byte[n + first]), first, shape)
                : Pair.of(values(n + first), first, shape);
    }

    @ParameterizedTest
    @EnumSource
    void arraysAndScalars(Op op) {
        if (OTHERS.contains(op)) {
            return;
        }
        for (int n : new int[] {1, 2, 7, 64, 1000, 1025}) {
            for (int first : new int[] {0, 3}) {
                List<Pair> arrays = new ArrayList<>();
                for (int k = 0; k < 3; k++) {
                    arrays.add(Pair.of(values(n + first), first, n));
                }
                if (op == Op.WHERE) {
                    byte[] truths = new byte[n + first];
                    random.nextBytes(truths);
                    for (int i = 0; i < truths.length; i += 2) {
                        truths[i] = 0;
                    }
                    arrays.set(0, Pair.of(DType.BOOL, MemorySegment.ofArray(truths), first, n));
                }
                String name = op + " of " + n + " from " + first;
                int arity = op.arity();
                Program plain = program(op, arity, List.of(), 0, arity > 1 ? 1 : -1, arity > 2 ? 2 : -1);
                boolean ran = same(name, plain, out(op, n, first, n), arrays.subList(0, arity));
                assertThat(ran).as(name).isTrue();
                for (double s : SPECIAL) {
                    withScalars(op, name + " and " + s, n, first, arrays, s);
                }
            }
        }
    }

    private void withScalars(Op op, String name, int n, int first, List<Pair> arrays, double s) {
        List<Constant> one = List.of(constant(s));
        // The scalar as a constant, and as an array of one element.
        Pair single = Pair.of(new double[] {s}, 0);
        if (op.arity() == 2) {
            List<Pair> array = arrays.subList(0, 1);
            same(name, program(op, 1, one, 0, 1, -1), out(op, n, first, n), array);
            same(name + " first", program(op, 1, one, 1, 0, -1), out(op, n, first, n), array);
            same(name, program(op, 2, List.of(), 0, 1, -1), out(op, n, first, n), List.of(arrays.getFirst(), single));
            same(
                    name + " first",
                    program(op, 2, List.of(), 1, 0, -1),
                    out(op, n, first, n),
                    List.of(arrays.getFirst(), single));
        } else if (op == Op.WHERE) {
            same(name, program(op, 2, one, 0, 1, 2), out(op, n, first, n), arrays.subList(0, 2));
            same(name + " second", program(op, 2, one, 0, 2, 1), out(op, n, first, n), arrays.subList(0, 2));
            same(name + " both", program(op, 1, one, 0, 1, 1), out(op, n, first, n), arrays.subList(0, 1));
        } else if (op == Op.CLIP) {
            for (double high : SPECIAL) {
                Program clip = program(op, 1, List.of(constant(s), constant(high)), 0, 1, 2);
                same(name + " and " + high, clip, out(op, n, first, n), arrays.subList(0, 1));
            }
        } else if (op == Op.COPY) {
            assertThat(same(name, program(op, 0, one, 0, -1, -1), out(op, n, first, n), List.of()))
                    .isTrue();
        }
    }

    @Test
    void inPlace() {
        for (Op op : List.of(Op.ADD, Op.MAXIMUM, Op.MINIMUM, Op.CLIP, Op.REMAINDER, Op.FMA)) {
            Pair a = Pair.of(values(1030), 2, 1028);
            Pair b = Pair.of(values(1030), 2, 1028);
            Pair c = Pair.of(values(1030), 2, 1028);
            List<Pair> inputs = List.of(a, b, c).subList(0, op.arity());
            Program program = program(op, op.arity(), List.of(), 0, 1, op.arity() > 2 ? 2 : -1);
            assertThat(same(op + " in place", program, a, inputs)).isTrue();
        }
    }

    /** What would be vectorised wrongly, or not at all, is left to the blocks. */
    @Test
    void otherPlacesAreNotTaken() {
        double[] values = values(40);
        Pair out = Pair.of(values(40), 0, 10);
        Program copy = Program.of(Op.NEGATIVE, DType.FLOAT64);
        assertThat(same("shifted", copy, out, List.of(Pair.of(values, 1, 10)))).isFalse();
        assertThat(same("broadcast", copy, Pair.of(values(40), 0, 4, 10), List.of(Pair.of(values, 0, 10))))
                .isFalse();
        MemorySegment odd = MemorySegment.ofArray(values).asSlice(4, 80);
        Pair unaligned = Pair.of(DType.FLOAT64, odd, 0, 10);
        assertThat(same("unaligned input", copy, out, List.of(unaligned))).isFalse();
        assertThat(same("unaligned output", copy, unaligned, List.of(out))).isFalse();
        Program fill = program(Op.COPY, 0, List.of(constant(1)), 0, -1, -1);
        assertThat(same("unaligned fill", fill, unaligned, List.of())).isFalse();
        View readOnly = new View(out.heap().segment().asReadOnly(), 0, DType.FLOAT64, new long[] {10}, new long[] {8});
        assertThat(direct(copy, Pair.of(values, 0, 10).heap(), new View[] {readOnly}))
                .isFalse();
    }

    @Test
    void fortranOrder() {
        long[] shape = {5, 7};
        long[] strides = {8, 40};
        View a = new View(MemorySegment.ofArray(values(35)), 0, DType.FLOAT64, shape, strides);
        View out = new View(MemorySegment.ofArray(new double[35]), 0, DType.FLOAT64, shape, strides);
        assertThat(direct(Program.of(Op.SQUARE, DType.FLOAT64), out, new View[] {a}))
                .isTrue();
        for (int i = 0; i < 35; i++) {
            double x = ((double[]) a.segment().heapBase().orElseThrow())[i];
            assertThat(((double[]) out.segment().heapBase().orElseThrow())[i]).isEqualTo(Double.valueOf(x * x));
        }
        View c = View.contiguous(MemorySegment.ofArray(new double[35]), DType.FLOAT64, shape);
        assertThat(direct(Program.of(Op.SQUARE, DType.FLOAT64), c, new View[] {a}))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void reductions(Reduction reduction) {
        for (int kind = 0; kind < 4; kind++) {
            for (int n : new int[] {1, 2, 7, 8, 9, 127, 128, 129, 255, 257, 1000, 70_000}) {
                double[] values = values(n + 2);
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (kind) {
                        case 0 -> values[i];
                        case 1 -> random.nextGaussian();
                        case 2 -> random.nextBoolean() ? 0.0 : -0.0;
                        default -> random.nextInt(3) == 0 ? -0.0 : Math.abs(values[i] == values[i] ? values[i] : 0);
                    };
                }
                Pair in = Pair.of(values, 2, n);
                sameReduction(reduction, in, 0, n + " values of kind " + kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReducedWhereItLies(Reduction reduction) {
        View in = View.contiguous(MemorySegment.ofArray(values(300)), DType.FLOAT64, 300);
        View out = View.contiguous(Arena.ofAuto().allocate(8), reduction.result(DType.FLOAT64));
        boolean isVariance = reduction == Reduction.VAR || reduction == Reduction.STD;
        ReduceAxes axes = ReduceAxes.of(out, in, 0, null);
        assertThat(JavaDirectReduce.reduce(reduction, DType.FLOAT64, out, in, axes, null))
                .isEqualTo(!isVariance);
    }

    @ParameterizedTest
    @EnumSource
    void reductionsOfRows(Reduction reduction) {
        for (int n : new int[] {2, 33, 100, 300}) {
            sameReduction(reduction, Pair.of(values(9 * n), 0, 9, n), 1, "rows of " + n);
        }
    }

    /** Along the first axis: rows in a Java array are added where they lie. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8, 9, 10, 15, 16, 17, 128, 129, 300})
    void reductionsOfColumns(int rows) {
        for (Reduction reduction : Reduction.values()) {
            double[] values = values(rows * 50);
            Pair whole = Pair.of(values, 0, rows, 50);
            sameReduction(
                    reduction,
                    new Pair(turned(whole.heap()), turned(whole.native_())),
                    1,
                    reduction + " of columns of " + rows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whichColumnsAreReducedWhereTheyLie(Reduction reduction) {
        boolean isMade = reduction.name().matches("SUM|PROD|MEAN|MIN|MAX");
        double[] ones = random.doubles(3 * 40, 1, 2).toArray();
        View in = turned(View.contiguous(MemorySegment.ofArray(ones), DType.FLOAT64, 3, 40));
        double[] results = new double[41];
        View out = new View(MemorySegment.ofArray(results), 8, DType.FLOAT64, new long[] {40}, new long[] {8});
        assertThat(columns(reduction, out, in)).isEqualTo(isMade);
        assertThat(results[0]).isEqualTo(0);
        // The first of 0.0 and -0.0 is the result: that takes the blocks.
        View zeros = turned(View.contiguous(MemorySegment.ofArray(new double[3 * 40]), DType.FLOAT64, 3, 40));
        boolean isExtremum = reduction == Reduction.MIN || reduction == Reduction.MAX;
        assertThat(columns(reduction, out, zeros)).isEqualTo(isMade && !isExtremum);
        View high = turned(View.contiguous(MemorySegment.ofArray(values(129 * 40)), DType.FLOAT64, 129, 40));
        assertThat(columns(reduction, out, high)).isFalse();
    }

    private static boolean columns(Reduction reduction, View out, View in) {
        return JavaDirectReduce.columns(reduction, DType.FLOAT64, out, in, ReduceAxes.of(out, in, 1, null), null);
    }

    private static View turned(View view) {
        long[] shape = {view.shape()[1], view.shape()[0]};
        long[] strides = {view.strides()[1], view.strides()[0]};
        return new View(view.segment(), view.offset(), view.dtype(), shape, strides);
    }

    private static void sameReduction(Reduction reduction, Pair in, int kept, String name) {
        DType result = reduction.result(DType.FLOAT64);
        long[] shape = Arrays.copyOf(in.heap().shape(), kept);
        int size = kept == 0 ? 1 : (int) shape[0];
        // A Java array, too, where it is one without the library.
        MemorySegment to = result == DType.FLOAT64
                ? MemorySegment.ofArray(new double[size])
                : Arena.ofAuto().allocate(8L * size, 8);
        View actual = View.contiguous(to, result, shape);
        View expected = View.contiguous(Arena.ofAuto().allocate(8L * size, 8), result, shape);
        JavaReduce.reduce(
                reduction, DType.FLOAT64, actual, in.heap(), ReduceAxes.of(actual, in.heap(), kept, null), null, 1);
        JavaReduce.reduce(
                reduction,
                DType.FLOAT64,
                expected,
                in.native_(),
                ReduceAxes.of(expected, in.native_(), kept, null),
                null,
                1);
        for (int i = 0; i < size; i++) {
            long offset = (long) i * result.byteSize();
            assertThat(ScalarReference.read(actual.segment(), offset, result))
                    .as(reduction + ", " + name + ", result " + i)
                    .isEqualTo(ScalarReference.read(expected.segment(), offset, result));
        }
    }
}
