/** The simulator's kernel in the Vector API; a service, nothing to call. */
@NullMarked
package io.hotloop.particles.vector;

import org.jspecify.annotations.NullMarked;
