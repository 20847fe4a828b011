package io.hotloop.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Takes results, so that the JIT compiler cannot leave out what computes them. Opaque stores: no fence, some 0.3 ns each, and C2
 * neither drops nor moves them, nor keeps fields in registers across them.
 */
public final class Sink {
    private static final VarHandle NUMBER;
    private static final VarHandle REAL;
    private static final VarHandle OBJECT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NUMBER = lookup.findStaticVarHandle(Sink.class, "number", long.class);
            REAL = lookup.findStaticVarHandle(Sink.class, "real", double.class);
            OBJECT = lookup.findStaticVarHandle(Sink.class, "object", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Written by the handles only. */
    @SuppressWarnings("unused")
    private static long number;

    @SuppressWarnings("unused")
    private static double real;

    @SuppressWarnings("unused")
    private static @Nullable Object object;

    private Sink() {}

    /**
     * Takes an object, and keeps it until the next one.
     *
     * @param value anything
     */
    public static void consume(@Nullable Object value) {
        OBJECT.setOpaque(value);
    }

    /**
     * Takes a number; ints, shorts, bytes and chars come here, too.
     *
     * @param value any
     */
    public static void consume(long value) {
        NUMBER.setOpaque(value);
    }

    /**
     * Takes a number.
     *
     * @param value any
     */
    public static void consume(double value) {
        REAL.setOpaque(value);
    }

    /**
     * Takes a truth value.
     *
     * @param value either
     */
    public static void consume(boolean value) {
        NUMBER.setOpaque(value ? 1L : 0L);
    }

    /** Lets go of the last object. */
    static void clear() {
        OBJECT.setOpaque((Object) null);
    }
}
