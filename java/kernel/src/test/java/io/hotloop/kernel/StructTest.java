package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.ArrayScope;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that are structs: fields that are public, read-only and hidden, kernels, arrays of them, and what is refused. */
class StructTest {
    enum Colour {
        RED,
        GREEN
    }

    record Point(double x, double y) {}

    record Ball(double x, double y, double speed, Colour colour, Point target, int steps) {}

    @Struct(Ball.class)
    interface Moving {
        double x();

        void x(double value);

        double y();

        Colour colour();

        void colour(Colour value);

        Point target();

        void target(Point value);

        void move(double dt);

        double distance(Moving other);

        int steps();

        @Symbol("ball_apply")
        double apply(DoubleUnaryOperator f, String name);

        default double sum() {
            return x() + y();
        }
    }

    private static final String SOURCE = """
            #include <math.h>

            void move(Ball *self, double dt) {
                self->x += dt * self->speed;
                self->y -= dt * self->speed;
                self->steps++;
                self->colour = Colour_GREEN;
            }

            double distance(Ball *self, Ball *other) {
                return hypot(self->x - other->x, self->y - other->y);
            }

            double ball_apply(Ball *self, double (*f)(double), const char *name) {
                return f(self->x) + name[0];
            }
            """;

    private static final StructClass<Moving> BALLS = Kernels.struct(MethodHandles.lookup(), Moving.class, SOURCE);

    private static Moving ball(double x, double y) {
        return BALLS.create(new Ball(x, y, 2, Colour.RED, new Point(7, 8), 0));
    }

    @Test
    void fieldsAreReadAndWritten() {
        Moving ball = ball(1, 5);
        assertThat(ball.x()).isEqualTo(1);
        ball.x(3);
        ball.colour(Colour.GREEN);
        ball.target(new Point(-1, -2));
        assertThat(ball.x()).isEqualTo(3);
        assertThat(ball.sum()).isEqualTo(8);
        assertThat(ball.colour()).isEqualTo(Colour.GREEN);
        assertThat(ball.target()).isEqualTo(new Point(-1, -2));
        assertThat(BALLS.read(ball, Ball.class)).isEqualTo(new Ball(3, 5, 2, Colour.GREEN, new Point(-1, -2), 0));
        assertThat(ball).hasToString("Moving[x=3.0, y=5.0, colour=GREEN, target=Point[x=-1.0, y=-2.0], steps=0]");
        assertThat(BALLS).hasToString("structs of Moving");
        assertThat(BALLS.byteSize()).isEqualTo(56);
        assertThat(BALLS.type()).isEqualTo(Moving.class);
    }

    @Test
    void kernelsGetTheStruct() {
        Moving ball = ball(1, 5);
        ball.move(0.5);
        ball.move(0.5);
        assertThat(BALLS.read(ball, Ball.class)).isEqualTo(new Ball(3, 3, 2, Colour.GREEN, new Point(7, 8), 2));
        assertThat(ball.distance(ball(0, -1))).isEqualTo(5);
        assertThat(ball.apply(x -> 10 * x, "A")).isEqualTo(95);
        assertThat(Kernels.info(ball).compiler())
                .isEqualTo(BALLS.info().compiler())
                .isNotEmpty();
    }

    @Test
    void aNewOneIsZero() {
        for (int i = 0; i < 100; i++) {
            Moving ball = BALLS.create();
            assertThat(BALLS.read(ball, Ball.class)).isEqualTo(new Ball(0, 0, 0, Colour.RED, new Point(0, 0), 0));
            BALLS.write(ball, new Ball(9, 9, 9, Colour.GREEN, new Point(9, 9), 9));
        }
    }

    @Test
    void objectsOverTheSameMemorySeeEachOther() {
        Moving ball = ball(1, 2);
        Moving same = BALLS.wrap(BALLS.memory(ball));
        same.x(17);
        assertThat(ball.x()).isEqualTo(17);
    }

    /** All primitives, at places that need padding. */
    record Everything(boolean a, byte b, short c, char d, int e, long f, boolean g, float h, byte i, double j) {}

    @Struct(Everything.class)
    interface Fields {
        boolean a();

        void a(boolean v);

        byte b();

        void b(byte v);

        short c();

        void c(short v);

        char d();

        void d(char v);

        int e();

        void e(int v);

        long f();

        void f(long v);

        boolean g();

        void g(boolean v);

        float h();

        void h(float v);

        byte i();

        void i(byte v);

        double j();

        void j(double v);

        double total();
    }

    @Test
    void everyPrimitiveIsWhereCHasIt() {
        var fields = Kernels.struct(MethodHandles.lookup(), Fields.class, """
                double total(Everything *self) {
                    return self->a + self->b + self->c + self->d + self->e + (double) self->f + self->g + self->h + self->i
                         + self->j;
                }
                """);
        Fields all = fields.create();
        all.a(true);
        all.b((byte) -2);
        all.c((short) 300);
        all.d('d');
        all.e(1 << 20);
        all.f(1L << 40);
        all.g(true);
        all.h(0.5f);
        all.i((byte) 7);
        all.j(0.25);
        assertThat(all.total()).isEqualTo(1 - 2 + 300 + 100 + (1 << 20) + (1L << 40) + 1 + 0.5 + 7 + 0.25);
        assertThat(all)
                .hasToString(
                        "Fields[a=true, b=-2, c=300, d=d, e=1048576, f=1099511627776, g=true, h=0.5, i=7, j=0.25]");
        assertThat(fields.read(all, Everything.class))
                .isEqualTo(new Everything(
                        true, (byte) -2, (short) 300, 'd', 1 << 20, 1L << 40, true, 0.5f, (byte) 7, 0.25));
        assertThat(List.of(all.a(), all.b(), all.c(), all.d(), all.e(), all.f(), all.g(), all.h(), all.i(), all.j()))
                .isEqualTo(List.of(true, (byte) -2, (short) 300, 'd', 1 << 20, 1L << 40, true, 0.5f, (byte) 7, 0.25));
    }

    interface Bodies {
        void moveAll(StructArray<Moving> balls, double dt);

        double sum(@In StructArray<Moving> balls);

        double x(Moving ball);
    }

    private static final Bodies BODIES = Kernels.compile(MethodHandles.lookup(), Bodies.class, """
            void moveAll(Ball_array *balls, double dt) {
                PRANGE(i, LEN(balls, 0)) {
                    AT(balls, i).x += dt * AT(balls, i).speed;
                }
            }

            double sum(const Ball_view *balls) {
                double sum = 0;
                RANGE(i, LEN(balls, 0) + (LEN(balls, 0) == 3)) {
                    sum += AT(balls, i).x;
                }
                return sum;
            }

            double x(Ball *ball) {
                return ball->x;
            }
            """);

    @Test
    void arraysOfThemAreArraysOfC() {
        StructArray<Moving> balls = BALLS.array(1000);
        for (int i = 0; i < balls.size(); i++) {
            BALLS.write(balls.get(i), new Ball(i, 0, 2, Colour.RED, new Point(0, 0), 0));
        }
        BODIES.moveAll(balls, 0.5);
        assertThat(BODIES.sum(balls)).isEqualTo(999 * 500 + 1000);
        assertThat(balls.get(999).x()).isEqualTo(1000);
        assertThat(BODIES.x(balls.get(5))).isEqualTo(6);
        assertThat(balls.memory().byteSize()).isEqualTo(1000 * BALLS.byteSize());
        assertThat(balls.of()).isSameAs(BALLS);
        List<Moving> seen = new ArrayList<>(balls.subList(1, 3));
        seen.getFirst().x(-1);
        assertThat(balls.get(1).x()).isEqualTo(-1);
        assertThat(BODIES.sum(BALLS.array(0))).isZero();
        assertThatThrownBy(() -> balls.get(1000)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> balls.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> BALLS.array(-1)).hasMessage("an array of -1 structs");
        assertThatThrownBy(() -> BODIES.sum(BALLS.array(3)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("index 3 is outside axis 0 of length 3");
    }

    @Struct(Ball.class)
    interface Other {
        double x();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void whatIsNoStructIsRefused() {
        Moving ball = ball(0, 0);
        Moving mine = (Moving) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Moving.class}, (_, _, _) -> 0.0);
        assertThatThrownBy(() -> BODIES.x(mine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no struct: those are made by a StructClass");
        assertThatThrownBy(() -> BODIES.x(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Bodies.x: parameter 1 is null");
        assertThatThrownBy(() -> BODIES.sum(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ball.distance(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> BALLS.memory(mine)).isInstanceOf(IllegalArgumentException.class);
        StructClass<Other> others = Kernels.struct(MethodHandles.lookup(), Other.class, "static int unused;");
        assertThatThrownBy(() -> BODIES.sum((StructArray) others.array(2)))
                .hasMessageContaining("is an array of io.hotloop.kernel.StructTest$Other, the kernel takes"
                        + " io.hotloop.kernel.StructTest$Moving");
        assertThatThrownBy(() -> ball.colour(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("Ball.colour is null");
        assertThatThrownBy(() -> ball.target(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> BALLS.create(new Point(1, 2)))
                .hasMessage("a io.hotloop.kernel.StructTest$Point is not the struct's record,"
                        + " io.hotloop.kernel.StructTest$Ball");
        assertThatThrownBy(() -> BALLS.read(ball, Point.class)).isInstanceOf(IllegalArgumentException.class);
    }

    record Small(double x) {}

    /** Java takes its objects for those of the other interface; their structs are shorter. */
    @Struct(Small.class)
    interface Smaller extends Moving {
        @Override
        double x();

        @Override
        void x(double value);

        @Override
        default double y() {
            return 0;
        }

        @Override
        default Colour colour() {
            return Colour.RED;
        }

        @Override
        default void colour(Colour value) {}

        @Override
        default Point target() {
            return new Point(0, 0);
        }

        @Override
        default void target(Point value) {}

        @Override
        default void move(double dt) {}

        @Override
        default double distance(Moving other) {
            return 0;
        }

        @Override
        default int steps() {
            return 0;
        }

        @Override
        default double apply(DoubleUnaryOperator f, String name) {
            return 0;
        }
    }

    @Test
    void aStructOfAnotherRecordIsRefused() {
        Smaller small = Kernels.struct(MethodHandles.lookup(), Smaller.class, "static int unused;")
                .create(new Small(3));
        assertThat(small.x()).isEqualTo(3);
        String reason = "the object is a io.hotloop.kernel.StructTest$Small, not a io.hotloop.kernel.StructTest$Ball";
        assertThatThrownBy(() -> BODIES.x(small)).hasMessage("Bodies.x: parameter 1: " + reason);
        assertThatThrownBy(() -> ball(0, 0).distance(small)).hasMessageContaining(reason);
        assertThatThrownBy(() -> BALLS.memory(small)).hasMessage(reason);
        assertThatThrownBy(() -> BALLS.read(small, Ball.class)).hasMessage(reason);
        assertThatThrownBy(() -> BALLS.write(small, new Ball(1, 1, 1, Colour.RED, new Point(1, 1), 1)))
                .hasMessage(reason);
    }

    @Test
    void objectsOfOneStructAreEqual() {
        StructArray<Moving> balls = BALLS.array(3);
        assertThat(balls.get(1)).isEqualTo(balls.get(1)).hasSameHashCodeAs(balls.get(1));
        assertThat(balls.get(1))
                .isNotEqualTo(balls.get(2))
                .isNotEqualTo("no struct")
                .isNotEqualTo(null);
        assertThat(balls.indexOf(balls.get(2))).isEqualTo(2);
        assertThat(balls).contains(balls.get(0)).doesNotContain(ball(0, 0));
        assertThat(balls.hashCode()).isEqualTo(balls.hashCode());
    }

    @Test
    void onlyMemoryThatCanBeAStructIsWrapped() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(BALLS.byteSize() + 8, 8);
            memory.set(ValueLayout.JAVA_DOUBLE, 8, 42);
            assertThat(BALLS.wrap(memory).y()).isEqualTo(42);
            assertThatThrownBy(() -> BALLS.wrap(memory.asSlice(4, BALLS.byteSize())))
                    .hasMessageContaining("the memory of a Ball is at 0x")
                    .hasMessageContaining(", no multiple of 8");
            assertThatThrownBy(() -> BALLS.wrap(memory.asSlice(0, 55)))
                    .hasMessage("the memory of a Ball has 55 bytes, a struct 56");
            assertThatThrownBy(() -> BALLS.wrap(memory.asReadOnly())).hasMessageContaining("is read-only");
            assertThatThrownBy(() -> BALLS.wrap(MemorySegment.ofArray(new long[7])))
                    .hasMessageContaining("is on the Java heap");
        }
    }

    @Test
    void memoryThatIsClosedIsAnException() {
        Moving ball;
        StructArray<Moving> balls;
        try (Arena arena = Arena.ofConfined()) {
            ball = BALLS.create(arena);
            balls = BALLS.array(3, arena);
            ball.x(5);
            ball.move(1);
        }
        assertThatThrownBy(ball::x).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ball.x(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ball.move(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> BODIES.moveAll(balls, 1)).isInstanceOf(IllegalStateException.class);
        Moving[] scoped = new Moving[1];
        try (var _ = ArrayScope.open()) {
            scoped[0] = ball(1, 2);
            scoped[0].move(1);
        }
        assertThatThrownBy(() -> scoped[0].move(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLibraryThatWasBuiltIsLoaded(@TempDir Path folder) throws Exception {
        Path library = folder.resolve("balls.so");
        Kernels.build(Moving.class, KernelSource.of(SOURCE), library);
        Moving ball = Kernels.loadStruct(MethodHandles.lookup(), Moving.class, library)
                .create(new Ball(1, 1, 1, Colour.RED, new Point(0, 0), 0));
        ball.move(1);
        assertThat(ball.x()).isEqualTo(2);
        assertThatThrownBy(() -> Kernels.loadStruct(MethodHandles.lookup(), Fields.class, library))
                .hasMessageContaining("was built for another interface");
    }

    @Struct(Point.class)
    interface WrongField {
        float x();
    }

    @Struct(Point.class)
    interface WrongSetter {
        void x(int value);
    }

    @Struct(Point.class)
    interface WrongKernel {
        double length(Object other);
    }

    record Names(String name) {}

    @Struct(Names.class)
    interface WrongRecord {
        int length();
    }

    interface NoStruct {
        int length();
    }

    interface WrongArray {
        void all(StructArray<NoStruct> structs);
    }

    private static void refused(Class<?> type, String message) {
        assertThatThrownBy(() -> Kernels.struct(MethodHandles.lookup(), type, "int x;"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatHasNoCounterpartIsRefused() {
        refused(WrongField.class, "has the name of a field, whose methods are double x() and void x(double)");
        refused(WrongSetter.class, "has the name of a field, whose methods are double x() and void x(double)");
        refused(WrongKernel.class, "is a java.lang.Object: a kernel takes");
        refused(WrongRecord.class, "Names.name is a java.lang.String");
        refused(NoStruct.class, "has no @Struct, which names the record with its fields");
        assertThatThrownBy(() -> Kernels.compile(MethodHandles.lookup(), Moving.class, SOURCE))
                .hasMessageContaining("has @Struct: Kernels.struct implements it");
        assertThatThrownBy(() -> Kernels.compile(MethodHandles.lookup(), WrongArray.class, ""))
                .hasMessageContaining("arrays of structs name an interface with @Struct");
        assertThatThrownBy(
                        () -> Kernels.struct(MethodHandles.lookup(), Moving.class, SOURCE.replace("move(", "mover(")))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("void move(Ball *, double)");
    }
}
