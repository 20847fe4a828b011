/**
 * Loading, downcalls, native memory and statuses, for Hotloop's own modules. What jextract generated is in
 * {@code gen} and stays inside this module.
 */
@NullMarked
package io.hotloop.bindings;

import org.jspecify.annotations.NullMarked;
