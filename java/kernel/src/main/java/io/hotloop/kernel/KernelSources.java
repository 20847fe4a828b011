package io.hotloop.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sources of an interface's kernels, for {@link Kernels#open} and for the goal {@code compile-kernels} of
 * {@code hotloop-maven-plugin}, which compiles them when the program is built.
 *
 * {@snippet :
 * @KernelSources("geometry.c")
 * public interface Geometry {
 *     void norms(@In NdArray r, @Out NdArray norm);
 * }
 * }
 *
 * <p>How a source is compiled stands in it: lines such as {@code // hotloop: checks=off link=fftw3}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface KernelSources {
    /**
     * The sources, and headers that they include.
     *
     * @return names of resources, as for {@link Class#getResourceAsStream}: a plain name is a file beside the class
     */
    String[] value();
}
