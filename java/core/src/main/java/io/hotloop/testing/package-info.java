/**
 * Helpers for tests of code that uses arrays. They throw {@link java.lang.AssertionError} and need no test
 * framework.
 */
@NullMarked
package io.hotloop.testing;

import org.jspecify.annotations.NullMarked;
