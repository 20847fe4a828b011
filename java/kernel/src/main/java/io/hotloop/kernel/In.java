package io.hotloop.kernel;

import io.hotloop.DType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that C reads: an {@link io.hotloop.NdArray}, a {@link java.lang.foreign.MemorySegment}, an array of numbers
 * or of records. In C its elements are {@code const}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface In {
    /**
     * The dtype that an {@code NdArray} must have; it is not cast.
     *
     * @return the dtype
     */
    DType dtype() default DType.FLOAT64;

    /**
     * How many axes an {@code NdArray} must have.
     *
     * @return the rank; -1 for any
     */
    int rank() default -1;

    /**
     * How the elements of an {@code NdArray} lie.
     *
     * @return what is done about arrays that lie otherwise
     */
    Layout layout() default Layout.STRIDED;
}
