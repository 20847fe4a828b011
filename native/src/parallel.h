/*
 * How a call spreads over threads: the only interface to the OpenMP runtime, so that a pool of our own
 * could replace it. Kernels know nothing of threads; what is worth more than one thread is decided by the
 * caller (api.c), who passes threads = 1 otherwise.
 */
#ifndef HL_PARALLEL_H
#define HL_PARALLEL_H

#include <stdint.h>

enum { HL_MAX_THREADS = 1024 };

/* Works on [begin, end), begin < end, of what context describes. Returns an enum hl_status. */
typedef int hl_range_fn(void *context, int64_t begin, int64_t end);

/*
 * Cuts [0, n) into one range a thread, as even as multiples of grain allow, and runs fn over them.
 *
 * grain is in elements and must fill whole 64-byte lines: two threads that write into one line cost more
 * than the second one gains. Runs on the calling thread alone when threads is 1, when there is only one
 * grain, when no team is free or the system grants no threads (see parallel.c), in a forked child, and when
 * it is called from inside a parallel region.
 *
 * Returns HL_OK, or one of the statuses other than HL_OK that fn returned.
 */
int hl_parallel_for(int64_t n, int64_t grain, int threads, hl_range_fn *fn, void *context);

#endif
