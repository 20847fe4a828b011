package io.hotloop.bench;

/**
 * A variant ready to run: its inputs are made, nothing but the work is left. Used by one thread at a time.
 */
public interface Task extends AutoCloseable {
    /**
     * Does the work once.
     *
     * @param amount how much, as {@link Workload#amount(long)} defines it; positive
     */
    void run(long amount);

    /**
     * The result after all runs so far, for the check: variants that ran the same amounts give the same.
     *
     * @return a new array
     */
    double[] result();

    /** Gives the memory back. */
    @Override
    void close();
}
