package io.hotloop;

import io.hotloop.internal.Configuration;

/**
 * How many threads one call may use.
 *
 * <p>The default is, first found: the system property {@code hotloop.threads}, the environment variable
 * {@code HOTLOOP_THREADS}, the cores that the system or container grants to this JVM. It is read once.
 * Results never depend on it.
 *
 * {@snippet :
 * Threads.with(1, () -> simulator.evolve(0.1)); // this call runs on the calling thread alone
 * }
 */
public final class Threads {
    /** The most threads that one call may ask for. */
    public static final int MAX = 1024;

    private static final ScopedValue<Integer> COUNT = ScopedValue.newInstance();

    /** 0 until first read. */
    private static volatile int defaultCount;

    private Threads() {}

    /**
     * The number of threads that a call made here and now may use, the calling thread among them.
     *
     * @return 1 to {@link #MAX}
     * @throws IllegalArgumentException if the property or the variable that sets the default holds
     *     something else than an integer from 1 to {@link #MAX}
     */
    public static int count() {
        return COUNT.isBound() ? COUNT.get() : defaultCount();
    }

    /**
     * Runs an operation whose calls use {@code count} threads.
     *
     * <p>Holds for the calling thread and the duration of the operation. OpenMP rebuilds its team of
     * threads when the number changes, which costs 60 to 370 µs each way: wrap a piece of work, not every
     * call.
     *
     * @param <T> the type of the result
     * @param <X> the type of exception that the operation throws
     * @param count number of threads, 1 to {@link #MAX}
     * @param operation what to run
     * @return what the operation returns
     * @throws X what the operation throws
     * @throws IllegalArgumentException if {@code count} is outside 1 to {@link #MAX}
     */
    public static <T, X extends Throwable> T with(int count, ScopedValue.CallableOp<? extends T, X> operation)
            throws X {
        return ScopedValue.where(COUNT, check("count", count)).<T, X>call(operation::call);
    }

    /**
     * Checks a number of threads.
     *
     * @param name what the number is called in the message
     * @param count the number
     * @return {@code count}
     * @throws IllegalArgumentException if {@code count} is outside 1 to {@link #MAX}
     */
    static int check(String name, int count) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException(name + " is " + count + ": a call uses 1 to " + MAX + " threads");
        }
        return count;
    }

    /** Reads the default once; a bad setting is reported by every call that needs it, not only the first. */
    private static int defaultCount() {
        int known = defaultCount;
        if (known == 0) {
            String setting = Configuration.setting("threads");
            known = setting == null ? Math.min(MAX, Runtime.getRuntime().availableProcessors()) : parse(setting);
            defaultCount = known;
        }
        return known;
    }

    private static int parse(String setting) {
        try {
            return check("hotloop.threads", Integer.parseInt(setting.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "hotloop.threads is \"" + setting + "\": it takes an integer from 1 to " + MAX, e);
        }
    }
}
