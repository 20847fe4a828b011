/** How the particles are evolved; not part of the public API. */
@NullMarked
package io.hotloop.particles.internal;

import org.jspecify.annotations.NullMarked;
