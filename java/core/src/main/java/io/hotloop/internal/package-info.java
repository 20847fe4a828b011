/** What Hotloop's own modules share; not part of the public API. */
@NullMarked
package io.hotloop.internal;

import org.jspecify.annotations.NullMarked;
