package io.hotloop.internal;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a range over threads of Java: the caller and helpers take the next piece each until none is
 * left. A helper that comes late finds nothing to do and is not waited for. Helpers are daemons, kept for
 * some seconds after their last piece.
 *
 * <p>As in C, at most {@link #CREWS} calls have helpers at a time, others work alone: more callers than that
 * keep the processor busy by themselves, and there are never more helpers than that many calls asked for.
 *
 * <p>Not the common pool: its workers may be blocked in the user's own tasks, and a loop of seconds in
 * it would delay them.
 */
public final class Workers {
    /** Calls that have helpers at the same time: {@code hl_team_limit()} of the C kernels. */
    static final int CREWS = 2;

    private static final long KEEP_ALIVE_SECONDS = 5;

    private static final Workers SHARED = new Workers(Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("hotloop-worker-", 0)
            .factory());

    /** Never started: stands for any other thread in the question who may access a segment. */
    private static final Thread ANOTHER =
            Thread.ofPlatform().inheritInheritableThreadLocals(false).unstarted(() -> {});

    /** What is cut. */
    public interface Task {
        /**
         * Works on a part of the range, on any thread.
         *
         * @param begin the first index
         * @param end one past the last
         * @return false when the task was cancelled
         */
        boolean run(long begin, long end);

        /** Ends the task early, as an interrupt of the calling thread does. */
        void cancel();
    }

    private final Crew[] crews = new Crew[CREWS];

    /** For tests; all else shares the helpers of {@link #run}. */
    Workers(ThreadFactory factory) {
        for (int i = 0; i < CREWS; i++) {
            crews[i] = new Crew(factory);
        }
    }

    /**
     * Runs a task over a range.
     *
     * @param task what to run
     * @param begin the first index
     * @param end one past the last
     * @param block how many indexes make a call worth its cost; a multiple of what fills a cache line
     * @param threads how many threads may work, the calling one among them; 1 where a segment of the task
     *     is not {@linkplain #isShareable shareable}
     * @return false when the task was cancelled
     */
    public static boolean run(Task task, long begin, long end, long block, int threads) {
        return SHARED.runShared(task, begin, end, block, threads);
    }

    /**
     * Tells whether any thread may access a segment; confined ones belong to one thread.
     *
     * @param segment the segment
     * @return true if so
     */
    public static boolean isShareable(MemorySegment segment) {
        return segment.isAccessibleBy(ANOTHER);
    }

    /** {@link #run} with the helpers of this object. */
    boolean runShared(Task task, long begin, long end, long block, int threads) {
        Crew crew = threads > 1 ? takeCrew() : null;
        try {
            return runWith(crew, task, begin, end, block, crew == null ? 1 : threads);
        } finally {
            if (crew != null) {
                crew.taken.set(false);
            }
        }
    }

    /** A crew that no other call has, the first one before the others; null when there is none. */
    private @Nullable Crew takeCrew() {
        for (Crew crew : crews) {
            if (crew.taken.compareAndSet(false, true)) {
                return crew;
            }
        }
        return null;
    }

    private static boolean runWith(@Nullable Crew crew, Task task, long begin, long end, long block, int usable) {
        long count = end - begin;
        long pieces = Math.ceilDiv(count, block);
        if (usable > 1) {
            pieces = Math.ceilDiv(Math.max(pieces, usable), usable) * usable;
        }
        // Equal pieces, cut at cache lines: two threads that write one line cost each other 2x.
        long unit = Math.min(8, block);
        long size = Math.max(unit, Math.ceilDiv(Math.ceilDiv(count, Math.max(1, pieces)), unit) * unit);
        var team = new Team(task, begin, end, size);
        int helpers = (int) Math.min(usable, Math.ceilDiv(count, size)) - 1;
        try {
            if (crew != null) {
                crew.call(team, usable - 1, helpers);
            }
            team.work();
        } finally {
            team.finish();
        }
        return team.result();
    }

    /** The helpers of one call at a time. */
    private static final class Crew {
        private final AtomicBoolean taken = new AtomicBoolean();
        private final ThreadPoolExecutor pool;

        Crew(ThreadFactory factory) {
            pool = new ThreadPoolExecutor(
                    1,
                    1,
                    KEEP_ALIVE_SECONDS,
                    TimeUnit.SECONDS,
                    // Never a thread more than the core: who comes late waits here, and finds nothing to do.
                    new LinkedBlockingQueue<>(),
                    factory);
            pool.allowCoreThreadTimeOut(true);
        }

        /** Has {@code helpers} threads help, of the {@code most} that the calls ask for now. */
        void call(Team team, int most, int helpers) {
            // Core and maximum together: above the maximum, threads end at once.
            if (most > pool.getMaximumPoolSize()) {
                pool.setMaximumPoolSize(most);
                pool.setCorePoolSize(most);
            } else if (most < pool.getMaximumPoolSize()) {
                pool.setCorePoolSize(most);
                pool.setMaximumPoolSize(most);
            }
            for (int i = 0; i < helpers; i++) {
                try {
                    pool.execute(team::help);
                } catch (OutOfMemoryError e) {
                    // The system refuses another thread, which is no reason to fail: the caller works
                    // anyway, and the helpers that there are take what is queued.
                    if (pool.getPoolSize() == 0) {
                        return;
                    }
                    pool.getQueue().add(team::help);
                }
            }
        }
    }

    private static final class Team {
        private final Task task;
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

        Team(Task task, long begin, long end, long size) {
            this.task = task;
            this.begin = begin;
            this.end = end;
            this.size = size;
            pieces = Math.ceilDiv(end - begin, size);
        }

        /** Takes pieces until none is left, or somebody was cancelled or failed. */
        void work() {
            for (long i = next.getAndIncrement(); i < pieces && !stopped; i = next.getAndIncrement()) {
                long from = begin + i * size;
                if (!task.run(from, Math.min(from + size, end))) {
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
                    task.cancel();
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
                    default -> throw new AssertionError("tasks throw nothing checked", failure);
                }
            }
            return !stopped;
        }
    }
}
