package io.hotloop.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The declaration that a call takes 10 µs at most. It is then some 5 ns faster and takes Java's own arrays and what lies
 * on the heap without a copy; but while it runs, no garbage collection can begin, and all threads of the program may
 * have to wait for it. C cannot call back, and {@code PRANGE} keeps to the calling thread.
 *
 * <p>It needs a JDK of 25.0.3 or later: before, the collector may move an array under a call (JDK-8377811).
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ShortCall {}
