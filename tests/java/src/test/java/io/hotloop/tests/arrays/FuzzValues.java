package io.hotloop.tests.arrays;

import io.hotloop.ArrayScope;
import io.hotloop.CancelToken;
import io.hotloop.Complex;
import io.hotloop.DType;
import io.hotloop.DistanceMetric;
import io.hotloop.DistanceOptions;
import io.hotloop.Distances;
import io.hotloop.ElementwiseFunction;
import io.hotloop.Expr;
import io.hotloop.FInfo;
import io.hotloop.Hotloop;
import io.hotloop.IInfo;
import io.hotloop.Index;
import io.hotloop.NdArray;
import io.hotloop.ReduceOptions;
import io.hotloop.Tolerance;
import io.hotloop.data.Csv;
import io.hotloop.data.CsvOptions;
import io.hotloop.data.Npy;
import io.hotloop.data.Npz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Random arguments for ArrayFuzz: a pool of arrays of all dtypes, layouts and owners, alive and closed, and values
 * of every other type; wild ones when the call shall be a wrong one.
 */
final class FuzzValues implements AutoCloseable {
    /** Texts of expressions over the first names of {@link #NAMES}; and such that are none. */
    private static final List<String> TEXTS = List.of(
            "a + b",
            "2*a*a - b/3",
            "where(a > b, a, -b)",
            "sum(a)*b",
            "a - mean(a, axis=-1, keepdims=True) + b",
            "c = a*b; c + c**2",
            "a**b",
            "a // b + a % b",
            "(a > 0) & (b < 1)",
            "exp(a) + sin(b)",
            "complex(a, b)*2j",
            "max(a) + min(a, b)",
            "a << 1 | b",
            "prod(a, axis=0) + any(b)");

    private static final List<String> WRONG_TEXTS = List.of(
            "",
            "a +",
            "a && b",
            "a[0]",
            "((((",
            "a\0b",
            "1.0f",
            "9**9**9**9",
            "sum(a, axis=99)",
            "unknown(a)",
            "a b",
            "𝒳+'");

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "f", "g");

    /** Values of expressions. */
    record Values(NdArray a, Object b) {}

    /** Larger results are let go: what is done with them takes seconds. */
    private static final long LARGEST = 40_000;

    private final Random random;
    private final Path folder;
    private final List<NdArray> arrays = new ArrayList<>();
    private final List<NdArray> dead = new ArrayList<>();
    private final List<MemorySegment> changing = new ArrayList<>();
    private final List<Object> others = new ArrayList<>();
    private final List<ArrayScope> scopes = new ArrayList<>();
    private final List<Arena> arenas = new ArrayList<>();
    private final Arena doomed = Arena.ofShared();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private boolean wild;
    private boolean hadNull;

    FuzzValues(Random random, Path folder) throws IOException, InterruptedException {
        this.random = random;
        this.folder = folder;
        for (int i = 0; i < 24; i++) {
            arrays.add(fresh(shape()));
        }
        for (int rank = 0; rank < 4; rank++) {
            long[] shape = new long[rank];
            Arrays.fill(shape, 3);
            index(shape);
        }
        // Larger than what goes to one thread, or in one short call.
        index(20_000);
        index(150, 200);
        arrays.add(fresh(150, 200));
        arrays.add(fresh(30_000));
        doomedArrays();
        closedArrays();
        foreign();
        files();
        Thread changer = Thread.ofPlatform().daemon().unstarted(this::change);
        threads.add(changer);
        changer.start();
    }

    /** Arrays of positions that another thread writes to all the time. */
    private void index(long... shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        MemorySegment segment = Arena.ofAuto().allocate(8 * size, 8);
        changing.add(segment);
        arrays.add(NdArray.wrap(segment, DType.INT64, shape));
        // The same bytes as masks.
        arrays.add(NdArray.wrap(segment, DType.BOOL, shape));
    }

    private void change() {
        Random own = new Random(1);
        while (end.getCount() > 0) {
            for (MemorySegment segment : changing) {
                ArrayFuzz.change(segment, own);
            }
            if (own.nextInt(200) == 0 && isOpen(doomed)) {
                try {
                    doomed.close();
                } catch (IllegalStateException _) {
                    // In use: the next time.
                }
            }
            // Not a core of its own.
            LockSupport.parkNanos(20_000);
        }
    }

    private static boolean isOpen(Arena arena) {
        return arena.scope().isAlive();
    }

    /** Whether the arrays that another thread will close are still open. */
    boolean isDoomedOpen() {
        return isOpen(doomed);
    }

    /** Arrays whose memory another thread frees at some time, in the middle of a call perhaps. */
    private void doomedArrays() {
        arrays.add(NdArray.ones(doomed, DType.FLOAT64, 3, 4));
        arrays.add(NdArray.ones(doomed, DType.INT64, 3));
        arrays.add(NdArray.ones(doomed, DType.FLOAT64, 30_000));
    }

    /** Arrays whose memory is gone. */
    private void closedArrays() {
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            dead.add(NdArray.ones(confined, DType.FLOAT64, 3, 4));
            dead.add(NdArray.ones(shared, DType.INT64, 3));
            dead.add(NdArray.ones(shared, DType.BOOL, 3, 4));
            dead.add(NdArray.ones(confined, DType.FLOAT32, 2, 3, 4).transpose());
        }
    }

    @Override
    public void close() {
        end.countDown();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (isOpen(doomed)) {
            doomed.close();
        }
        for (ArrayScope scope : scopes.reversed()) {
            try {
                scope.close();
            } catch (IllegalStateException _) {
                // Closed by the fuzz itself.
            }
        }
    }

    /** Arrays that only another thread may use, and which is alive as long as they are. */
    private void foreign() throws InterruptedException {
        CountDownLatch made = new CountDownLatch(1);
        Thread owner = Thread.ofPlatform().daemon().start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                NdArray array = NdArray.ones(arena, DType.FLOAT64, 3, 4);
                dead.add(array);
                dead.add(NdArray.ones(arena, DType.INT64, 3));
                arenas.add(arena);
                made.countDown();
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        threads.add(owner);
        made.await();
    }

    private void files() throws IOException {
        Npy.save(folder.resolve("a.npy"), NdArray.arange(12).reshape(3, 4));
        Npz.save(folder.resolve("a.npz"), Map.of("a", NdArray.of(1, 2)));
        Csv.save(folder.resolve("a.csv"), NdArray.ones(3, 4));
    }

    /** Before each call: whether it shall be a wrong one. */
    void next() {
        wild = random.nextBoolean();
        hadNull = false;
    }

    /** Whether the calling thread shall be interrupted when the call begins. */
    boolean interrupts() {
        return oneIn(40);
    }

    /** Whether an argument is null or has null in it. */
    boolean hadNull() {
        return hadNull;
    }

    /** Takes the result of a call as an argument of later ones. */
    void offer(Object result) {
        switch (result) {
            case NdArray array -> {
                // Empty arrays with long axes give birth to large ones.
                boolean small = Arrays.stream(array.shape()).allMatch(length -> length <= LARGEST);
                if (small && array.size() <= LARGEST && array.ndim() < 12) {
                    if (arrays.size() < 60) {
                        arrays.add(array);
                    } else {
                        arrays.set(random.nextInt(arrays.size()), array);
                    }
                }
            }
            case NdArray[] many -> Arrays.stream(many).limit(2).forEach(this::offer);
            case List<?> many -> many.stream().limit(2).forEach(this::offer);
            case ArrayScope scope -> scopes.add(scope);
            case Index index -> others.add(index);
            case ReduceOptions options -> others.add(options);
            case CsvOptions options -> others.add(options);
            case Expr expr -> others.add(expr);
            case null, default -> {}
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A wrong value instead of a right one: in a wrong call now and then. */
    private boolean goWild() {
        return wild && oneIn(3);
    }

    private long[] shape() {
        long[] shape = new long[random.nextInt(5)];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = oneIn(8) ? random.nextInt(2) : 1 + random.nextInt(4);
        }
        return shape;
    }

    private long wildLong() {
        return any(List.of(
                -1L,
                -2L,
                0L,
                1L << 31,
                1L << 32,
                1L << 62,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (long) Integer.MAX_VALUE,
                (long) Integer.MIN_VALUE,
                100_000L,
                random.nextLong()));
    }

    private DType dtype() {
        return any(List.of(DType.values()));
    }

    /** A new array of any dtype and layout. */
    private NdArray fresh(long... shape) {
        DType dtype = oneIn(3) ? DType.FLOAT64 : oneIn(4) ? DType.INT64 : dtype();
        NdArray array = any(Layout.WRITABLE).zeros(dtype, shape);
        for (int i = 0; i < 3 && array.size() > 0; i++) {
            // Not all zero; positions small enough for axes.
            long[] at = new long[shape.length];
            for (int axis = 0; axis < at.length; axis++) {
                at[axis] = random.nextLong(shape[axis]);
            }
            array.setLong(random.nextInt(3), at);
        }
        if (oneIn(10)) {
            array = NdArray.wrap(MemorySegment.ofArray(new double[24]).asReadOnly(), DType.FLOAT64, 4, 3, 2);
        } else if (oneIn(10)) {
            array = NdArray.ones(dtype).broadcastTo(shape);
        }
        return array;
    }

    private NdArray array(Object receiver) {
        if (goWild()) {
            return oneIn(4) ? null : any(dead);
        }
        if (receiver instanceof NdArray array && array.size() <= LARGEST && !oneIn(4)) {
            // What fits: the same shape, or one that broadcasts.
            long[] shape = array.shape();
            return fresh(oneIn(4) && shape.length > 0 ? Arrays.copyOfRange(shape, 1, shape.length) : shape);
        }
        return oneIn(3) ? fresh(shape()) : any(arrays);
    }

    /** What a method is called on. */
    Object receiver(Method method) {
        Class<?> type = method.getDeclaringClass();
        if (type == NdArray.class) {
            if (wild && oneIn(6)) {
                return any(dead);
            }
            for (DType dtype : DType.values()) {
                // asFloatBuffer of float32 …: others are refused.
                if (method.getName().matches("as.+Buffer") && oneIn(13)) {
                    return NdArray.ones(dtype, 3, 4);
                }
            }
            int positions = (int) Arrays.stream(method.getParameterTypes())
                    .filter(parameter -> parameter == long.class)
                    .count();
            if (method.getName().matches("[gs]et.*") && positions > 0 && oneIn(2)) {
                // Of as many axes as there are positions; a value may be one of them.
                return fresh(Arrays.copyOf(
                        new long[] {3, 3, 3, 3}, method.getName().equals("setLong") ? positions - 1 : positions));
            }
            return any(arrays);
        }
        boolean before = wild;
        wild = false;
        try {
            return value(type, null, null);
        } finally {
            wild = before;
        }
    }

    /** Arguments for a method or constructor. */
    Object[] arguments(Executable method, Object receiver) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        Object like = receiver;
        for (int i = 0; i < types.length; i++) {
            arguments[i] = value(types[i], like, method);
            hadNull |= arguments[i] == null
                    || arguments[i] instanceof Object[] many
                            && Arrays.asList(many).contains(null);
            if (like == null && arguments[i] instanceof NdArray first) {
                like = first;
            }
        }
        if (method.getName().equals("compress") && receiver instanceof NdArray array && array.ndim() > 0 && !goWild()) {
            // Of the first axis, or of all elements.
            arguments[0] = NdArray.ones(DType.BOOL, arguments.length == 1 ? array.size() : array.shape()[0]);
            if (arguments.length == 2) {
                arguments[1] = oneIn(2) ? 0 : -array.ndim();
            }
        }
        if (method.getName().equals("valueOf") && method.getDeclaringClass().isEnum() && !goWild()) {
            arguments[0] = ((Enum<?>) any(List.of(method.getDeclaringClass().getEnumConstants()))).name();
        }
        if (method.getName().matches("floorDivideExact|remainderExact") && types.length == 3 && !goWild()) {
            // An output that fits, and no division by zero.
            for (int i = 0; i < types.length; i++) {
                arguments[i] = types[i] == NdArray.class ? NdArray.full(i + 1L, 3, 4) : (Object) 2L;
            }
        }
        if (method.getDeclaringClass() == Distances.class && !goWild()) {
            boolean isOut = false;
            for (int i = 0; i < types.length; i++) {
                if (types[i] == NdArray.class) {
                    arguments[i] = NdArray.full(1.5, 3, isOut ? 3 : 2);
                } else if (types[i] == DistanceOptions.class) {
                    arguments[i] = DistanceOptions.metric(any(List.of(DistanceMetric.values())));
                    isOut = true;
                }
            }
        }
        if (method.getName().equals("wrap") && types.length == 2 && types[0] == Buffer.class && !goWild()) {
            arguments[0] = DoubleBuffer.allocate(12);
            arguments[1] = new long[] {3, 4};
        }
        expressionArguments(method, receiver, arguments);
        if (method.getName().equals("create")) {
            // Gigabytes of zeros.
            arguments[2] = arguments[2] == null || goWild() ? new long[] {-1} : shape();
        }
        return arguments;
    }

    /** Names that an expression has, and outputs of its result's size. */
    private void expressionArguments(Executable method, Object receiver, Object[] arguments) {
        if (method.getName().equals("eval") && arguments.length > 2 && !goWild()) {
            arguments[0] = String.join(oneIn(2) ? " + " : "*", NAMES.subList(0, arguments.length / 2));
            for (int i = 1; i < arguments.length; i += 2) {
                arguments[i] = NAMES.get(i / 2);
            }
        }
        boolean isBound = receiver instanceof io.hotloop.Expression.Bound;
        if (!isBound && !(receiver instanceof io.hotloop.Expression) || goWild()) {
            return;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (method.getParameterTypes()[i] == String.class) {
                arguments[i] = any(NAMES.subList(0, 2));
            } else if (arguments[i] instanceof NdArray) {
                arguments[i] = NdArray.empty(any(List.of(DType.FLOAT64, DType.COMPLEX128)), 3);
            } else if (method.getParameterTypes()[i].isArray()) {
                arguments[i] = Array.newInstance(method.getParameterTypes()[i].getComponentType(), 3);
            }
        }
    }

    /** An expression; most of its values are there and have three elements. */
    private io.hotloop.Expression.Bound bound() {
        var expression = io.hotloop.Expression.compile(any(TEXTS));
        var bound = expression.bind("b", oneIn(2) ? new int[] {1, 2, 0} : wild ? anyValue() : 2);
        return oneIn(8) ? bound : bound.bind("a", oneIn(2) ? NdArray.of(1, 2, 3) : NdArray.of(0.5, -1.0, 2.0));
    }

    /** Something that can be bound to a name, most often. */
    private Object anyValue() {
        return switch (random.nextInt(goWild() ? 10 : 8)) {
            case 0, 1, 2 -> any(arrays);
            case 3 -> random.nextInt(5);
            case 4 -> random.nextGaussian();
            case 5 -> new double[] {1, 2, 3};
            case 6 -> new byte[] {1, 2, 3};
            case 7 -> new Complex(1, 2);
            case 8 -> any(dead);
            default -> any(List.of("text", new Object(), new double[0][], DType.BOOL));
        };
    }

    private Object value(Class<?> type, Object like, Executable method) {
        String name = method == null ? "" : method.getName();
        if (type.isPrimitive()) {
            return primitive(type, like, name);
        }
        if (goWild() && oneIn(3)) {
            return null;
        }
        if (type == NdArray.class) {
            return array(like);
        }
        if (type.isArray()) {
            return arrayOf(type, like, method);
        }
        if (type.isEnum()) {
            return any(List.of(type.getEnumConstants()));
        }
        for (Object other : oneIn(3) ? others : List.of()) {
            if (type.isInstance(other) && type != Object.class && oneIn(3)) {
                return other;
            }
        }
        return switch (type.getSimpleName()) {
            case "Expression" -> io.hotloop.Expression.compile(any(TEXTS));
            case "Bound" -> bound();
            case "Expr" -> oneIn(2) ? Expr.var(any(NAMES)) : Expr.parse(any(TEXTS));
            case "ElementwiseFunction" -> function();
            case "Record" -> new Values(array(null), anyValue());
            case "DistanceOptions" ->
                DistanceOptions.metric(DistanceMetric.CHEBYSHEV).condensed();
            case "BlockConsumer" -> (Distances.BlockConsumer<RuntimeException>) (_, _) -> {};
            case "Runnable" -> (Runnable) () -> {};
            case "Index" -> index(like);
            case "ReduceOptions" -> options(like);
            case "Tolerance" ->
                oneIn(2)
                        ? Tolerance.DEFAULT
                        : Tolerance.of(random.nextInt(2), 0).equalNan();
            case "Complex" -> new Complex(random.nextInt(3), random.nextGaussian());
            case "CallableOp" ->
                (ScopedValue.CallableOp<NdArray, RuntimeException>)
                        () -> NdArray.ones(2).add(any(arrays));
            case "CancelToken" -> new CancelToken();
            case "HotloopInfo" -> Hotloop.info();
            case "MemoryInfo" -> Hotloop.memory();
            case "List" -> List.of("x86_64_v3");
            case "BigInteger" -> BigInteger.valueOf(random.nextInt(300));
            case "FInfo" -> FInfo.of(any(List.of(DType.FLOAT32, DType.FLOAT64)));
            case "IInfo" -> IInfo.of(DType.INT16);
            case "CsvOptions" ->
                goWild() ? CsvOptions.DEFAULT.dtype(dtype()).columns(random.nextInt(9)) : CsvOptions.DEFAULT;
            case "ArrayScope" -> scope();
            case "Work" ->
                (ArrayScope.Work<NdArray, RuntimeException>)
                        () -> NdArray.ones(2).add(any(arrays));
            case "Arena" -> arena();
            case "MemorySegment" -> segment();
            case "Buffer" -> buffer();
            case "String" -> name.equals("of") ? any(List.of("float64", "FLOAT64", "")) : text(name);
            case "Path" -> path();
            case "InputStream" -> input();
            case "OutputStream" -> output();
            case "Reader" -> reader();
            case "Appendable" -> new StringBuilder();
            case "Map" -> name.matches("eval.*|bind|explain") ? values() : map();
            case "Object" -> name.matches("eval|bind") ? anyValue() : oneIn(2) ? any(arrays) : index(like);
            default -> throw new AssertionError("no values of " + type + " for " + method);
        };
    }

    /** A function of the user's in Java, which gives twice its first argument. */
    private record Twice(String name, List<DType> inputs, DType output) implements ElementwiseFunction {
        @Override
        public NdArray applyInto(NdArray out, Object... arguments) {
            if (arguments.length == 0) {
                throw new IllegalArgumentException("no argument");
            }
            Object first = arguments[0] == null ? 0 : arguments[0];
            return io.hotloop.Expression.compile("2 * x").evaluateInto(out, Map.of("x", first));
        }
    }

    private ElementwiseFunction function() {
        String name = any(goWild() ? List.of("", "pi", "a b", "x".repeat(999)) : List.of("f", "exp", "sum"));
        int arity = goWild() ? random.nextInt(6) : 1;
        return new Twice(name, Stream.generate(this::dtype).limit(arity).toList(), dtype());
    }

    private Object primitive(Class<?> type, Object like, String name) {
        int rank = like instanceof NdArray array ? array.ndim() : 2;
        long number = goWild() ? wildLong() : rank > 0 && !oneIn(4) ? random.nextInt(-rank, rank) : random.nextInt(4);
        if (type == long.class) {
            return name.matches("[gs]et.*") && !wild ? (Object) (long) random.nextInt(2) : (Object) number;
        }
        if (type == int.class) {
            return (int) number;
        }
        if (type == short.class) {
            return (short) number;
        }
        if (type == byte.class) {
            return (byte) number;
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == char.class) {
            return goWild() ? '\n' : name.equals("delimiter") ? ';' : (char) random.nextInt(1 << 16);
        }
        double real = goWild()
                ? any(List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0, 1e300, -1e300, 1e6))
                : random.nextInt(4) + (oneIn(2) ? 0.5 : 0);
        return type == float.class ? (Object) (float) real : (Object) real;
    }

    /** Java arrays: lengths of shapes, axes, values, indexes. */
    private Object arrayOf(Class<?> type, Object like, Executable method) {
        Class<?> component = type.getComponentType();
        if (type == long[].class && !goWild()) {
            return shapeFor(like, method);
        }
        if (type == int[].class && like instanceof NdArray array && !goWild()) {
            // Axes, each once.
            List<Integer> axes = new ArrayList<>();
            for (int axis = 0; axis < array.ndim(); axis++) {
                axes.add(oneIn(2) ? axis : axis - array.ndim());
            }
            Collections.shuffle(axes, random);
            int count =
                    method.getName().matches("permuteDims|transpose") ? axes.size() : random.nextInt(axes.size() + 1);
            return axes.stream().limit(count).mapToInt(Integer::intValue).toArray();
        }
        int length = like instanceof NdArray array && array.size() <= LARGEST && !goWild() && oneIn(2)
                ? (int) array.size()
                : random.nextInt(5);
        Object result = Array.newInstance(component, length);
        for (int i = 0; i < length; i++) {
            Object element = component == Object.class ? element(like, method) : value(component, like, method);
            hadNull |= element == null;
            Array.set(result, i, element);
        }
        return result;
    }

    private Object element(Object like, Executable method) {
        if (method.getName().equals("of")) {
            // Nested Java arrays, ragged ones too.
            return any(List.of(
                    new double[] {1, 2}, new double[] {3, 4}, new int[] {1, 2}, new double[3], new long[][] {{1}, {2}
                    }));
        }
        return switch (random.nextInt(goWild() ? 8 : 5)) {
            case 0, 1 -> index(like);
            case 2 -> (long) random.nextInt(-2, 3);
            case 3 -> random.nextInt(-2, 3);
            case 4 -> any(arrays);
            case 5 -> wildLong();
            case 6 -> text("get");
            default -> any(List.of(1.5, Boolean.TRUE, new Object(), new int[] {1}, 'c'));
        };
    }

    private long[] shapeFor(Object like, Executable method) {
        if (like instanceof NdArray array && array.size() <= LARGEST) {
            long[] own = array.shape();
            String name = method.getName();
            if (name.startsWith("get") || name.startsWith("set")) {
                long[] at = new long[own.length];
                for (int axis = 0; axis < at.length; axis++) {
                    at[axis] = own[axis] == 0 ? 0 : random.nextLong(-own[axis], own[axis]);
                }
                return at;
            }
            return switch (random.nextInt(4)) {
                case 0 -> new long[] {-1};
                case 1 -> new long[] {array.size()};
                case 2 -> {
                    long[] larger = Arrays.copyOf(new long[] {2}, own.length + 1);
                    System.arraycopy(own, 0, larger, 1, own.length);
                    yield larger;
                }
                default -> own;
            };
        }
        return shape();
    }

    private Index index(Object like) {
        long a = goWild() ? wildLong() : random.nextInt(-2, 3);
        long b = goWild() ? wildLong() : random.nextInt(-2, 5);
        return switch (random.nextInt(9)) {
            case 0 -> Index.at(a);
            case 1 -> Index.range(a, b);
            case 2 -> Index.range(a, b, b == 0 ? 1 : b);
            case 3 -> Index.from(a);
            case 4 -> Index.to(b);
            case 5 -> Index.step(a == 0 ? -1 : a);
            case 6 -> Index.NEW_AXIS;
            case 7 -> Index.ELLIPSIS;
            default -> {
                NdArray array = array(like);
                // An index array that is no index is refused here already.
                yield array == null || array.dtype() != DType.INT64 && array.dtype() != DType.BOOL
                        ? Index.ALL
                        : Index.of(array);
            }
        };
    }

    private ReduceOptions options(Object like) {
        int rank = like instanceof NdArray array ? array.ndim() : 2;
        ReduceOptions options = rank == 0 || oneIn(3)
                ? ReduceOptions.allAxes()
                : ReduceOptions.axis(goWild() ? (int) wildLong() : random.nextInt(-rank, rank));
        if (oneIn(3)) {
            options = options.keepDims();
        }
        if (oneIn(6)) {
            NdArray mask = array(like);
            if (mask != null && mask.dtype() == DType.BOOL) {
                options = options.where(mask);
            }
        }
        if (goWild()) {
            options = switch (random.nextInt(4)) {
                case 0 -> options.initial(wildLong());
                case 1 -> options.initial(Double.NaN);
                case 2 -> options.dtype(dtype());
                default -> options.ddof(random.nextInt(3));
            };
        }
        return options;
    }

    private ArrayScope scope() {
        if (!scopes.isEmpty() && oneIn(2)) {
            return any(scopes);
        }
        ArrayScope scope = oneIn(2) ? ArrayScope.open() : ArrayScope.shared();
        scopes.add(scope);
        return scope;
    }

    private Arena arena() {
        if (goWild()) {
            if (oneIn(2)) {
                return arenas.getFirst();
            }
            Arena closed = Arena.ofConfined();
            closed.close();
            return closed;
        }
        return Arena.ofAuto();
    }

    private MemorySegment segment() {
        if (goWild()) {
            Arena closed = Arena.ofShared();
            MemorySegment gone = closed.allocate(64);
            closed.close();
            return any(List.of(
                    MemorySegment.NULL,
                    MemorySegment.ofAddress(16),
                    gone,
                    MemorySegment.ofArray(new byte[3]),
                    arenas.getFirst().scope().isAlive() ? MemorySegment.ofArray(new int[0]) : gone));
        }
        return oneIn(2)
                ? Arena.ofAuto().allocate(1024, 8)
                : oneIn(2)
                        ? MemorySegment.ofArray(new long[128])
                        : MemorySegment.ofArray(new byte[1024]).asReadOnly();
    }

    private Buffer buffer() {
        return any(List.of(
                ByteBuffer.allocate(48),
                ByteBuffer.allocateDirect(48).slice(1, 40),
                DoubleBuffer.allocate(12),
                DoubleBuffer.wrap(new double[12]).asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(96).asDoubleBuffer(),
                CharBuffer.wrap("text")));
    }

    private String text(String name) {
        switch (name) {
            case "compile", "parse", "eval" -> {
                return any(goWild() ? WRONG_TEXTS : TEXTS);
            }
            case "var", "bind" -> {
                return any(goWild() ? WRONG_TEXTS : NAMES);
            }
            default -> {}
        }
        if (name.equals("comment") || name.equals("missing") || name.equals("header") || name.equals("load")) {
            return any(List.of("#", "a", "", "NA", "x\ny"));
        }
        return any(
                goWild()
                        ? List.of("1:2:0", "a", "99", ":::", "...,...", "99999999999999999999", ",", "1,,2", "\0", "-")
                        : List.of("0", "...", ":", "::-1", "newaxis", "1:, ...", ":-1", "..., ::2", "-1:", ""));
    }

    private Path path() {
        return folder.resolve(
                any(List.of("a.npy", "a.npz", "a.csv", goWild() ? "none" : "b", goWild() ? "" : "a.npy")));
    }

    private InputStream input() {
        try {
            // Empty where another call was refused in the middle of writing it.
            byte[] bytes = Files.readAllBytes(folder.resolve("a.npy"));
            if (goWild() && bytes.length > 0) {
                for (int i = 0; i < 3; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            return new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private OutputStream output() {
        return new ByteArrayOutputStream();
    }

    private Reader reader() {
        return new StringReader(goWild() ? "1,2\n3\n" : "1,2\n3,4\n");
    }

    /** Values of an expression, by name. */
    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("a", oneIn(2) ? NdArray.of(1, 2, 3) : array(null));
        values.put(oneIn(20) ? "x" : "b", oneIn(2) ? new int[] {1, 2, 0} : anyValue());
        hadNull |= values.containsValue(null);
        return values;
    }

    private Map<String, NdArray> map() {
        Map<String, NdArray> map = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            NdArray array = array(null);
            hadNull |= array == null;
            map.put(oneIn(8) ? "" : "x" + i, array);
        }
        return map;
    }

    /** A value as a report shows it; nothing of it is called that could fail. */
    static String describe(Object value) {
        return switch (value) {
            case null -> "null";
            case NdArray array ->
                array.dtype() + Arrays.toString(array.shape()) + " strides " + Arrays.toString(array.strides())
                        + (array.isReadOnly() ? " read-only" : "");
            case Object[] many ->
                Arrays.stream(many).map(FuzzValues::describe).toList().toString();
            case long[] many -> Arrays.toString(many);
            case int[] many -> Arrays.toString(many);
            case double[] many -> Arrays.toString(Arrays.copyOf(many, Math.min(9, many.length)));
            case Map<?, ?> map -> map.keySet().toString();
            case Index index -> index.toString();
            case ReduceOptions options -> options.toString();
            case Number number -> number.toString();
            case io.hotloop.Expression expression -> expression.toString();
            case io.hotloop.Expression.Bound bound -> bound.toString();
            case Expr expr -> expr.toString();
            case String text -> '"' + text + '"';
            case Enum<?> constant -> constant.name();
            default -> value.getClass().getSimpleName();
        };
    }
}
