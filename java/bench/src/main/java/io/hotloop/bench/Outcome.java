package io.hotloop.bench;

/** What became of a case. */
public sealed interface Outcome {
    /**
     * The case that this is the outcome of.
     *
     * @return the case
     */
    Case of();

    /**
     * Checked, right, and timed.
     *
     * @param of the case
     * @param timing its time
     * @param error its error, as {@link Workload#error(double[], double[])} measures it
     */
    record Measured(Case of, Timing timing, double error) implements Outcome {
        /**
         * The median time of a unit.
         *
         * @return nanoseconds
         */
        public double nanosPerItem() {
            return timing.nanos().median() / items();
        }

        /**
         * How many units one run processed.
         *
         * @return positive
         */
        public long items() {
            return of.workload().items(of.size(), timing.amount());
        }
    }

    /**
     * Not timed, because its result is wrong or because it failed.
     *
     * @param of the case
     * @param reason what is wrong, with the values
     * @param error its error; NaN when there is none to give
     */
    record Wrong(Case of, String reason, double error) implements Outcome {}

    /**
     * Cannot run here.
     *
     * @param of the case
     * @param reason why
     */
    record Unavailable(Case of, String reason) implements Outcome {}
}
