package io.hotloop.bench;

/** How far a variant's result may be from the reference's. */
public sealed interface Tolerance {
    /** The same bits as the reference's; any NaN equals any other. */
    record Exact() implements Tolerance {}

    /**
     * Close to the reference.
     *
     * @param bound the largest error allowed, as {@link Workload#error(double[], double[])} measures it
     */
    record Within(double bound) implements Tolerance {
        /** Checks the bound. */
        public Within {
            if (!(bound > 0 && bound < 1)) {
                throw new IllegalArgumentException("bound is " + bound + ": it lies between 0 and 1");
            }
        }
    }
}
