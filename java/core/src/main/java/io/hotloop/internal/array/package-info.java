/**
 * The engine under {@code NdArray}: layouts, programs, and the two implementations of every operation, native
 * and Java, with the same bits. Arguments were checked by {@code io.hotloop}; here they are asserted.
 */
@NullMarked
package io.hotloop.internal.array;

import org.jspecify.annotations.NullMarked;
