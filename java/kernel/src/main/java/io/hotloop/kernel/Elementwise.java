package io.hotloop.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that calls a function of numbers for all elements of its arguments; see {@link Kernels#elementwise(Class)}.
 *
 * {@snippet :
 * interface Maths {
 *     @Elementwise("double clamp(double x, double low, double high) { return x < low ? low : x > high ? high : x; }")
 *     NdArray clamp(NdArray x, double low, double high);
 *
 *     @Elementwise("double f(double x, double y) { return x > y ? sqrt(x) : y; }")
 *     void f(NdArray x, NdArray y, @Out NdArray result);
 * }
 * }
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Elementwise {
    /**
     * The function.
     *
     * @return its definition in C: a declaration as {@link Kernels#elementwise(String, String)} takes it, and the body in
     *     braces
     */
    String value();
}
