package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.View;
import java.util.Arrays;

/** What a name stands for as far as programs depend on it: an array of a dtype and shape, or a scalar. */
public sealed interface Operand {
    /** Whether a value would lead to the same program. */
    boolean matches(Object value);

    /**
     * An array.
     *
     * @param dtype the type of its elements
     * @param shape its shape, never written
     */
    record Array(DType dtype, long[] shape) implements Operand {
        @Override
        public boolean matches(Object value) {
            return value instanceof View view && view.dtype() == dtype && Arrays.equals(view.shape(), shape);
        }
    }

    /**
     * A scalar of Java: weak. Its value decides what fits, and becomes part of the program.
     *
     * @param value int64, float64, bool or complex128
     */
    record Scalar(Constant value) implements Operand {
        @Override
        public boolean matches(Object other) {
            return value.equals(other);
        }
    }

    /**
     * The operand that a value is.
     *
     * @param value a {@link View} or a {@link Constant}
     * @return what programs need to know of it
     */
    static Operand of(Object value) {
        return value instanceof View view ? new Array(view.dtype(), view.shape()) : new Scalar((Constant) value);
    }
}
