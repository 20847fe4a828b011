package io.hotloop.bench;

/**
 * What is measured: a variant of a workload at a size.
 *
 * @param workload the workload
 * @param variant one of its variants
 * @param size the size
 * @param threads how many threads it uses: 1 for a variant that is not parallel
 */
public record Case(Workload workload, Variant variant, long size, int threads) {
    /** Sets the threads of a serial variant to 1. */
    public Case {
        if (!variant.parallel()) {
            threads = 1;
        }
    }

    @Override
    public String toString() {
        return workload.name() + " " + variant.name() + " n=" + size;
    }
}
