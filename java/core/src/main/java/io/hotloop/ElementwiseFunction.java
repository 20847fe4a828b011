package io.hotloop;

import java.util.List;

/**
 * A function of numbers that is applied to each element of arrays, which an {@link Expression} can call by its name beside
 * those of the language: {@code io.hotloop.kernel.Ufunc} is one, of C; others can be written in Java.
 *
 * {@snippet :
 * Ufunc f = Kernels.elementwise("double f(double x, double y)", "return x > y ? sqrt(x) : y;");
 * Expression e = Expression.compile("2 * f(x, y) + 1", f);
 * }
 */
public interface ElementwiseFunction {
    /**
     * The name by which it is called.
     *
     * @return letters, digits and underscores, beginning with no digit
     */
    String name();

    /**
     * What it takes.
     *
     * @return the dtype of each parameter, at least one
     */
    List<DType> inputs();

    /**
     * What it gives.
     *
     * @return the dtype of its results
     */
    DType output();

    /**
     * Applies the function to all elements.
     *
     * @param out receives the results; an expression passes an array of the result's shape and dtype, which may be one of
     *     the arguments or overlap them in any way
     * @param arguments one for each parameter; an expression passes arrays of the parameters' dtypes, which broadcast to the
     *     shape of {@code out}. They and {@code out} may not be kept
     * @return {@code out}
     */
    NdArray applyInto(NdArray out, Object... arguments);
}
