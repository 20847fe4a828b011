/**
 * Hotloop's entry points: {@link io.hotloop.NdArray} and {@link io.hotloop.Nd} are arrays, {@link io.hotloop.Expression}
 * computes formulas over them as a whole; {@link io.hotloop.Hotloop#info()} tells what is loaded and why,
 * {@link io.hotloop.Threads} how many threads a call uses, {@link io.hotloop.CancelToken} ends long
 * calls.
 */
@NullMarked
package io.hotloop;

import org.jspecify.annotations.NullMarked;
