/*
 * hl_parallel_for itself, compiled into this program: where it cuts, what it returns, and what it does
 * where no team can be had. Threads alive are counted in test_teams.c.
 */
#define _GNU_SOURCE /* setresuid */
#include "parallel.h"

#include <omp.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "hotloop.h"

enum { MOST = 700 };

typedef struct {
    int64_t n;
    int64_t grain;
    atomic_int visits[MOST];
    atomic_int ranges;
    atomic_int foreign; /* ranges that ran on another thread than the caller's */
    pthread_t owner;
} record;

static record the_record;

static record *reset(int64_t n, int64_t grain) {
    memset(&the_record, 0, sizeof the_record);
    the_record.n = n;
    the_record.grain = grain;
    the_record.owner = pthread_self();
    return &the_record;
}

static int visit(void *context, int64_t begin, int64_t end) {
    record *const r = context;
    CHECK(begin >= 0 && begin < end && end <= r->n, "[%" PRId64 ", %" PRId64 ") of %" PRId64, begin,
          end, r->n);
    CHECK(begin % r->grain == 0 && (end % r->grain == 0 || end == r->n),
          "[%" PRId64 ", %" PRId64 ") is not cut at multiples of %" PRId64, begin, end, r->grain);
    for (int64_t i = begin; i < end; i++) {
        atomic_fetch_add(&r->visits[i], 1);
    }
    atomic_fetch_add(&r->ranges, 1);
    atomic_fetch_add(&r->foreign, !pthread_equal(pthread_self(), r->owner));
    return HL_OK;
}

static void check_visits(const record *r, int threads) {
    for (int64_t i = 0; i < r->n; i++) {
        CHECK(r->visits[i] == 1,
              "n %" PRId64 ", grain %" PRId64 ", %d threads: %" PRId64 " was visited %d times",
              r->n, r->grain, threads, i, r->visits[i]);
    }
}

/* Every element once, cut at grains, one range a thread at most, none for n = 0. */
static void cuts(void) {
    static const int64_t GRAINS[] = {8, 16, 24, 512};
    static const int THREADS[] = {1, 2, 3, 5, 17};
    for (size_t t = 0; t < sizeof THREADS / sizeof THREADS[0]; t++) {
        for (size_t g = 0; g < sizeof GRAINS / sizeof GRAINS[0]; g++) {
            for (int64_t n = 0; n < MOST; n += n < 50 ? 1 : 13) {
                record *const r = reset(n, GRAINS[g]);
                CHECK_STATUS(HL_OK, hl_parallel_for(n, GRAINS[g], THREADS[t], visit, r));
                check_visits(r, THREADS[t]);
                const int64_t grains = (n + GRAINS[g] - 1) / GRAINS[g];
                const int64_t want = grains < THREADS[t] ? grains : THREADS[t];
                CHECK(r->ranges == want,
                      "n %" PRId64 ", grain %" PRId64 ", %d threads: %d ranges, not %" PRId64, n,
                      GRAINS[g], THREADS[t], r->ranges, want);
            }
        }
    }
}

typedef struct {
    atomic_llong total;
    atomic_llong longest;
    atomic_llong shortest;
} extent;

static int measure(void *context, int64_t begin, int64_t end) {
    extent *const e = context;
    const long long length = end - begin;
    atomic_fetch_add(&e->total, length);
    long long seen = atomic_load(&e->longest);
    while (length > seen && !atomic_compare_exchange_weak(&e->longest, &seen, length)) {
    }
    seen = atomic_load(&e->shortest);
    while (length < seen && !atomic_compare_exchange_weak(&e->shortest, &seen, length)) {
    }
    return HL_OK;
}

/* No n overflows the cut, and the shares differ by one grain at most. */
static void large_n(void) {
    static const int64_t SIZES[] = {INT64_MAX, INT64_MAX - 1, INT64_MAX / 8, INT64_C(1) << 62, 100};
    for (size_t s = 0; s < sizeof SIZES / sizeof SIZES[0]; s++) {
        for (int t = 1; t < 3; t++) {
            extent e = {.shortest = INT64_MAX};
            CHECK_STATUS(HL_OK, hl_parallel_for(SIZES[s], 8, TEST_THREADS[t], measure, &e));
            CHECK(e.total == SIZES[s], "n %" PRId64 ": %lld were dealt out", SIZES[s], e.total);
            CHECK(e.longest - e.shortest < 16, "n %" PRId64 ": shares of %lld to %lld", SIZES[s],
                  e.shortest, e.longest);
        }
    }
}

static int fail_at(void *context, int64_t begin, int64_t end) {
    const int64_t *const at = context;
    return begin <= *at && *at < end ? HL_ECANCELED : HL_OK;
}

/* What one range returns reaches the caller. */
static void statuses(void) {
    for (int t = 0; t < 3; t++) {
        for (int64_t at = 0; at < 80; at += 8) {
            CHECK_STATUS(HL_ECANCELED, hl_parallel_for(80, 8, TEST_THREADS[t], fail_at, &at));
        }
        int64_t nowhere = 80;
        CHECK_STATUS(HL_OK, hl_parallel_for(80, 8, TEST_THREADS[t], fail_at, &nowhere));
    }
}

static void run_alone(const char *where) {
    record *const r = reset(100, 8);
    CHECK_STATUS(HL_OK, hl_parallel_for(100, 8, 2, visit, r));
    check_visits(r, 2);
    CHECK(r->ranges == 1 && r->foreign == 0, "%s: %d ranges, %d on other threads", where, r->ranges,
          r->foreign);
}

/* A caller that is itself inside a parallel region, ours or its own, is served by its own thread. */
static void nested(void) {
#pragma omp parallel num_threads(2)
    {
#pragma omp critical
        run_alone("inside a parallel region");
    }
}

static void check_forked_child(void) {
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        alarm(20);
        run_alone("in a forked child");
        _exit(the_record.ranges == 1 ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child ended with status %d", status);
}

/* A forked child has no workers: a region would wait for them for ever. */
static void forked(void) {
    CHECK_STATUS(HL_OK, hl_parallel_for(100, 8, 2, visit, reset(100, 8)));
    check_forked_child();
    CHECK_STATUS(HL_OK, hl_parallel_for(100, 8, 2, visit, reset(100, 8)));
    CHECK(the_record.ranges == 2, "%d ranges after a fork", the_record.ranges);
}

/* The same where the program's own OpenMP started the workers, before anything of this library ran. */
static void forked_before(void) {
    atomic_int members = 0;
#pragma omp parallel num_threads(2)
    atomic_fetch_add(&members, 1);
    CHECK(members == 2, "%d threads in the program's own region", members);
    check_forked_child();
}

/* Where threads cannot be created the work is done alone; libgomp would end the process. Address space is
 * what runs out here, since that limit binds the superuser as well. */
static void no_threads(void) {
#if defined(HL_SANITIZED)
    test_skip("a sanitizer's shadow needs terabytes of addresses: no limit there");
#endif
    CHECK_STATUS(HL_OK, hl_parallel_for(600, 8, 2, visit, reset(600, 8)));
    const struct rlimit none = {(rlim_t)1 << 20, RLIM_INFINITY};
    struct rlimit before;
    getrlimit(RLIMIT_AS, &before);
    setrlimit(RLIMIT_AS, &none);
    record *const r = reset(600, 8);
    const int status = hl_parallel_for(600, 8, 64, visit, r);
    const int ranges = r->ranges;
    setrlimit(RLIMIT_AS, &before);
    CHECK_STATUS(HL_OK, status);
    check_visits(r, 64);
    CHECK(ranges == 1, "%d ranges without room for a thread's stack", ranges);
    CHECK_STATUS(HL_OK, hl_parallel_for(600, 8, 64, visit, reset(600, 8)));
    CHECK(the_record.ranges == 64, "%d ranges when there is room again", the_record.ranges);
}

/* The same with workers whose stacks are larger than other threads' (OMP_STACKSIZE, set by CTest). */
static void large_stacks(void) {
#if defined(HL_SANITIZED)
    test_skip("a sanitizer's shadow needs terabytes of addresses: no limit there");
#endif
    const char *const stack = getenv("OMP_STACKSIZE");
    if (stack == NULL || strcmp(stack, "512M") != 0) {
        test_skip("needs OMP_STACKSIZE=512M");
    }
    const struct rlimit two_stacks = {(rlim_t)1400 << 20, RLIM_INFINITY};
    struct rlimit before;
    getrlimit(RLIMIT_AS, &before);
    setrlimit(RLIMIT_AS, &two_stacks);
    record *const r = reset(600, 8);
    const int status = hl_parallel_for(600, 8, 8, visit, r);
    setrlimit(RLIMIT_AS, &before);
    CHECK_STATUS(HL_OK, status);
    check_visits(r, 8);
    CHECK(r->ranges == 1, "%d ranges where there is room for 2 of 7 stacks", r->ranges);
}

typedef struct {
    double until;
    int threads;
    atomic_bool complete; /* all callers are there */
    atomic_int shared;    /* calls that had a team */
} crowd;

static int note_team(void *context, int64_t begin, int64_t end) {
    (void)begin;
    (void)end;
    atomic_fetch_add((atomic_int *)context, omp_in_parallel());
    return HL_OK;
}

static void *call_again_and_again(void *context) {
    crowd *const c = context;
    /* A team that is there first could take the room of a caller that is still to come. */
    while (!c->complete) {
        sched_yield();
    }
    while (seconds() < c->until) {
        CHECK_STATUS(HL_OK, hl_parallel_for(100, 8, c->threads, note_team, &c->shared));
    }
    return NULL;
}

/* Callers that race for the last threads that their user may have: none of them may be promised threads
 * that another takes, since libgomp then ends the process. */
static void few_threads(void) {
    enum { CALLERS = 4, THREADS = 5, ROOM = 6 };
    /* The limit counts all processes of a user and does not bind the superuser: so become one that has no
     * other process, hopefully, for a while. */
    const uid_t nobody_else = 60000 + (uid_t)getpid() % 5000;
    if (geteuid() != 0 || setresuid(nobody_else, nobody_else, 0) != 0) {
        test_skip("only the superuser can become a user without other processes");
    }
    struct rlimit before;
    getrlimit(RLIMIT_NPROC, &before);
    const struct rlimit few = {(rlim_t)(count_tasks() + CALLERS + ROOM), before.rlim_max};
    setrlimit(RLIMIT_NPROC, &few);
    crowd c = {.until = seconds() + 2, .threads = THREADS};
    pthread_t callers[CALLERS];
    int started = 0;
    while (started < CALLERS &&
           pthread_create(&callers[started], NULL, call_again_and_again, &c) == 0) {
        started++;
    }
    c.complete = true;
    for (int i = 0; i < started; i++) {
        pthread_join(callers[i], NULL);
    }
    setrlimit(RLIMIT_NPROC, &before);
    if (setresuid(0, 0, 0) != 0) {
        perror("setresuid");
        exit(1);
    }
    CHECK(started == CALLERS, "%d of %d callers", started, CALLERS);
    CHECK(c.shared > 0, "no call had a team, though there was room for one");
}

TEST_GROUPS({"cuts", cuts}, {"large_n", large_n}, {"statuses", statuses}, {"nested", nested},
            {"forked_before", forked_before}, {"forked", forked}, {"no_threads", no_threads},
            {"large_stacks", large_stacks}, {"few_threads", few_threads})
