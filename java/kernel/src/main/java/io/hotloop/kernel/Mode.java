package io.hotloop.kernel;

/** Whether kernels test what they access. */
public enum Mode {
    /**
     * Every access by {@code AT} is tested: a read outside the array gives 0, a write goes nowhere, loops of
     * {@code RANGE} and {@code PRANGE} do nothing more, and the call throws, with the index and the line in the source.
     * {@code DIV} and {@code MOD} test for 0. Pointers of C are not covered.
     */
    CHECKED,
    /** Nothing is tested: an index outside the array reads or destroys what is there, a division by 0 ends the JVM. */
    FAST
}
