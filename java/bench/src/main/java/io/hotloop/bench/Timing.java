package io.hotloop.bench;

/**
 * The time of one run.
 *
 * @param nanos wall-clock time of a run
 * @param cpuNanos mean processor time of a run, user and system, of all threads of the process; NaN where
 *     the JVM cannot tell
 * @param amount how much work each run did
 */
public record Timing(Statistics nanos, double cpuNanos, long amount) {}
