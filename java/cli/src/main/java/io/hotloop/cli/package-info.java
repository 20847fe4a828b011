/** The command {@code hotloop}: what it understands, and how it answers. */
@NullMarked
package io.hotloop.cli;

import org.jspecify.annotations.NullMarked;
