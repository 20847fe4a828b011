package io.hotloop.bench.workloads;

import io.hotloop.DType;
import io.hotloop.Expression;
import io.hotloop.NdArray;
import io.hotloop.bench.Availability;
import io.hotloop.bench.Task;
import io.hotloop.bindings.UserLibrary;
import io.hotloop.kernel.In;
import io.hotloop.kernel.InOut;
import io.hotloop.kernel.KernelSource;
import io.hotloop.kernel.Kernels;
import io.hotloop.kernel.Mode;
import io.hotloop.kernel.Out;
import io.hotloop.kernel.ShortCall;
import io.hotloop.kernel.Struct;
import io.hotloop.kernel.StructArray;
import io.hotloop.kernel.StructClass;
import io.hotloop.kernel.Ufunc;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.function.LongFunction;

/**
 * The catalogue's group {@code kernels}: C of a user's own, called through an interface, beside a hand-written method handle of
 * the same function, and Java. For one element the difference to {@code HANDLE} is what the interface costs.
 */
public final class KernelWorkloads {
    private static final String SOURCE = """
            #include <math.h>

            #define EXPORT __attribute__((visibility("default")))

            static double distance(double x1, double y1, double x2, double y2) {
                const double dx = fabs(x1 - x2), dy = fabs(y1 - y2);
                return dx > dy ? dx : dy;
            }

            double chebyshev(double x1, double y1, double x2, double y2) { return distance(x1, y1, x2, y2); }

            double shortChebyshev(double x1, double y1, double x2, double y2) { return distance(x1, y1, x2, y2); }

            EXPORT double plain_chebyshev(double x1, double y1, double x2, double y2) { return distance(x1, y1, x2, y2); }

            void norms(const hl_float64_view *r, hl_float64_array *norm) {
                RANGE(i, LEN(r, 0)) {
                    const double x = AT(r, i, 0), y = AT(r, i, 1);
                    AT(norm, i) = sqrt(x * x + y * y);
                }
            }

            EXPORT void plain_norms(int64_t n, const double *r, double *norm) {
                for (int64_t i = 0; i < n; i++) {
                    norm[i] = sqrt(r[2 * i] * r[2 * i] + r[2 * i + 1] * r[2 * i + 1]);
                }
            }
            """;

    private KernelWorkloads() {}

    /** The kernels. */
    interface Geometry {
        /** The larger of two coordinates' differences. */
        double chebyshev(double x1, double y1, double x2, double y2);

        /** The same, by a critical call. */
        @ShortCall
        double shortChebyshev(double x1, double y1, double x2, double y2);

        /** The lengths of the rows. */
        void norms(@In(rank = 2) NdArray r, @Out(rank = 1) NdArray norm);
    }

    private static Geometry compile(Mode mode) {
        return Kernels.compile(
                MethodHandles.lookup(), Geometry.class, KernelSource.of(SOURCE).mode(mode));
    }

    /** By hand: static and final, so that the runtime knows them. */
    private static final class Handles {
        private static final UserLibrary LIBRARY = UserLibrary.load(
                MethodHandles.lookup(), Kernels.info(compile(Mode.FAST)).library());

        static final MethodHandle CHEBYSHEV = LIBRARY.function(
                "plain_chebyshev",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_DOUBLE,
                        ValueLayout.JAVA_DOUBLE,
                        ValueLayout.JAVA_DOUBLE,
                        ValueLayout.JAVA_DOUBLE,
                        ValueLayout.JAVA_DOUBLE),
                false);

        static final MethodHandle NORMS = LIBRARY.function(
                "plain_norms",
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                false);
    }

    private static Availability compiler() {
        return Kernels.compiler().isPresent()
                ? new Availability.Available()
                : new Availability.Unavailable("there is no C compiler");
    }

    /** What all of the group have in common. */
    private abstract static class KernelWorkload extends ArrayWorkload {
        KernelWorkload(String name, String description, Long... sizes) {
            super(name, description, sizes);
        }

        @Override
        public String group() {
            return "kernels";
        }

        final void kernel(String variant, LongFunction<Task> maker) {
            kernel(variant, false, maker);
        }

        final void kernel(String variant, boolean parallel, LongFunction<Task> maker) {
            own(variant, parallel, EXACT, compiler(), maker);
        }
    }

    /** A function of four numbers: the cost of a call. */
    public static final class KernelCall extends KernelWorkload {
        /** Found as a service. */
        public KernelCall() {
            super("kernel-call", "the Chebyshev distance of two points, a call", 1L);
            java("JAVA", false, EXACT, size -> number(KernelCall::inJava));
            kernel("HANDLE", size -> {
                return number(() -> {
                    try {
                        return (double) Handles.CHEBYSHEV.invokeExact(1.0, 2.0, 3.0, 4.5);
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                });
            });
            kernel("INTERFACE", size -> {
                Geometry geometry = compile(Mode.CHECKED);
                return number(() -> geometry.chebyshev(1, 2, 3, 4.5));
            });
            kernel("INTERFACE_SHORT", size -> {
                Geometry geometry = compile(Mode.CHECKED);
                return number(() -> geometry.shortChebyshev(1, 2, 3, 4.5));
            });
        }

        private static double inJava() {
            return Math.max(Math.abs(1 - 3.0), Math.abs(2 - 4.5));
        }
    }

    /** A function of two arrays: the cost of their views, and of testing each index. */
    public static final class KernelNorms extends KernelWorkload {
        /** Found as a service. */
        public KernelNorms() {
            super("kernel-norms", "the lengths of the rows of an array of two columns", 1L, 1_000L, 1_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> {
                double[] r = random(2 * size, 1);
                double[] norm = zeros(size);
                return task(
                        () -> {
                            for (int i = 0; i < norm.length; i++) {
                                norm[i] = Math.sqrt(r[2 * i] * r[2 * i] + r[2 * i + 1] * r[2 * i + 1]);
                            }
                        },
                        norm::clone);
            });
            kernel("HANDLE", size -> {
                NdArray norm = NdArray.zeros(Arena.ofAuto(), DType.FLOAT64, size);
                MemorySegment in = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_DOUBLE, random(2 * size, 1));
                MemorySegment out = norm.segment();
                return task(
                        () -> {
                            try {
                                Handles.NORMS.invokeExact(size, in, out);
                            } catch (Throwable e) {
                                throw new AssertionError(e);
                            }
                        },
                        norm::toDoubleArray);
            });
            kernel("INTERFACE", size -> through(Mode.CHECKED, size));
            kernel("INTERFACE_FAST", size -> through(Mode.FAST, size));
        }

        private static Task through(Mode mode, long size) {
            Geometry geometry = compile(mode);
            NdArray r = NdArray.of(random(2 * size, 1)).reshape(size, 2);
            NdArray norm = NdArray.zeros(size);
            return task(() -> geometry.norms(r, norm), norm::toDoubleArray);
        }
    }

    /** Objects with a field that changes: in Java, as structs, and as records that are copied there and back. */
    public static final class KernelStructs extends KernelWorkload {
        record Ball(double x, double speed) {}

        /** A struct. */
        @Struct(Ball.class)
        interface Moving {
            /** A field. */
            double x();

            /** One ball's move. */
            void move(double dt);
        }

        /** All of them in one call. */
        interface Balls {
            /** Over their own memory. */
            void moveAll(StructArray<Moving> balls, double dt);

            /** There and back. */
            void moveRecords(@InOut Ball[] balls, double dt);
        }

        /** The same in Java. */
        private static final class JavaBall {
            private final double speed;
            private double x;

            JavaBall(double x, double speed) {
                this.x = x;
                this.speed = speed;
            }

            void move(double dt) {
                x += dt * speed;
            }
        }

        private static final String BALLS = """
                static void step(Ball *ball, double dt) { ball->x += dt * ball->speed; }

                void moveAll(Ball_array *balls, double dt) { RANGE(i, LEN(balls, 0)) { step(&AT(balls, i), dt); } }

                void moveRecords(Ball_array *balls, double dt) { moveAll(balls, dt); }
                """;

        private static final double DT = 0x1p-20;

        /** Found as a service. */
        public KernelStructs() {
            super("kernel-structs", "x += dt * speed of objects", 1_000L);
            java("JAVA_OBJECTS", false, EXACT, size -> {
                JavaBall[] balls = new JavaBall[(int) size];
                double[] speeds = random(size, 1);
                Arrays.setAll(balls, i -> new JavaBall(0, speeds[i]));
                return task(
                        () -> {
                            for (JavaBall ball : balls) {
                                ball.move(DT);
                            }
                        },
                        () -> Arrays.stream(balls).mapToDouble(ball -> ball.x).toArray());
            });
            kernel("RECORDS", size -> {
                Balls kernels = compile();
                Ball[] balls = records(size);
                return task(
                        () -> kernels.moveRecords(balls, DT),
                        () -> Arrays.stream(balls).mapToDouble(Ball::x).toArray());
            });
            kernel("STRUCTS", size -> {
                Balls kernels = compile();
                StructArray<Moving> balls = structs(size);
                return task(() -> kernels.moveAll(balls, DT), () -> xs(balls));
            });
            kernel("STRUCTS_EACH", size -> {
                StructArray<Moving> balls = structs(size);
                return task(
                        () -> {
                            for (int i = 0; i < balls.size(); i++) {
                                balls.get(i).move(DT);
                            }
                        },
                        () -> xs(balls));
            });
        }

        private static Balls compile() {
            return Kernels.compile(
                    MethodHandles.lookup(), Balls.class, KernelSource.of(BALLS).mode(Mode.FAST));
        }

        private static Ball[] records(long size) {
            return Arrays.stream(random(size, 1))
                    .mapToObj(speed -> new Ball(0, speed))
                    .toArray(Ball[]::new);
        }

        private static StructArray<Moving> structs(long size) {
            StructClass<Moving> type = Kernels.struct(
                    MethodHandles.lookup(),
                    Moving.class,
                    "void move(Ball *self, double dt) { self->x += dt * self->speed; }");
            StructArray<Moving> balls = type.array((int) size);
            Ball[] values = records(size);
            for (int i = 0; i < values.length; i++) {
                type.write(balls.get(i), values[i]);
            }
            return balls;
        }

        private static double[] xs(StructArray<Moving> balls) {
            return balls.stream().mapToDouble(Moving::x).toArray();
        }
    }

    /** One line of C over two arrays, beside the same in Java and as an expression. */
    public static final class KernelElementwise extends ElementwiseWorkload {
        /** Found as a service. */
        public KernelElementwise() {
            super("kernel-elementwise", "x > y ? sqrt(x) : y of two arrays, into a third", KernelElementwise::loop);
            expression("EXPRESSION", "where(x > y, sqrt(x), y)");
            ufunc("x > y ? sqrt(x) : y");
        }

        private static void loop(double[] x, double[] y, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = x[i] > y[i] ? Math.sqrt(x[i]) : y[i];
            }
        }
    }

    /** One line of C as a part of an expression, beside all of it in C. */
    public static final class KernelExpression extends ElementwiseWorkload {
        /** Found as a service. */
        public KernelExpression() {
            super("kernel-expression", "2 * f(x, y) + 1 of two arrays, f a line of C", KernelExpression::loop);
            expression("EXPRESSION", "2 * where(x > y, sqrt(x), y) + 1");
            ufunc("2 * (x > y ? sqrt(x) : y) + 1");
            kernel("EXPRESSION_UFUNC", true, size -> {
                Ufunc f = Kernels.elementwise("double f(double x, double y)", "return x > y ? sqrt(x) : y;");
                return evaluate(Expression.compile("2 * f(x, y) + 1", f), size);
            });
        }

        private static void loop(double[] x, double[] y, double[] out, int begin, int end) {
            for (int i = begin; i < end; i++) {
                out[i] = 2 * (x[i] > y[i] ? Math.sqrt(x[i]) : y[i]) + 1;
            }
        }
    }

    /** A function of two numbers over two arrays, into a third. */
    private abstract static class ElementwiseWorkload extends KernelWorkload {
        ElementwiseWorkload(String name, String description, Loop loop) {
            super(name, description, 10L, 1_000L, 100_000L, 10_000_000L);
            java("JAVA_LOOP", false, EXACT, size -> inJava(size, (x, y, out) -> loop.run(x, y, out, 0, out.length)));
            java(
                    "JAVA_PARALLEL",
                    true,
                    EXACT,
                    size -> inJava(
                            size,
                            (x, y, out) -> inParallel(out.length, (begin, end) -> loop.run(x, y, out, begin, end))));
        }

        final void expression(String variant, String text) {
            arrays(variant, EXACT, size -> evaluate(Expression.compile(text), size));
        }

        static Task evaluate(Expression expression, long size) {
            NdArray out = NdArray.zeros(size);
            Expression.Bound bound =
                    expression.bind("x", NdArray.of(random(size, 1))).bind("y", NdArray.of(random(size, 2)));
            return task(() -> bound.evaluateInto(out), out::toDoubleArray);
        }

        final void ufunc(String body) {
            kernel("UFUNC", true, size -> {
                Ufunc f = Kernels.elementwise("double f(double x, double y)", "return " + body + ";");
                NdArray x = NdArray.of(random(size, 1));
                NdArray y = NdArray.of(random(size, 2));
                NdArray out = NdArray.zeros(size);
                return task(() -> f.applyInto(out, x, y), out::toDoubleArray);
            });
        }

        /** The same in Java; a loop of its own for each function, which is then inlined. */
        @FunctionalInterface
        interface Loop {
            void run(double[] x, double[] y, double[] out, int begin, int end);
        }

        /** A loop over whole arrays. */
        @FunctionalInterface
        private interface WholeLoop {
            void run(double[] x, double[] y, double[] out);
        }

        private static Task inJava(long size, WholeLoop loop) {
            double[] x = random(size, 1);
            double[] y = random(size, 2);
            double[] out = zeros(size);
            return task(() -> loop.run(x, y, out), out::clone);
        }
    }
}
