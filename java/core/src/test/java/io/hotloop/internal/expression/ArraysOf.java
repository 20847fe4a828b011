package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.NdArray;
import io.hotloop.ReduceOptions;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of the language as operations on arrays: one call each, with its result in memory. */
final class ArraysOf {
    private ArraysOf() {}

    static View view(NdArray array) {
        return ArrayAccess.view(array);
    }

    /** An array of a view or scalar. */
    static NdArray array(Object value) {
        if (value instanceof View view) {
            return ArrayAccess.array(view);
        }
        Constant constant = (Constant) value;
        View view = view(NdArray.empty(constant.dtype()));
        Elementwise.fill(view, constant);
        return ArrayAccess.array(view);
    }

    static Object apply(Function function, Object a, @Nullable Object b, @Nullable Object c) {
        if (function == Function.NEGATIVE && a instanceof Constant number && number.dtype() == DType.INT64) {
            // -1 is a sign before a number.
            return Ufunc.scalar(-number.bits());
        }
        return switch (function.form()) {
            case SAME -> a;
            case ONES -> view(NdArray.onesLike(array(a)));
            case ZEROS -> view(NdArray.zerosLike(array(a)));
            case CHOICE, TERNARY -> ternary(function.op(), a, b, c);
            case UFUNC ->
                b == null
                        ? Ufunc.unary(function.op(), (View) a)
                        : a instanceof Constant left
                                ? Ufunc.binary(function.op(), left, (View) b)
                                : b instanceof Constant right
                                        ? Ufunc.binary(function.op(), (View) a, right)
                                        : Ufunc.binary(function.op(), (View) a, (View) b);
        };
    }

    /** Arrays have no such operation with a scalar for the first operand: the program is written by hand. */
    private static View ternary(Op op, Object a, Object b, Object c) {
        if (a instanceof View x && op == Op.WHERE) {
            return Ufunc.where(x, b, c, null);
        }
        if (a instanceof View x && op == Op.CLIP) {
            return Ufunc.clip(x, b, c, null);
        }
        DType dtype = Ufunc.choice(op, type(a), type(b), type(c));
        NdArray[] arrays = {array(a), array(b), array(c)};
        long[] shape = io.hotloop.Nd.broadcastArrays(arrays)[0].shape();
        View out = view(NdArray.empty(dtype, shape));
        var program = new Program(3, List.of(), List.of(new Step(op, dtype, 0, 1, 2)));
        Elementwise.run(program, out, view(arrays[0]), view(arrays[1]), view(arrays[2]));
        return out;
    }

    private static Object type(Object value) {
        return value instanceof View view ? view.dtype() : value;
    }

    static NdArray reduce(Reduction reduction, NdArray in, int @Nullable [] axes, boolean keepDims) {
        ReduceOptions options = axes == null ? ReduceOptions.allAxes() : ReduceOptions.axis(axes);
        options = keepDims ? options.keepDims() : options;
        return switch (reduction) {
            case SUM -> in.sum(options);
            case PROD -> in.prod(options);
            case MIN -> in.min(options);
            case MAX -> in.max(options);
            case MEAN -> in.mean(options);
            case ANY -> in.any(options);
            case ALL -> in.all(options);
            default -> throw new AssertionError(reduction);
        };
    }
}
