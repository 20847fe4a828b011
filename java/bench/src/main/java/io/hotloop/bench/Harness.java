package io.hotloop.bench;

/** A way of measuring time. */
public sealed interface Harness permits QuickHarness, JmhHarness {
    /**
     * Measures a case whose result was checked.
     *
     * @param measured the case
     * @return its time
     * @throws BenchException if it cannot be measured
     */
    Timing measure(Case measured);

    /**
     * The name of the mode, for the report.
     *
     * @return {@code quick} or {@code full}
     */
    String mode();
}
