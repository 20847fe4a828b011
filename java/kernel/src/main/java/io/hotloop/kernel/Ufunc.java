package io.hotloop.kernel;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.NdArray;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.BlockFunction;
import io.hotloop.internal.array.View;
import io.hotloop.kernel.internal.ScalarFunction;
import io.hotloop.kernel.internal.ScalarKernel;
import io.hotloop.kernel.internal.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of numbers in C, called with arrays: of each element, with broadcasting, on all cores.
 * {@link Kernels#elementwise} makes it.
 *
 * {@snippet :
 * Ufunc f = Kernels.elementwise("double f(double x, double y)", "return x > y ? sqrt(x) : y;");
 * NdArray z = f.apply(x, y);
 * f.applyInto(z, x, 2.0);
 * Expression e = Expression.compile("2 * f(x, y) + 1", f);
 * }
 *
 * <p>The order in which elements are computed is not defined: a body that keeps or changes anything outside of it has no
 * defined result. What it computes does not depend on threads or layouts. Safe for use by several threads.
 */
public final class Ufunc implements ElementwiseFunction {
    private final ScalarFunction function;
    private final ScalarKernel kernel;

    private Ufunc(ScalarFunction function, ScalarKernel kernel) {
        this.function = function;
        this.kernel = kernel;
    }

    static Ufunc compile(String prototype, String body, Settings settings) {
        ScalarFunction function = ScalarFunction.parse(prototype);
        var ufunc = new Ufunc(function, ScalarKernel.compile(function, body, settings));
        if (ufunc.kernel.block() != null) {
            BlockFunction.register(ufunc, ufunc.kernel.block());
        }
        return ufunc;
    }

    /**
     * Calls the function for all elements.
     *
     * @param arguments one for each parameter: an {@link NdArray}, a {@link Number} or a {@link Boolean}. Arrays of a
     *     dtype that the parameter's holds are cast; numbers must be what the parameter can be
     * @return a new array of the shape to which the arguments broadcast and the dtype of the function's result
     * @throws IllegalArgumentException if there are more or fewer arguments, one is no number or cannot be cast without
     *     loss, or the shapes cannot be broadcast
     * @throws ArithmeticException if the body divides by 0 by {@code DIV} or {@code MOD}
     * @throws KernelException if the body says that it fails
     */
    public NdArray apply(Object... arguments) {
        return ArrayAccess.array(kernel.run(views(arguments), null));
    }

    /**
     * Calls the function for all elements.
     *
     * @param out receives the results; may be one of the arguments, or overlap them in any way. After an exception it may
     *     hold some of them
     * @param arguments as {@link #apply} takes them
     * @return {@code out}
     * @throws IllegalArgumentException as {@link #apply} says; if {@code out} has another shape than the result, or a
     *     dtype of a lower kind, or is read-only
     * @throws ArithmeticException if the body divides by 0 by {@code DIV} or {@code MOD}
     * @throws KernelException if the body says that it fails
     */
    @Override
    public NdArray applyInto(NdArray out, Object... arguments) {
        View view = ArrayAccess.view(out);
        if (view.segment().isReadOnly()) {
            throw new IllegalArgumentException(name() + ": out is read-only");
        }
        kernel.run(views(arguments), view);
        return out;
    }

    private View[] views(@Nullable Object[] arguments) {
        View[] views = new View[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            views[i] = ArrayAccess.view(array(arguments[i], i));
        }
        return views;
    }

    private NdArray array(@Nullable Object argument, int i) {
        DType dtype =
                i < function.parameters().size() ? function.parameters().get(i).dtype() : DType.FLOAT64;
        return switch (argument) {
            case NdArray array -> array;
            case Boolean value -> NdArray.full(DType.BOOL, value);
            case Byte _, Short _, Integer _, Long _ -> integer(((Number) argument).longValue(), dtype, i);
            case Float _, Double _ -> {
                if (!dtype.isFloating()) {
                    throw new IllegalArgumentException(
                            name() + ": argument " + (i + 1) + " is " + argument + ", the function takes " + dtype);
                }
                yield NdArray.full(dtype, ((Number) argument).doubleValue());
            }
            case null -> throw new NullPointerException(name() + ": argument " + (i + 1) + " is null");
            default ->
                throw new IllegalArgumentException(name() + ": argument " + (i + 1) + " is a "
                        + argument.getClass().getTypeName() + ": arguments are arrays, numbers and booleans");
        };
    }

    private NdArray integer(long value, DType dtype, int i) {
        try {
            return NdArray.full(dtype, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name() + ": argument " + (i + 1) + " is " + value + ", the function takes " + dtype, e);
        }
    }

    /**
     * The function's name.
     *
     * @return as it was declared
     */
    @Override
    public String name() {
        return function.name();
    }

    /**
     * The dtypes of the parameters.
     *
     * @return one each
     */
    @Override
    public List<DType> inputs() {
        return function.parameters().stream().map(ScalarFunction.Element::dtype).toList();
    }

    /**
     * The dtype of the results.
     *
     * @return a dtype
     */
    @Override
    public DType output() {
        return function.result().dtype();
    }

    /**
     * Where it came from.
     *
     * @return as {@link Kernels#info} says of kernels
     */
    public KernelInfo info() {
        return kernel.info();
    }

    /** The declaration. */
    @Override
    public String toString() {
        return function.prototype();
    }
}
