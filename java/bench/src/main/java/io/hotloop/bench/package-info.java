/**
 * Measures the same work done in several ways, and tells which way is worth it.
 *
 * <p>A {@link io.hotloop.bench.Workload} has variants; {@link io.hotloop.bench.Bench} checks each variant's
 * result against the reference, lets a {@link io.hotloop.bench.Harness} time those that are right, and
 * {@link io.hotloop.bench.Report} prints the table or writes JSON. {@link io.hotloop.bench.Timeit} times a single piece of work.
 */
@NullMarked
package io.hotloop.bench;

import org.jspecify.annotations.NullMarked;
