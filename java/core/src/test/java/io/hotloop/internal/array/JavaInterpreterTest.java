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
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaInterpreterTest {
    private static final long SEED = 20261122;

    private static void run(Program program, View out, @Nullable View a, @Nullable View b, @Nullable View c) {
        Plan plan = new Plan();
        plan.fill(out, a, b, c);
        JavaInterpreter.run(program, plan);
    }

    private static View zeros(DType dtype, long... shape) {
        long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return View.contiguous(Arena.ofAuto().allocate(Math.max(1, size * dtype.byteSize())), dtype, shape);
    }

    private static View of(DType dtype, List<?> values) {
        View view = zeros(dtype, values.size());
        for (int i = 0; i < values.size(); i++) {
            ScalarReference.write(view.segment(), (long) i * dtype.byteSize(), dtype, values.get(i));
        }
        return view;
    }

    private static List<Object> elements(View view) {
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < view.size(); i++) {
            values.add(ScalarReference.read(view.segment(), offset(view, i), view.dtype()));
        }
        return values;
    }

    /** The offset of the element at a position in C order. */
    private static long offset(View view, long position) {
        long offset = view.offset();
        for (int axis = view.rank() - 1; axis >= 0; axis--) {
            offset += position % view.shape()[axis] * view.strides()[axis];
            position /= view.shape()[axis];
        }
        return offset;
    }

    /** Whether it has no scalar reference. */
    private static boolean isFunction(Op op) {
        return op.code() < 0 || op.isFunction();
    }

    // Every pair of special values, in both places; with three sources the third one goes round.
    @ParameterizedTest
    @EnumSource(Op.class)
    void everyDTypeGivesWhatTheDefinitionSays(Op op) {
        if (isFunction(op)) {
            return; // FunctionsTest
        }
        int defined = 0;
        for (DType dtype : DType.values()) {
            List<Object> values = ScalarReference.values(dtype, new Random(SEED));
            List<Object> first = new ArrayList<>();
            List<Object> second = new ArrayList<>();
            List<Object> third = new ArrayList<>();
            for (Object x : values) {
                for (Object y : values) {
                    first.add(op == Op.WHERE ? (Object) (first.size() % 3 == 0) : x);
                    second.add(y);
                    third.add(values.get(third.size() * 7 % values.size()));
                }
            }
            if (ScalarReference.apply(op, dtype, first.get(0), second.get(0), third.get(0)) == null) {
                continue;
            }
            defined++;
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < first.size(); i++) {
                expected.add(ScalarReference.apply(op, dtype, first.get(i), second.get(i), third.get(i)));
            }
            View out = zeros(op.result(dtype), first.size());
            View a = of(op == Op.WHERE ? DType.BOOL : dtype, first);
            View b = op.arity() > 1 ? of(dtype, second) : null;
            View c = op.arity() > 2 ? of(dtype, third) : null;
            run(Program.of(op, dtype), out, a, b, c);
            List<Object> actual = elements(out);
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i))
                        .as("%s %s of %s, %s, %s", op, dtype, first.get(i), second.get(i), third.get(i))
                        .isEqualTo(expected.get(i));
            }
        }
        assertThat(defined).as("dtypes that have %s", op).isPositive();
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void castsToEveryDType(DType from) {
        List<Object> values = ScalarReference.values(from, new Random(SEED + 1));
        for (DType to : DType.values()) {
            View out = zeros(to, values.size());
            run(Program.of(Op.COPY, to), out, of(from, values), null, null);
            View single = zeros(to, values.size());
            for (int i = 0; i < values.size(); i++) {
                View source = of(from, List.of(values.get(i)));
                Elements.copy(single.segment(), (long) i * to.byteSize(), to, source.segment(), 0, from);
            }
            for (int i = 0; i < values.size(); i++) {
                Object expected = ScalarReference.cast(values.get(i), to);
                assertThat(elements(out).get(i))
                        .as("%s %s to %s", from, values.get(i), to)
                        .isEqualTo(expected);
                assertThat(elements(single).get(i))
                        .as("single %s to %s", values.get(i), to)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void theOutputCastsTheResult(DType to) {
        List<Object> values = ScalarReference.values(DType.FLOAT64, new Random(SEED));
        View a = of(DType.FLOAT64, values);
        View out = zeros(to, values.size());
        run(Program.of(Op.ADD, DType.FLOAT64), out, a, a, null);
        List<Object> expected = values.stream()
                .map(x -> ScalarReference.cast((Double) x + (Double) x, to))
                .toList();
        assertThat(elements(out)).isEqualTo(expected);
    }

    @Test
    void anyByteOfABoolIsTrueAndOneIsWritten() {
        View a = View.contiguous(MemorySegment.ofArray(new byte[] {0, 1, 2, -1, 127, 0, 3, 4, 5}), DType.BOOL, 9);
        View out = zeros(DType.BOOL, 9);
        run(Program.of(Op.COPY, DType.BOOL), out, a, null, null);
        byte[] bytes = new byte[9];
        MemorySegment.copy(out.segment(), 0, MemorySegment.ofArray(bytes), 0, 9);
        assertThat(bytes).containsExactly(0, 1, 1, 1, 1, 0, 1, 1, 1);
    }

    // Around the block, and around the length from which on runs are copied in bulk.
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                2,
                7,
                8,
                9,
                JavaInterpreter.BLOCK - 1,
                JavaInterpreter.BLOCK,
                JavaInterpreter.BLOCK + 1,
                3 * JavaInterpreter.BLOCK + 5
            })
    void everySizeAtTheBordersOfBlocks(int n) {
        for (DType dtype : DType.values()) {
            Random random = new Random(SEED + n);
            List<Object> pool = ScalarReference.values(dtype, random);
            List<Object> first = new ArrayList<>();
            List<Object> second = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                first.add(pool.get(random.nextInt(pool.size())));
                second.add(pool.get(random.nextInt(pool.size())));
            }
            Op op = dtype == DType.BOOL ? Op.BITWISE_XOR : Op.MULTIPLY;
            View guarded = zeros(dtype, n + 2);
            View out =
                    new View(guarded.segment(), dtype.byteSize(), dtype, new long[] {n}, new long[] {dtype.byteSize()});
            run(Program.of(op, dtype), out, of(dtype, first), of(dtype, second), null);
            for (int i = 0; i < n; i++) {
                assertThat(ScalarReference.read(out.segment(), offset(out, i), dtype))
                        .isEqualTo(ScalarReference.apply(op, dtype, first.get(i), second.get(i), first.get(i)));
            }
            Object nothing = ScalarReference.cast(false, dtype);
            assertThat(ScalarReference.read(guarded.segment(), 0, dtype)).isEqualTo(nothing);
            assertThat(ScalarReference.read(guarded.segment(), (n + 1L) * dtype.byteSize(), dtype))
                    .isEqualTo(nothing);
        }
    }

    /** A view of a shape with axes in any order, turned, stretched, or with stride 0 for inputs; in any memory. */
    private static View anyLayout(DType dtype, long[] shape, boolean output, Random random) {
        int rank = shape.length;
        long[] strides = new long[rank];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        java.util.Collections.shuffle(order, random);
        long span = dtype.byteSize() + (random.nextInt(4) == 0 ? random.nextInt(9) : 0);
        long offset = random.nextInt(3) == 0 ? random.nextInt(16) : 8L * random.nextInt(3);
        long begin = offset;
        for (int axis : order) {
            if (!output && random.nextInt(6) == 0) {
                continue;
            }
            boolean turned = random.nextInt(3) == 0;
            strides[axis] = turned ? -span : span;
            offset += turned ? (shape[axis] - 1) * span : 0;
            span *= shape[axis];
            span += random.nextInt(4) == 0 ? random.nextInt(20) : 0;
        }
        int bytes = (int) (begin + span + 16);
        MemorySegment segment = switch (random.nextInt(6)) {
            case 0 -> MemorySegment.ofArray(new byte[bytes]);
            case 1 -> MemorySegment.ofArray(new double[bytes / 8 + 2]);
            case 2 -> MemorySegment.ofArray(new long[bytes / 8 + 2]);
            case 3 -> MemorySegment.ofArray(new float[bytes / 4 + 2]).asSlice(4);
            default -> Arena.ofAuto().allocate(bytes, 1);
        };
        return new View(segment, offset, dtype, shape, strides);
    }

    @Test
    void everyLayoutGivesTheSame() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3000; round++) {
            DType outType = DType.values()[random.nextInt(13)];
            DType first = DType.values()[random.nextInt(13)];
            DType second = DType.values()[random.nextInt(13)];
            DType step = Promotion.resultType(first, second);
            Op op = step == DType.BOOL ? Op.BITWISE_XOR : Op.SUBTRACT;
            long[] shape = new long[random.nextInt(5)];
            for (int axis = 0; axis < shape.length; axis++) {
                shape[axis] = random.nextInt(8) == 0 ? 1 + random.nextInt(40) : 1 + random.nextInt(6);
            }
            View out = anyLayout(outType, shape, true, random);
            View a = anyLayout(first, shape, false, random);
            View b = anyLayout(second, shape, false, random);
            List<Object> left = ScalarReference.values(first, random);
            List<Object> right = ScalarReference.values(second, random);
            for (long i = 0; i < out.size(); i++) {
                ScalarReference.write(a.segment(), offset(a, i), first, left.get(random.nextInt(left.size())));
                ScalarReference.write(b.segment(), offset(b, i), second, right.get(random.nextInt(right.size())));
            }
            List<Object> x = elements(a);
            List<Object> y = elements(b);
            run(Program.of(op, step), out, a, b, null);
            List<Object> actual = elements(out);
            for (int i = 0; i < actual.size(); i++) {
                Object p = ScalarReference.cast(x.get(i), step);
                Object q = ScalarReference.cast(y.get(i), step);
                Object expected = ScalarReference.cast(ScalarReference.apply(op, step, p, q, p), outType);
                assertThat(actual.get(i))
                        .as("round %d: %s = %s %s %s %s", round, out, a, op, b, i)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void inPlace() {
        for (DType dtype : DType.values()) {
            List<Object> values = ScalarReference.values(dtype, new Random(SEED));
            View a = of(dtype, values);
            Op op = dtype == DType.BOOL ? Op.BITWISE_OR : Op.ADD;
            run(Program.of(op, dtype), a, a, a, null);
            List<Object> expected = values.stream()
                    .map(x -> ScalarReference.apply(op, dtype, x, x, x))
                    .toList();
            assertThat(elements(a)).isEqualTo(expected);
        }
    }

    // Quotients at and beside integers, small and large, where a rounded quotient alone would mislead.
    @Test
    void floorDivisionsNearIntegers() {
        Random random = new Random(SEED);
        for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            List<Object> left = new ArrayList<>();
            List<Object> right = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                double b = random.nextGaussian() * Math.scalb(1.0, random.nextInt(40) - 20);
                double a = b * random.nextLong(-1L << random.nextInt(1, 60), 1L << random.nextInt(60));
                a = switch (i % 3) {
                    case 0 -> a;
                    case 1 -> Math.nextUp(a);
                    default -> dtype == DType.FLOAT32 ? Math.nextDown((float) a) : Math.nextDown(a);
                };
                left.add(ScalarReference.cast(a, dtype));
                right.add(ScalarReference.cast(b, dtype));
            }
            View out = zeros(dtype, left.size());
            run(Program.of(Op.FLOOR_DIVIDE, dtype), out, of(dtype, left), of(dtype, right), null);
            List<Object> actual = elements(out);
            for (int i = 0; i < left.size(); i++) {
                Object x = left.get(i);
                Object y = right.get(i);
                assertThat(actual.get(i))
                        .as("%s // %s", x, y)
                        .isEqualTo(ScalarReference.apply(Op.FLOOR_DIVIDE, dtype, x, y, x));
            }
        }
    }

    // Runs over the arrays themselves where they begin alike, through registers where they do not.
    @Test
    void doubleArrays() {
        double[] a = new double[1500];
        double[] b = new double[1500];
        Arrays.setAll(a, i -> i * 0.5);
        Arrays.setAll(b, i -> i % 7 - 3);
        for (int shift : new int[] {0, 3}) {
            double[] r = new double[1500];
            MemorySegment later = MemorySegment.ofArray(r).asSlice(8);
            View out = new View(later, 16, DType.FLOAT64, new long[] {1000}, new long[] {8});
            View x = new View(MemorySegment.ofArray(a), 24, DType.FLOAT64, new long[] {1000}, new long[] {8});
            View y = new View(
                    MemorySegment.ofArray(b), 24 + 8L * shift, DType.FLOAT64, new long[] {1000}, new long[] {8});
            run(Program.of(Op.MULTIPLY, DType.FLOAT64), out, x, y, null);
            for (int i = 0; i < 1500; i++) {
                double expected = i >= 3 && i < 1003 ? a[i] * b[i + shift] : 0;
                assertThat(r[i]).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Op.class,
            names = {"ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MAXIMUM"})
    void doubleArraysWithScalars(Op op) {
        double[] a = {1.5, -0.0, 0.0, Double.NaN, Double.NEGATIVE_INFINITY, 1e300, 3};
        View in = View.contiguous(MemorySegment.ofArray(a), DType.FLOAT64, a.length);
        for (double s : new double[] {0.3, -0.0, 0.0, 3}) {
            Constant scalar = Scalars.of(DType.FLOAT64, s);
            double[] right = new double[a.length];
            double[] left = new double[a.length];
            View out = View.contiguous(MemorySegment.ofArray(right), DType.FLOAT64, a.length);
            run(Program.of(op, DType.FLOAT64, scalar), out, in, null, null);
            out = View.contiguous(MemorySegment.ofArray(left), DType.FLOAT64, a.length);
            run(Program.of(scalar, op, DType.FLOAT64), out, in, null, null);
            for (int i = 0; i < a.length; i++) {
                assertThat(right[i]).isEqualTo(ScalarReference.apply(op, DType.FLOAT64, a[i], s, 0.0));
                assertThat(left[i]).isEqualTo(ScalarReference.apply(op, DType.FLOAT64, s, a[i], 0.0));
            }
        }
    }

    /** Bounds that are the same everywhere have loops of their own; constants, and inputs of one element. */
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void scalarBounds(DType dtype) {
        List<Object> values = ScalarReference.values(dtype, new Random(SEED));
        View in = of(dtype, values);
        View out = zeros(dtype, values.size());
        for (Object low : values) {
            View least = Layouts.broadcastTo(of(dtype, List.of(low)), in.shape());
            for (Op op : List.of(Op.MAXIMUM, Op.MINIMUM)) {
                run(Program.of(op, dtype, constant(dtype, low)), out, in, null, null);
                assertBounded(op, dtype, values, low, low, out);
                run(Program.of(op, dtype), out, in, least, null);
                assertBounded(op, dtype, values, low, low, out);
            }
            for (Object high : values) {
                List<Constant> bounds = List.of(constant(dtype, low), constant(dtype, high));
                run(new Program(1, bounds, List.of(new Step(Op.CLIP, dtype, 0, 1, 2))), out, in, null, null);
                assertBounded(Op.CLIP, dtype, values, low, high, out);
                View most = Layouts.broadcastTo(of(dtype, List.of(high)), in.shape());
                run(Program.of(Op.CLIP, dtype), out, in, least, most);
                assertBounded(Op.CLIP, dtype, values, low, high, out);
                run(Program.of(Op.CLIP, dtype), out, in, in, most);
                for (int i = 0; i < values.size(); i++) {
                    Object x = values.get(i);
                    assertThat(elements(out).get(i)).isEqualTo(ScalarReference.apply(Op.CLIP, dtype, x, x, high));
                }
            }
        }
    }

    private static Constant constant(DType dtype, Object value) {
        return Scalars.of(dtype, ((Number) value).doubleValue());
    }

    private static void assertBounded(Op op, DType dtype, List<Object> values, Object b, Object c, View out) {
        List<Object> actual = elements(out);
        for (int i = 0; i < values.size(); i++) {
            Object x = values.get(i);
            assertThat(actual.get(i))
                    .as("%s %s of %s, %s, %s", op, dtype, x, b, c)
                    .isEqualTo(ScalarReference.apply(op, dtype, x, b, c));
        }
    }

    @Test
    void aReadOnlyOutputIsRefusedAndLeftAlone() {
        double[] r = {1, 2, 3};
        View out = View.contiguous(MemorySegment.ofArray(r).asReadOnly(), DType.FLOAT64, 3);
        View a = of(DType.FLOAT64, List.of(4.0, 5.0, 6.0));
        assertThatThrownBy(() -> run(Program.of(Op.NEGATIVE, DType.FLOAT64), out, a, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(r).containsExactly(1, 2, 3);
    }

    private static Object evaluate(Program program, List<Object> inputs, DType out) {
        List<Object> values = new ArrayList<>(inputs);
        for (Constant constant : program.constants()) {
            DType dtype = constant.dtype();
            values.add(
                    switch (dtype.kind()) {
                        case BOOL -> constant.bits() != 0;
                        case SIGNED, UNSIGNED ->
                            ScalarReference.wrap(java.math.BigInteger.valueOf(constant.bits()), dtype);
                        case FLOATING -> ScalarReference.cast(Double.longBitsToDouble(constant.bits()), dtype);
                        case COMPLEX ->
                            ScalarReference.cast(
                                    List.of(
                                            Double.longBitsToDouble(constant.bits()),
                                            Double.longBitsToDouble(constant.imaginary())),
                                    dtype);
                    });
        }
        for (Step step : program.steps()) {
            DType dtype = step.dtype();
            Object a = ScalarReference.cast(values.get(step.a()), step.op() == Op.WHERE ? DType.BOOL : dtype);
            Object b = step.b() < 0 ? a : ScalarReference.cast(values.get(step.b()), dtype);
            Object c = step.c() < 0 ? b : ScalarReference.cast(values.get(step.c()), dtype);
            values.add(ScalarReference.apply(step.op(), dtype, a, b, c));
        }
        return ScalarReference.cast(values.getLast(), out);
    }

    // Registers are given free and taken again: any source may be read by any later step, in any dtype.
    @Test
    void programsOfManySteps() {
        Random random = new Random(SEED);
        Op[] ops = Arrays.stream(Op.values()).filter(op -> !isFunction(op)).toArray(Op[]::new);
        for (int round = 0; round < 400; round++) {
            int inputs = random.nextInt(4);
            int n = 1 + random.nextInt(1200);
            List<View> views = new ArrayList<>();
            for (int k = 0; k < inputs; k++) {
                DType dtype = DType.values()[random.nextInt(13)];
                List<Object> pool = ScalarReference.values(dtype, random);
                boolean broadcast = random.nextInt(4) == 0;
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < (broadcast ? 1 : n); i++) {
                    values.add(pool.get(random.nextInt(pool.size())));
                }
                views.add(of(dtype, values));
            }
            List<Constant> constants = new ArrayList<>();
            for (int k = random.nextInt(3) + (inputs == 0 ? 1 : 0); k > 0; k--) {
                DType dtype = DType.values()[random.nextInt(13)];
                constants.add(Scalars.of(dtype, (long) random.nextInt(100)));
            }
            List<Step> steps = new ArrayList<>();
            for (int count = 1 + random.nextInt(12); steps.size() < count; ) {
                Op op = ops[random.nextInt(ops.length)];
                DType dtype = DType.values()[random.nextInt(13)];
                Object one = ScalarReference.cast(true, dtype);
                Object first = op == Op.WHERE ? true : one;
                if (ScalarReference.apply(op, dtype, first, one, one) == null) {
                    continue;
                }
                int sources = inputs + constants.size() + steps.size();
                int last = sources - 1;
                steps.add(new Step(
                        op,
                        dtype,
                        random.nextBoolean() ? last : random.nextInt(sources),
                        op.arity() > 1 ? random.nextInt(sources) : -1,
                        op.arity() > 2 ? random.nextInt(sources) : -1));
            }
            Program program = new Program(inputs, constants, steps);
            View out = zeros(DType.values()[random.nextInt(13)], n);
            run(
                    program,
                    out,
                    inputs > 0 ? views.get(0) : null,
                    inputs > 1 ? views.get(1) : null,
                    inputs > 2 ? views.get(2) : null);
            List<Object> actual = elements(out);
            List<List<Object>> sources =
                    views.stream().map(JavaInterpreterTest::elements).toList();
            for (int i = 0; i < n; i++) {
                int at = i;
                List<Object> values = sources.stream()
                        .map(list -> list.get(list.size() == 1 ? 0 : at))
                        .toList();
                assertThat(actual.get(i))
                        .as("round %d, element %d, %s, inputs %s", round, i, program, values)
                        .isEqualTo(evaluate(program, values, out.dtype()));
            }
        }
    }

    @Test
    void anOperationThatADTypeDoesNotHaveIsRefused() {
        for (Op op : Op.values()) {
            for (DType dtype : DType.values()) {
                Object one = ScalarReference.cast(true, dtype);
                // Functions, complex ones too, have no scalar reference; they are those of floats.
                boolean hasFunction = (isFunction(op) || op == Op.POW || !op.isNative(dtype))
                        && (dtype.isFloating() || dtype.isComplex());
                if (hasFunction || ScalarReference.apply(op, dtype, op == Op.WHERE ? true : one, one, one) != null) {
                    continue;
                }
                View a = of(dtype, List.of(one));
                assertThatThrownBy(() -> run(Program.of(op, dtype), a, a, a, a))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(op + " is not defined for " + dtype);
            }
        }
    }

    @Test
    void manyThreadsAtOnce() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 40; t++) {
            int number = t;
            Runnable task = () -> {
                double[] r = new double[3000];
                double[] a = new double[3000];
                Arrays.setAll(a, i -> i * number);
                View out = View.contiguous(MemorySegment.ofArray(r), DType.FLOAT64, 3000);
                View in = View.contiguous(MemorySegment.ofArray(a), DType.FLOAT64, 3000);
                Program program = Program.of(Op.ADD, DType.FLOAT64, Scalars.of(DType.FLOAT64, (double) number));
                for (int i = 0; i < 50; i++) {
                    run(program, out, in, null, null);
                }
                for (int i = 0; i < 3000; i++) {
                    if (r[i] != (double) i * number + number) {
                        throw new AssertionError(i + " of thread " + number + " is " + r[i]);
                    }
                }
            };
            Thread thread = t % 2 == 0
                    ? Thread.ofPlatform().unstarted(task)
                    : Thread.ofVirtual().unstarted(task);
            thread.setUncaughtExceptionHandler((who, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
