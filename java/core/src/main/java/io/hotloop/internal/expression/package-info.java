/**
 * The language of {@code io.hotloop.Expression}: from text or a built tree to programs of the arrays' engine. Text becomes
 * a {@link io.hotloop.internal.expression.Syntax} once; with the dtypes of its names that becomes a program.
 */
@NullMarked
package io.hotloop.internal.expression;

import org.jspecify.annotations.NullMarked;
