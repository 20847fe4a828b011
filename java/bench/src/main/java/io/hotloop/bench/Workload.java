package io.hotloop.bench;

import java.util.List;

/**
 * A piece of work that several variants do, found by {@link java.util.ServiceLoader}. Implementations have
 * a public constructor without parameters and no state that changes: each fork of the full mode makes its
 * own.
 *
 * {@snippet :
 * public final class SquareWorkload implements Workload {
 *     public List<Variant> variants() {
 *         return List.of(new Variant("JAVA_LOOP", false, false, true, new Tolerance.Exact(), Set.of(),
 *                 new Availability.Available()));
 *     }
 *
 *     public Task prepare(Variant variant, long size) {
 *         return new Squares(Math.toIntExact(size));
 *     }
 *     // name(), group(), description(), unit(), sizes(), items(...)
 * }
 * }
 */
public interface Workload {
    /**
     * The name by which the command line selects it.
     *
     * @return unique among the workloads; lower case
     */
    String name();

    /**
     * The group whose name selects all its workloads at once.
     *
     * @return lower case; may equal {@link #name()}
     */
    String group();

    /**
     * What is computed, on one line.
     *
     * @return a phrase without a full stop
     */
    String description();

    /**
     * What is counted: time is given per unit.
     *
     * @return a noun in the singular, for example {@code element}
     */
    String unit();

    /**
     * The sizes that are measured when none are asked for.
     *
     * @return positive, ascending
     */
    List<Long> sizes();

    /**
     * The variants, those that cannot run here among them, in the order of the report. The first one is
     * the reference of the check: available everywhere, plain and trusted.
     *
     * @return not empty, names unique
     */
    List<Variant> variants();

    /**
     * Makes the inputs and the state of a variant. The inputs depend on the size only.
     *
     * @param variant one of {@link #variants()} that is available
     * @param size the size, positive
     * @return the task; the caller closes it
     */
    Task prepare(Variant variant, long size);

    /**
     * What else the report says about a size, such as the memory that the variants take. Asked for once a report,
     * after the measurements.
     *
     * @param size the size
     * @return lines; none by default
     */
    default List<String> notes(long size) {
        return List.of();
    }

    /**
     * How much work one run does: 1, or for work that has a number of repetitions of its own (steps of a
     * simulation) that number.
     *
     * @param size the size
     * @return positive
     */
    default long amount(long size) {
        return 1;
    }

    /**
     * The least amount for which time is still proportional to the amount. The quick mode goes below
     * {@link #amount(long)}, never below this, for variants so slow that their samples would take long.
     *
     * @param size the size
     * @return positive, at most {@code amount(size)}
     */
    default long leastAmount(long size) {
        return amount(size);
    }

    /**
     * How many units a run processes.
     *
     * @param size the size
     * @param amount the amount
     * @return positive
     */
    long items(long size, long amount);

    /**
     * The error of a result: here the largest difference from the expected values, relative to the largest
     * magnitude among them (the normwise error: an element near zero does not blow it up).
     *
     * @param expected the reference's result
     * @param actual a variant's result, as long as {@code expected}
     * @return 0 when equal; NaN when one of the two has a NaN or an infinity where the other has not
     */
    default double error(double[] expected, double[] actual) {
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            // compare: NaN equals NaN, and equal infinities differ by 0, not by NaN.
            if (Double.compare(expected[i], actual[i]) != 0) {
                difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
            }
            if (Double.isFinite(expected[i])) {
                scale = Math.max(scale, Math.abs(expected[i]));
            }
        }
        // Max with NaN is NaN: a single NaN against a number is never lost.
        return difference == 0 ? 0 : Double.isFinite(difference) ? difference / (scale == 0 ? 1 : scale) : Double.NaN;
    }
}
