/** Hotloop's own workloads, found as services. */
@NullMarked
package io.hotloop.bench.workloads;

import org.jspecify.annotations.NullMarked;
