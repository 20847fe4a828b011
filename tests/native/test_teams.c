/*
 * How many threads exist: the teams of parallel.c seen from outside, by counting the process's tasks. Only
 * for libgomp: LLVM's runtime has one pool for the process and other numbers.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "hotloop.h"

enum { N = 4096, THREADS = 3, CALLERS = 64 };

static double x[N], y[N], w[N];

static void fill(void) {
#if defined(__clang__)
    test_skip("built with clang: LLVM's OpenMP has no team per caller");
#endif
    for (int i = 0; i < N; i++) {
        x[i] = 0.5 + (double)i / N;
        y[i] = 0.25;
        w[i] = 1;
    }
}

/* Enough work for THREADS threads; the result is checked against one thread's. */
static void call(int64_t steps, const int *cancel, int expected) {
    double *const out = malloc(2 * N * sizeof *out);
    CHECK_STATUS(expected, hl_particles_evolve(HL_PARTICLES_STRICT, N, x, y, w, out, out + N, 1e-5,
                                               steps, THREADS, cancel));
    free(out);
}

/* A thread that was joined can be seen a moment longer, while the kernel buries it: a count is too high
 * only if it stays too high. */
static int settled_tasks(int bound) {
    int tasks = count_tasks();
    for (int i = 0; i < 200 && tasks > bound; i++) {
        sleep_ms(1);
        tasks = count_tasks();
    }
    return tasks;
}

static pthread_t start(void *(*body)(void *), void *argument) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, argument) != 0) {
        perror("pthread_create");
        exit(1);
    }
    return thread;
}

/* What the callers of "bounded" do: call, then idle, then end. */
enum { CALLING, IDLING, ENDING };
static atomic_int phase = CALLING;

static void *follow_phase(void *unused) {
    (void)unused;
    do {
        call(60, NULL, HL_OK);
        sleep_ms(10); /* leaves processor time to the teams, so that the tickets go round quickly */
    } while (atomic_load(&phase) == CALLING);
    while (atomic_load(&phase) == IDLING) {
        sleep_ms(1);
    }
    return NULL;
}

/* 64 callers at once: alive <= callers + T (N - 1), while they run, while they idle, and after. */
static void bounded(void) {
    fill();
    const int others = count_tasks();
    const int bound = others + CALLERS + hl_team_limit() * (THREADS - 1);
    pthread_t callers[CALLERS];
    for (int i = 0; i < CALLERS; i++) {
        callers[i] = start(follow_phase, NULL);
    }
    int highest = 0;
    for (int i = 0; i < 150; i++) {
        const int tasks = settled_tasks(bound);
        highest = tasks > highest ? tasks : highest;
        sleep_ms(2);
    }
    CHECK(highest <= bound, "%d tasks while %d callers run, at most %d are allowed", highest,
          CALLERS, bound);
    CHECK(highest > others + CALLERS, "%d tasks: no caller ever got a team", highest);
    atomic_store(&phase, IDLING);
    sleep_ms(100);
    const int idle = settled_tasks(bound);
    CHECK(idle <= bound, "%d tasks while %d callers idle, at most %d are allowed", idle, CALLERS,
          bound);
    atomic_store(&phase, ENDING);
    for (int i = 0; i < CALLERS; i++) {
        pthread_join(callers[i], NULL);
    }
    const int left = settled_tasks(others);
    CHECK(left == others, "%d tasks after all callers ended, there were %d before them", left,
          others);
    printf("%d callers of %d threads: at most %d tasks alive, %d allowed\n", CALLERS, THREADS,
           highest, bound);
}

/* A caller that is told what to do, one call after the other. */
typedef struct {
    pthread_t thread;
    atomic_int wanted; /* number of calls to have made; -1: end */
    atomic_int done;
    int64_t steps;
    int cancel;
} caller;

static void *obey(void *argument) {
    caller *const c = argument;
    for (;;) {
        const int wanted = atomic_load(&c->wanted);
        if (wanted < 0) {
            return NULL;
        }
        if (wanted > atomic_load(&c->done)) {
            const bool endless = c->steps == INT64_MAX;
            call(c->steps, &c->cancel, endless ? HL_ECANCELED : HL_OK);
            atomic_fetch_add(&c->done, 1);
        }
        sleep_ms(1);
    }
}

static void begin(caller *c, int64_t steps) {
    c->steps = steps;
    c->cancel = 0;
    atomic_fetch_add(&c->wanted, 1);
}

static void await(caller *c) {
    while (atomic_load(&c->done) < atomic_load(&c->wanted)) {
        sleep_ms(1);
    }
}

static void one_call(caller *c) {
    begin(c, 100);
    await(c);
}

/* Waits until the process has so many tasks. */
static void await_tasks(int expected, const char *when) {
    int tasks = count_tasks();
    for (int i = 0; i < 5000 && tasks != expected; i++) {
        sleep_ms(1);
        tasks = count_tasks();
    }
    CHECK(tasks == expected, "%d tasks %s, not %d", tasks, when, expected);
}

static void caller_end(caller *c) {
    atomic_store(&c->wanted, -1);
    pthread_join(c->thread, NULL);
}

/* The first caller keeps its team; the last ticket is never kept; whoever finds neither runs alone. */
static void kept(void) {
    fill();
    caller a = {0}, b = {0}, c = {0};
    a.thread = start(obey, &a);
    b.thread = start(obey, &b);
    c.thread = start(obey, &c);
    const int callers = count_tasks();

    one_call(&a);
    await_tasks(callers + THREADS - 1, "after a's call, whose team is kept");
    one_call(&b);
    await_tasks(callers + THREADS - 1, "after b's call with the last ticket");
    one_call(&a);
    await_tasks(callers + THREADS - 1, "after a's second call");

    begin(&b, INT64_MAX);
    await_tasks(callers + 2 * (THREADS - 1), "while b runs beside a's idle team");
    one_call(&c); /* refused: alone */
    await_tasks(callers + 2 * (THREADS - 1), "after c was refused a team");
    __atomic_store_n(&b.cancel, 1, __ATOMIC_RELAXED);
    await(&b);
    await_tasks(callers + THREADS - 1, "after b ended");

    one_call(&c);
    await_tasks(callers + THREADS - 1, "after c's call with the last ticket");
    caller_end(&a); /* gives its ticket back: now b may keep one */
    await_tasks(callers - 1, "after the keeper ended");
    one_call(&b);
    await_tasks(callers - 1 + THREADS - 1, "after b's call, whose team is kept");
    caller_end(&b);
    caller_end(&c);
}

/* A keeper gives up at the end of its next call when somebody was refused. */
static void given_up(void) {
    fill();
    caller a = {0}, b = {0}, c = {0};
    a.thread = start(obey, &a);
    b.thread = start(obey, &b);
    c.thread = start(obey, &c);
    const int callers = count_tasks();
    one_call(&a);
    begin(&b, INT64_MAX);
    await_tasks(callers + 2 * (THREADS - 1), "while b runs beside a's idle team");
    one_call(&c);
    one_call(&a);
    await_tasks(callers + THREADS - 1, "after a gave its ticket up, b still running");
    begin(&c, INT64_MAX);
    await_tasks(callers + 2 * (THREADS - 1), "while b and c run");
    __atomic_store_n(&b.cancel, 1, __ATOMIC_RELAXED);
    __atomic_store_n(&c.cancel, 1, __ATOMIC_RELAXED);
    await(&b);
    await(&c);
    caller_end(&a);
    caller_end(&b);
    caller_end(&c);
    await_tasks(callers - 3, "after all callers ended");
}

TEST_GROUPS({"bounded", bounded}, {"kept", kept}, {"given_up", given_up})
