/*
 * Teams of OpenMP workers, and who may own one. libgomp keeps a team for every thread that ever started a
 * region, until that thread ends: 64 callers of 2-thread regions would be 128 threads. Here at most
 * TEAM_LIMIT callers own one at a time; each holds a ticket for it, the others run serially.
 *
 * A ticket is normally kept after the call, so that the next region of that thread finds its team hot. The
 * last one is never kept, and a kept one is given up when a caller was refused since: an idle owner cannot
 * starve the others. To give a ticket up means to end the team before the call returns.
 */
#include "parallel.h"

#include <ctype.h>
#include <omp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "compat.h"
#include "hotloop.h"

enum { TEAM_LIMIT = 2 };

static atomic_int free_tickets = TEAM_LIMIT;
static atomic_int kept_tickets = 0;
static atomic_bool refused_since = false;
/* In a forked child the workers are gone but libgomp still waits for them: a region would hang. */
static atomic_bool in_forked_child = false;
/* Held while a team grows, see there. */
static pthread_mutex_t growth = PTHREAD_MUTEX_INITIALIZER;

/* What the calling thread owns. */
typedef struct {
    bool keeps_ticket;
    int team_size; /* threads of its team, itself included; 0: no team */
} owner;

static _Thread_local owner self;

static pthread_once_t prepared = PTHREAD_ONCE_INIT;
static pthread_key_t exit_key;
static bool has_exit_key = false;
static size_t worker_stack = 0; /* bytes; 0: the system's default */

static void end_team(owner *me) {
#if !defined(__clang__)
    /* libgomp: ends the calling thread's workers and waits for them. LLVM's runtime has one pool for the
     * process instead, which this call would take away from everybody. */
    omp_pause_resource_all(omp_pause_hard);
#endif
    me->team_size = 0;
}

static void give_up_kept_ticket(owner *me) {
    end_team(me);
    me->keeps_ticket = false;
    atomic_fetch_sub(&kept_tickets, 1);
    atomic_fetch_add(&free_tickets, 1);
}

/* Runs when a thread ends that keeps a ticket. */
static void on_thread_exit(void *me) {
    if (((owner *)me)->keeps_ticket && !atomic_load(&in_forked_child)) {
        give_up_kept_ticket(me);
    }
}

#if !defined(_WIN32)
static void on_fork_in_child(void) {
    atomic_store(&in_forked_child, true);
}

/* Not left to the first region: the program may have used OpenMP itself before it forked. */
static HL_AT_LOAD void watch_forks(void) {
    pthread_atfork(NULL, NULL, on_fork_in_child);
}
#endif

/* A size as OMP_STACKSIZE has it: a number and B, K, M or G, K when there is none. 0: not a size. */
static size_t parse_size(const char *text) {
    char *end;
    const unsigned long long number = strtoull(text, &end, 10);
    if (end == text) {
        return 0;
    }
    while (isspace((unsigned char)*end)) {
        end++;
    }
    int shift = 10;
    if (*end != '\0') {
        static const char UNITS[] = "bkmg";
        const char *const unit = strchr(UNITS, tolower((unsigned char)*end++));
        if (unit == NULL) {
            return 0;
        }
        shift = 10 * (int)(unit - UNITS);
    }
    while (isspace((unsigned char)*end)) {
        end++;
    }
    return *end == '\0' && number <= SIZE_MAX >> shift ? (size_t)number << shift : 0;
}

static void prepare(void) {
    has_exit_key = pthread_key_create(&exit_key, on_thread_exit) == 0;
    static const char *const VARIABLES[] = {"OMP_STACKSIZE", "GOMP_STACKSIZE"};
    for (int i = 0; i < 2 && worker_stack == 0; i++) {
        const char *const value = getenv(VARIABLES[i]);
        worker_stack = value != NULL ? parse_size(value) : 0;
    }
}

static bool take_ticket(const owner *me) {
    if (me->keeps_ticket) {
        return true;
    }
    int free = atomic_load(&free_tickets);
    while (free > 0) {
        if (atomic_compare_exchange_weak(&free_tickets, &free, free - 1)) {
            return true;
        }
    }
    atomic_store(&refused_since, true);
    return false;
}

/* Without a key there is nobody to give the ticket back when the thread ends: then none is kept. */
static bool try_keep_ticket(owner *me) {
    int kept = atomic_load(&kept_tickets);
    while (kept < TEAM_LIMIT - 1) {
        if (atomic_compare_exchange_weak(&kept_tickets, &kept, kept + 1)) {
            if (has_exit_key && pthread_setspecific(exit_key, me) == 0) {
                me->keeps_ticket = true;
                return true;
            }
            atomic_fetch_sub(&kept_tickets, 1);
            return false;
        }
    }
    return false;
}

static void return_ticket(owner *me) {
    /* Looked at before it is written: the common case must not move the line between cores. */
    const bool refused = atomic_load(&refused_since) && atomic_exchange(&refused_since, false);
    if (me->keeps_ticket) {
        if (refused) {
            give_up_kept_ticket(me);
        }
    } else if (refused || !try_keep_ticket(me)) {
        end_team(me);
        atomic_fetch_add(&free_tickets, 1);
    }
}

/* A thread that shows that it can be had. */
typedef struct {
    pthread_t thread;
    pthread_mutex_t *gate;
    hl_thread_id id;
} probe;

static void *wait_at_gate(void *context) {
    probe *const p = context;
    p->id = hl_this_thread();
    pthread_mutex_lock(p->gate);
    pthread_mutex_unlock(p->gate);
    return NULL;
}

/* Whether the system grants so many more threads with a worker's stack, all alive at the same time. None of
 * them counts any longer on return: a thread that was joined may still be dying. */
static bool can_start_threads(int count) {
    probe probes[HL_MAX_THREADS];
    pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    if (worker_stack > 0) {
        /* A size that the system refuses is refused by the runtime too: both take the default. */
        pthread_attr_setstacksize(&attributes, worker_stack);
    }
    int started = 0;
    pthread_mutex_lock(&gate);
    while (started < count) {
        probe *const p = &probes[started];
        p->gate = &gate;
        if (pthread_create(&p->thread, &attributes, wait_at_gate, p) != 0) {
            break;
        }
        started++;
    }
    pthread_mutex_unlock(&gate);
    bool gone = true;
    for (int i = 0; i < started; i++) {
        pthread_join(probes[i].thread, NULL);
        gone = hl_await_thread_end(probes[i].id) && gone;
    }
    pthread_mutex_destroy(&gate);
    pthread_attr_destroy(&attributes);
    return gone && started == count;
}

static void start_workers(int threads) {
    /* Counted only so that no compiler finds the region empty and leaves it out. */
    atomic_int present = 0;
#pragma omp parallel num_threads(threads)
    atomic_fetch_add(&present, 1);
}

/*
 * Makes the calling thread's team so large, or says that the system does not grant the threads. libgomp
 * ends the process when it cannot create one, and a container's limit on processes is easily met: so they
 * are tried out first, one more than needed as room for what the runtime itself allocates. The mutex is
 * held until the workers exist: two callers must not find the same room. Threads that others create, in
 * this process or not, can still win the race for the last one.
 */
static bool grow_team(owner *me, int threads) {
    const int present = me->team_size > 0 ? me->team_size : 1;
    pthread_mutex_lock(&growth);
    const bool granted = can_start_threads(threads - present + 1);
    if (granted) {
        me->team_size = threads;
        start_workers(threads);
    }
    pthread_mutex_unlock(&growth);
    return granted;
}

typedef struct {
    int64_t n;
    int64_t grain;
    int parts;
    hl_range_fn *fn;
    void *context;
    atomic_int status;
} region;

/* Where part begins: grains are dealt out evenly, the first parts get one more. */
static int64_t cut(const region *r, int part) {
    const int64_t grains = r->n / r->grain + (r->n % r->grain != 0);
    const int64_t each = grains / r->parts;
    const int64_t extra = grains % r->parts;
    const int64_t first = each * part + (part < extra ? part : extra);
    return first < grains ? first * r->grain : r->n;
}

static void run_part(region *r, int part) {
    const int64_t begin = cut(r, part);
    const int64_t end = cut(r, part + 1);
    if (begin < end) {
        const int status = r->fn(r->context, begin, end);
        if (status != HL_OK) {
            atomic_store(&r->status, status);
        }
    }
}

/* The team always has all threads that were asked for, also where there are fewer grains: changing a
 * team's size costs 60 to 370 us. */
static int run_team(region *r) {
#pragma omp parallel num_threads(r->parts)
    {
        /* The runtime may grant fewer threads (OMP_THREAD_LIMIT, OMP_DYNAMIC): every part still runs. */
        const int granted = omp_get_num_threads();
        for (int part = omp_get_thread_num(); part < r->parts; part += granted) {
            run_part(r, part);
        }
    }
    return atomic_load(&r->status);
}

int hl_parallel_for(int64_t n, int64_t grain, int threads, hl_range_fn *fn, void *context) {
    if (n <= 0) {
        return HL_OK;
    }
    if (threads == 1 || n <= grain || omp_in_parallel() || atomic_load(&in_forked_child)) {
        return fn(context, 0, n);
    }
    pthread_once(&prepared, prepare);
    owner *const me = &self;
    if (!take_ticket(me)) {
        return fn(context, 0, n);
    }
    int status;
    if (threads > me->team_size && !grow_team(me, threads)) {
        status = fn(context, 0, n);
    } else {
        region r = {.n = n, .grain = grain, .parts = threads, .fn = fn, .context = context};
        me->team_size = threads;
        status = run_team(&r);
    }
    return_ticket(me);
    return status;
}

int hl_team_limit(void) {
    return TEAM_LIMIT;
}
