/**
 * Kernels of one's own: the loop in C, called from Java as a method.
 *
 * <p>{@link io.hotloop.kernel.Kernels#compile} takes a Java interface and C text, and gives an implementation of the
 * interface. C's prototypes are made from the interface, so that a mismatch is an error of the C compiler, shown at the
 * line where it is.
 */
@NullMarked
package io.hotloop.kernel;

import org.jspecify.annotations.NullMarked;
