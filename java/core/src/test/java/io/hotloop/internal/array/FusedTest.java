package io.hotloop.internal.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs of many inputs, and those that end in a reduction, are to the bit their steps one after the other: in C, in
 * Java, and in pieces over the heap.
 */
class FusedTest {
    private static final long SEED = 20_261_125;

    private static final DType F64 = DType.FLOAT64;

    private enum Memory {
        NATIVE,
        HEAP,
        MIXED
    }

    private static View values(DType dtype, Memory memory, int number, long... shape) {
        long size = Layouts.size(dtype, shape);
        var random = new SplittableRandom(SEED + number);
        boolean onHeap = memory == Memory.HEAP || (memory == Memory.MIXED && number % 2 == 0);
        MemorySegment segment = onHeap
                ? dtype == F64
                        ? MemorySegment.ofArray(new double[(int) size])
                        : MemorySegment.ofArray(new byte[(int) size * dtype.byteSize()])
                : Arena.ofAuto().allocate(Math.max(1, size * dtype.byteSize()), 64);
        for (long i = 0; i < size; i++) {
            double value = random.nextInt(40) == 0 ? -0.0 : random.nextDouble(-2, 2);
            long at = i * dtype.byteSize();
            if (dtype.isComplex()) {
                Elements.setComplex(segment, at, dtype, value, random.nextDouble(-2, 2));
            } else if (dtype.isFloating()) {
                Elements.setDouble(segment, at, dtype, value);
            } else {
                Elements.setLong(segment, at, dtype, random.nextLong());
            }
        }
        return View.contiguous(segment, dtype, shape);
    }

    private static View transposed(View view) {
        int rank = view.rank();
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = view.shape()[rank - 1 - i];
            strides[i] = view.strides()[rank - 1 - i];
        }
        return new View(view.segment(), view.offset(), view.dtype(), shape, strides);
    }

    /** {@code (x0 - x1)² + x2 ⋅ 3 - x3 …}: terms of every kind, and as many inputs as there are. */
    private static Program program(int inputs, DType dtype) {
        Constant three = dtype.isFloating() || dtype.isComplex()
                ? new Constant(F64, Double.doubleToRawLongBits(3), 0)
                : new Constant(DType.INT64, 3, 0);
        List<Step> steps = new ArrayList<>();
        int first = inputs + 1;
        steps.add(new Step(Op.SUBTRACT, dtype, 0, Math.min(1, inputs - 1), -1));
        steps.add(new Step(Op.MULTIPLY, dtype, first, first, -1));
        for (int k = 2; k < inputs; k++) {
            int sum = first + steps.size() - 1;
            boolean isScaled = k % 3 == 2;
            steps.add(new Step(Op.MULTIPLY, dtype, k, isScaled ? inputs : k - 1, -1));
            steps.add(new Step(k % 2 == 0 ? Op.ADD : Op.SUBTRACT, dtype, sum, first + steps.size() - 1, -1));
        }
        return new Program(inputs, List.of(three), steps);
    }

    /** The program's values by the Java interpreter alone. */
    private static View materialized(Program program, View[] inputs, long[] shape) {
        View out = values(program.result(), Memory.HEAP, 0, shape);
        Plan plan = new Plan();
        plan.fill(out, inputs);
        JavaInterpreter.run(program, plan);
        return out;
    }

    private static void assertSame(View expected, View actual, String what) {
        View e = Blocks.empty(expected.dtype(), expected.shape());
        View a = Blocks.empty(actual.dtype(), actual.shape());
        Elementwise.copy(e, expected);
        Elementwise.copy(a, actual);
        long bytes = e.size() * e.dtype().byteSize();
        assertThat(a.segment().asSlice(0, bytes).mismatch(e.segment().asSlice(0, bytes)))
                .as(what)
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Memory.class)
    void manyInputs(Memory memory) {
        for (int count : new int[] {1, 2, 3, 4, 5, 8, 9, Program.MAX_INPUTS}) {
            for (long[] shape : new long[][] {{}, {1}, {1000}, {70_001}, {150, 401}}) {
                View[] inputs = new View[count];
                for (int k = 0; k < count; k++) {
                    inputs[k] = k % 5 == 4 && shape.length == 2
                            ? transposed(values(F64, memory, k, shape[1], shape[0]))
                            : k % 5 == 3 ? values(F64, memory, k) : values(F64, memory, k, shape);
                }
                Program program = program(count, F64);
                View out = values(F64, memory, 2 * count, shape);
                Fused.run(program, inputs, out);
                String what = count + " inputs of " + Layouts.toString(shape);
                assertSame(materialized(program, inputs, shape), out, what);
                // In place, and once more by a plan that is kept.
                Fused.run(program, inputs, inputs[0].rank() == shape.length ? inputs[0] : out);
            }
        }
    }

    @Test
    void keptPlansDoNotMixUpDtypesAndLengths() {
        Program program = program(4, F64);
        for (int round = 0; round < 3; round++) {
            for (DType dtype : new DType[] {F64, DType.FLOAT32, DType.INT16}) {
                for (long length : new long[] {700, 3, 1, 2000}) {
                    View[] inputs = new View[4];
                    for (int k = 0; k < 4; k++) {
                        inputs[k] =
                                k == round ? values(dtype, Memory.NATIVE, k) : values(dtype, Memory.HEAP, k, length);
                    }
                    View out = values(round == 1 ? DType.FLOAT32 : F64, Memory.NATIVE, 9, length);
                    Fused.run(program, inputs, out);
                    View expected = Blocks.empty(out.dtype(), length);
                    Elementwise.copy(expected, materialized(program, inputs, new long[] {length}));
                    assertSame(expected, out, dtype + " " + length);
                }
            }
        }
    }

    @Test
    void theLargestProgram() {
        List<Constant> constants = new ArrayList<>();
        for (int i = 0; i < Program.MAX_CONSTANTS; i++) {
            constants.add(new Constant(F64, Double.doubleToRawLongBits(1.0 + i / 64.0), 0));
        }
        List<Step> steps = new ArrayList<>();
        int first = Program.MAX_INPUTS + Program.MAX_CONSTANTS;
        for (int i = 0; i < Program.MAX_STEPS; i++) {
            Op op = i % 3 == 0 ? Op.ADD : i % 3 == 1 ? Op.MULTIPLY : Op.MINIMUM;
            steps.add(new Step(op, F64, i == 0 ? 0 : first + i - 1, i % first, -1));
        }
        Program program = new Program(Program.MAX_INPUTS, constants, steps);
        View[] inputs = new View[Program.MAX_INPUTS];
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = values(F64, Memory.NATIVE, k, 3000);
        }
        View out = Blocks.empty(F64, 3000);
        Fused.run(program, inputs, out);
        assertSame(materialized(program, inputs, new long[] {3000}), out, "256 steps");
    }

    private static int[][] axesOf(int rank) {
        int[][] all = new int[1 << rank][];
        for (int set = 0; set < all.length; set++) {
            int bits = set;
            all[set] = java.util.stream.IntStream.range(0, rank)
                    .filter(axis -> (bits >> axis & 1) != 0)
                    .toArray();
        }
        return all;
    }

    private static void checkReduction(
            Program program, Reduction reduction, View[] inputs, long[] shape, int[] axes, String what) {
        long[] kept = new long[shape.length - axes.length];
        int[] order = new int[shape.length];
        int at = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            int own = axis;
            if (Arrays.stream(axes).noneMatch(other -> other == own)) {
                order[at] = axis;
                kept[at++] = shape[axis];
            }
        }
        for (int axis : axes) {
            order[at++] = axis;
        }
        View values = materialized(program, inputs, shape);
        long[] orderedShape = new long[shape.length];
        long[] orderedStrides = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            orderedShape[i] = shape[order[i]];
            orderedStrides[i] = values.strides()[order[i]];
        }
        View ordered = new View(values.segment(), 0, values.dtype(), orderedShape, orderedStrides);
        DType result = reduction.result(program.result());
        View expected = Blocks.empty(result, kept);
        Reducer.reduce(reduction, expected, ordered, kept.length, null, 1);
        View out = Blocks.empty(result, kept);
        Fused.reduce(program, reduction, 1, inputs, shape, axes, out);
        assertSame(expected, out, what);
        View inJava = Blocks.empty(result, kept);
        FusedReduction.of(program, reduction, 1, inputs, shape, axes, inJava).runInJava();
        assertSame(expected, inJava, what + " in Java");
    }

    private static boolean isDefined(Reduction reduction, DType dtype) {
        return switch (reduction) {
            case SUM, PROD, ANY, ALL, COUNT_NONZERO -> true;
            case MIN, MAX -> !dtype.isComplex();
            case MEAN, NORM -> dtype.isFloating() || dtype.isComplex();
            case VAR, STD -> dtype.isFloating();
            case ARGMIN, ARGMAX -> false;
        };
    }

    @ParameterizedTest
    @EnumSource(Memory.class)
    void reductions(Memory memory) {
        DType[] dtypes = {F64, DType.FLOAT32, DType.INT32, DType.UINT8, DType.COMPLEX64};
        long[][] shapes = {{1}, {513}, {7, 300}, {300, 7}, {90, 3, 70}};
        for (Reduction reduction : Reduction.values()) {
            for (int d = 0; d < dtypes.length; d++) {
                DType dtype = dtypes[d];
                if (!isDefined(reduction, dtype)) {
                    continue;
                }
                long[] shape = shapes[(d + reduction.ordinal()) % shapes.length];
                View[] inputs = {
                    values(dtype, memory, 1, shape),
                    values(dtype, memory, 2, shape[shape.length - 1]),
                    transposed(values(
                            dtype,
                            memory,
                            3,
                            transposed(values(dtype, memory, 0, shape)).shape()))
                };
                for (int[] axes : axesOf(shape.length)) {
                    checkReduction(
                            program(3, dtype),
                            reduction,
                            inputs,
                            shape,
                            axes,
                            reduction + " of " + dtype + Layouts.toString(shape) + " over " + Arrays.toString(axes));
                }
            }
        }
    }

    /** Subtrees of several calls, and results of which several go into one call. */
    @ParameterizedTest
    @EnumSource(Memory.class)
    void largeReductions(Memory memory) {
        for (Reduction reduction : new Reduction[] {Reduction.SUM, Reduction.MIN, Reduction.MEAN, Reduction.VAR}) {
            for (long[] shape : new long[][] {{150_001}, {5, 30_003}, {30_003, 5}, {1000, 130}}) {
                View[] inputs = {values(F64, memory, 1, shape), values(F64, memory, 2, shape)};
                for (int[] axes : axesOf(shape.length)) {
                    checkReduction(
                            program(2, F64),
                            reduction,
                            inputs,
                            shape,
                            axes,
                            reduction + " of " + Layouts.toString(shape) + " over " + Arrays.toString(axes));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUM", "PROD", "MEAN", "VAR", "ANY", "ALL", "COUNT_NONZERO", "NORM"})
    void nothing(Reduction reduction) {
        Program program = program(2, F64);
        View[] inputs = {values(F64, Memory.NATIVE, 1, 4, 0), values(F64, Memory.NATIVE, 2, 4, 1)};
        DType dtype = reduction.result(F64);
        View expected = Blocks.empty(dtype, 4);
        Reducer.reduce(reduction, expected, Blocks.empty(F64, 4, 0), 1, null, 0);
        View out = Blocks.empty(dtype, 4);
        Fused.reduce(program, reduction, inputs, new int[] {1}, out);
        assertThat(out.segment().mismatch(expected.segment())).isEqualTo(-1);
        Fused.reduce(program, reduction, inputs, new int[] {0}, Blocks.empty(dtype, 0));
    }

    /** The output may be one of the inputs: it is read before it is written. */
    @Test
    void resultsMayOverlapInputs() {
        View x = values(F64, Memory.NATIVE, 1, 40, 40);
        View[] inputs = {x, values(F64, Memory.NATIVE, 2, 40, 40)};
        View expected = Blocks.empty(F64, 40);
        Fused.reduce(program(2, F64), Reduction.SUM, inputs, new int[] {0}, expected);
        View row = new View(x.segment(), 0, F64, new long[] {40}, new long[] {8});
        Fused.reduce(program(2, F64), Reduction.SUM, inputs, new int[] {0}, row);
        assertSame(expected, row, "in place");
        View column = new View(x.segment(), 8, F64, new long[] {1599}, new long[] {8});
        View shifted = new View(x.segment(), 0, F64, new long[] {1599}, new long[] {8});
        View four = values(F64, Memory.NATIVE, 3, 1599);
        View[] four4 = {shifted, four, four, four};
        View same = materialized(program(4, F64), four4, new long[] {1599});
        Fused.run(program(4, F64), four4, column);
        assertSame(same, column, "shifted");
    }

    @ParameterizedTest
    @EnumSource(Memory.class)
    void interruptsEndLongReductions(Memory memory) {
        long length = memory == Memory.NATIVE ? 1L << 45 : 1L << 27;
        View one = memory == Memory.NATIVE ? values(F64, memory, 1) : values(F64, memory, 2, 1 << 20);
        View[] inputs = {
            new View(one.segment(), 0, F64, new long[] {length >> 20, 1 << 20}, new long[] {
                0, memory == Memory.NATIVE ? 0 : 8
            }),
            values(F64, memory, 4)
        };
        View out = Blocks.empty(F64);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Fused.reduce(program(2, F64), Reduction.SUM, inputs, new int[] {0, 1}, out))
                    .isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void closedOperandsAreNamed() {
        View[] inputs = new View[5];
        for (int k = 0; k < 5; k++) {
            inputs[k] = values(F64, Memory.NATIVE, k, 100_000);
        }
        Arena arena = Arena.ofConfined();
        inputs[4] = View.contiguous(arena.allocate(800_000), F64, 100_000);
        arena.close();
        View out = Blocks.empty(F64, 100_000);
        assertThatThrownBy(() -> Fused.run(program(5, F64), inputs, out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> Fused.reduce(program(5, F64), Reduction.SUM, inputs, new int[] {0}, Blocks.empty(F64)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
