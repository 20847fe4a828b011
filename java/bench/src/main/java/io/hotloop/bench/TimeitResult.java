package io.hotloop.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * What {@link Timeit} found. Prints as IPython does, with the best run and the processor time below:
 *
 * <pre>
 * 1.37 µs ± 12 ns per loop (mean ± std. dev. of 7 runs, 200,000 loops each)
 * best 1.35 µs, user 1.36 µs, system 0 ns
 * </pre>
 *
 * @param loops how often each run did the work
 * @param runs nanoseconds per loop of each run, in their order
 * @param userNanos processor time per loop of all threads of the process; NaN where the system does not tell
 * @param systemNanos the same in the kernel of the system
 */
public record TimeitResult(long loops, List<Double> runs, double userNanos, double systemNanos) {
    private static final MathContext DIGITS = new MathContext(3);

    /** Copies the list. */
    public TimeitResult {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a result of no runs");
        }
    }

    /**
     * The mean of the runs.
     *
     * @return nanoseconds per loop
     */
    public double mean() {
        return runs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /**
     * The standard deviation of the runs, of the population as IPython's is.
     *
     * @return nanoseconds per loop; 0 of one run
     */
    public double deviation() {
        double mean = mean();
        return Math.sqrt(
                runs.stream().mapToDouble(run -> (run - mean) * (run - mean)).sum() / runs.size());
    }

    /**
     * The best run: on a machine that does other things, too, the one to compare.
     *
     * @return nanoseconds per loop
     */
    public double best() {
        return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** Two lines, without one's end. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s ± %s per loop (mean ± std. dev. of %d run%s, %,d loop%s each)%nbest %s, user %s, system %s",
                time(mean()),
                time(deviation()),
                runs.size(),
                runs.size() == 1 ? "" : "s",
                loops,
                loops == 1 ? "" : "s",
                time(best()),
                time(userNanos),
                time(systemNanos));
    }

    /** Three significant digits in the unit that suits. */
    static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "?";
        }
        if (nanos >= 999.5e6) {
            return digits(nanos / 1e9) + " s";
        }
        if (nanos >= 999.5e3) {
            return digits(nanos / 1e6) + " ms";
        }
        return nanos >= 999.5 ? digits(nanos / 1e3) + " µs" : digits(nanos) + " ns";
    }

    private static String digits(double value) {
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
