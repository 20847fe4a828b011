package io.hotloop;

/**
 * Ends long calls from another thread.
 *
 * <p>A token is handed to a call that accepts one; {@link #cancel()} then ends the call, native or Java,
 * within some milliseconds with a {@link java.util.concurrent.CancellationException}. A token serves any
 * number of calls; once cancelled it stays so. All methods are safe for concurrent use.
 *
 * <p>Interrupting the calling thread does the same without a token.
 *
 * {@snippet :
 * var stop = new CancelToken();
 * Thread.ofVirtual().start(() -> {
 *     awaitStopButton();
 *     stop.cancel();
 * });
 * simulator.withCancelToken(stop).evolve(1000.0); // throws CancellationException when stopped
 * }
 */
public final class CancelToken {
    private volatile boolean cancelled;

    /** Makes a token that is not cancelled. */
    public CancelToken() {}

    /** Ends the calls that hold this token, now and later. Does nothing the second time. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Tells whether {@link #cancel()} was called.
     *
     * @return true once cancelled
     */
    public boolean isCancelled() {
        return cancelled;
    }
}
