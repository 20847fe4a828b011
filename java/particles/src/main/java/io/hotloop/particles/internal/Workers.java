package io.hotloop.particles.internal;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a range of particles over threads: the caller and helpers take the next piece each until none is
 * left. A helper that comes late finds nothing to do and is not waited for. Helpers are daemons, kept for
 * some seconds after their last piece.
 *
 * <p>Not the common pool: its workers may be blocked in the user's own tasks, and a loop of seconds in
 * it would delay them.
 */
final class Workers {
    private static final ThreadPoolExecutor POOL = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform()
                    .daemon()
                    .inheritInheritableThreadLocals(false)
                    .name("hotloop-worker-", 0)
                    .factory());

    /** Never started: stands for any other thread in the question who may access a segment. */
    private static final Thread ANOTHER = Thread.ofPlatform().unstarted(() -> {});

    private Workers() {}

    /**
     * Runs a kernel over a range.
     *
     * @param kernel what to run
     * @param job its arguments
     * @param begin the first particle
     * @param end one past the last
     * @param threads how many threads may work, the calling one among them
     * @return false when the job was cancelled
     */
    static boolean run(RangeKernel kernel, EvolveJob job, long begin, long end, int threads) {
        long count = end - begin;
        long pieces = Math.ceilDiv(count, kernel.block());
        int usable = isShareable(job) ? threads : 1;
        if (usable > 1) {
            pieces = Math.ceilDiv(Math.max(pieces, usable), usable) * usable;
        }
        // Equal pieces, cut at cache lines: two threads that write one line cost each other 2x.
        long size = Math.max(8, Math.ceilDiv(Math.ceilDiv(count, Math.max(1, pieces)), 8) * 8);
        var team = new Team(kernel, job, begin, end, size);
        int helpers = (int) Math.min(usable, Math.ceilDiv(count, size)) - 1;
        try {
            for (int i = 0; i < helpers; i++) {
                POOL.execute(team::help);
            }
            team.work();
        } finally {
            team.finish();
        }
        return team.result();
    }

    /** Confined segments belong to one thread: then it works alone. */
    private static boolean isShareable(EvolveJob job) {
        return isShareable(job.x()) && isShareable(job.xOut());
    }

    private static boolean isShareable(MemorySegment segment) {
        return segment.isAccessibleBy(ANOTHER);
    }

    private static final class Team {
        private final RangeKernel kernel;
        private final EvolveJob job;
        private final long begin;
        private final long size;
        private final long pieces;
        private final long end;
        private final AtomicLong next = new AtomicLong();
        private volatile boolean stopped;

        /** Guarded by this, as the fields below. */
        private int helping;

        private boolean finished;
        private @Nullable Throwable failure;

        Team(RangeKernel kernel, EvolveJob job, long begin, long end, long size) {
            this.kernel = kernel;
            this.job = job;
            this.begin = begin;
            this.end = end;
            this.size = size;
            pieces = Math.ceilDiv(end - begin, size);
        }

        /** Takes pieces until none is left, or somebody was cancelled or failed. */
        void work() {
            for (long i = next.getAndIncrement(); i < pieces && !stopped; i = next.getAndIncrement()) {
                long from = begin + i * size;
                if (!kernel.evolve(job, from, Math.min(from + size, end))) {
                    stopped = true;
                }
            }
        }

        void help() {
            synchronized (this) {
                if (finished) {
                    return;
                }
                helping++;
            }
            Throwable thrown = null;
            try {
                work();
            } catch (Throwable e) {
                thrown = e;
                stopped = true;
            }
            synchronized (this) {
                if (thrown != null) {
                    if (failure == null) {
                        failure = thrown;
                    } else {
                        failure.addSuppressed(thrown);
                    }
                }
                helping--;
                notifyAll();
            }
        }

        /** Waits for the helpers that have begun: they write into memory that the caller may free next. */
        synchronized void finish() {
            finished = true;
            if (next.get() < pieces) {
                stopped = true;
            }
            boolean interrupted = false;
            while (helping > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // Waiting has cleared the status that the helpers look at.
                    interrupted = true;
                    job.cancel();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        synchronized boolean result() {
            if (failure != null) {
                switch (failure) {
                    case Error e -> throw e;
                    case RuntimeException e -> throw e;
                    default -> throw new AssertionError("kernels throw nothing checked", failure);
                }
            }
            return !stopped;
        }
    }
}
