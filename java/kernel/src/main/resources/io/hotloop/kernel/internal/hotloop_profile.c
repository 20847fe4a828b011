/*
 * hotloop_profile.c - counts and times the functions of kernels that are built with profiling: the compiler has each
 * of them call the two hooks below. Linked into such libraries only.
 *
 * A thread counts in memory of its own; who reads adds up. A call counts when it ends. What the hooks themselves cost
 * is measured when the library is loaded, by calls of a function that does nothing, and subtracted.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define HLK_EXPORT __attribute__((visibility("default")))
#define HLK_HOOK __attribute__((no_instrument_function, noinline))

/* One thread writes, others read. */
#define HLK_ADD(to, n) __atomic_store_n(&(to), (to) + (n), __ATOMIC_RELAXED)
#define HLK_GET(from) __atomic_load_n(&(from), __ATOMIC_RELAXED)

enum { HLK_CALLS, HLK_SELF, HLK_TOTAL, HLK_FIGURES };

/* What a thread knows of a function. before: its figures when they were last reset. */
typedef struct hlk_function {
    struct hlk_function *next;
    const void *address;
    int64_t
        active; /* calls on the stack: of a recursion, only the outermost counts for the total */
    int64_t figures[HLK_FIGURES];
    int64_t before[HLK_FIGURES];
} hlk_function;

/* A call that has not ended: when it began, what it called, and what that took. */
typedef struct hlk_frame {
    hlk_function *function;
    int64_t begin;
    int64_t calls;
    int64_t time;
} hlk_frame;

/* Never freed: the next thread goes on where one that has ended stopped. */
typedef struct hlk_thread {
    struct hlk_thread *next;
    int32_t is_used;
    hlk_function *functions;
    hlk_function **table; /* by hash; a power of two, at most half full */
    size_t table_size;
    size_t count;
    hlk_frame *frames;
    size_t depth;
    size_t frames_size;
    size_t lost; /* calls for which there was no memory */
} hlk_thread;

/* What Java reads: the function's place in the library, then the figures. */
typedef struct hlk_row {
    int64_t offset;
    int64_t figures[HLK_FIGURES];
} hlk_row;

extern const char __ehdr_start[] __attribute__((visibility("hidden")));

static _Thread_local hlk_thread *hlk_own;
static hlk_thread *hlk_threads;
static pthread_key_t hlk_key;
static bool hlk_has_key;

/* Nanoseconds that a call's hooks add to what the caller measures, and to what the call measures itself. */
static int64_t hlk_cost;
static int64_t hlk_cost_inside;

static int64_t hlk_now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void hlk_pop(hlk_thread *thread, int64_t now) {
    const hlk_frame frame = thread->frames[--thread->depth];
    hlk_function *const function = frame.function;
    int64_t elapsed = now - frame.begin - hlk_cost_inside - frame.calls * hlk_cost;
    if (elapsed < frame.time) {
        elapsed = frame.time;
    }
    HLK_ADD(function->figures[HLK_CALLS], 1);
    HLK_ADD(function->figures[HLK_SELF], elapsed - frame.time);
    if (--function->active == 0) {
        HLK_ADD(function->figures[HLK_TOTAL], elapsed);
    }
    if (thread->depth > 0) {
        hlk_frame *const caller = &thread->frames[thread->depth - 1];
        caller->calls += frame.calls + 1;
        caller->time += elapsed;
    }
}

/* A thread ends. */
static void hlk_release(void *value) {
    hlk_thread *const thread = value;
    const int64_t now = hlk_now_ns();
    while (thread->depth > 0) {
        hlk_pop(thread, now);
    }
    thread->lost = 0;
    hlk_own = NULL;
    __atomic_store_n(&thread->is_used, 0, __ATOMIC_RELEASE);
}

static hlk_thread *hlk_attach(void) {
    hlk_thread *thread = __atomic_load_n(&hlk_threads, __ATOMIC_ACQUIRE);
    while (thread && __atomic_exchange_n(&thread->is_used, 1, __ATOMIC_ACQUIRE)) {
        thread = thread->next;
    }
    if (!thread) {
        thread = calloc(1, sizeof *thread);
        if (!thread) {
            return NULL;
        }
        thread->is_used = 1;
        thread->next = __atomic_load_n(&hlk_threads, __ATOMIC_RELAXED);
        while (!__atomic_compare_exchange_n(&hlk_threads, &thread->next, thread, true,
                                            __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
        }
    }
    if (hlk_has_key) {
        pthread_setspecific(hlk_key, thread);
    }
    hlk_own = thread;
    return thread;
}

static size_t hlk_slot(const hlk_thread *thread, const void *address) {
    size_t slot = ((uintptr_t)address >> 4) * 0x9E3779B97F4A7C15u & (thread->table_size - 1);
    while (thread->table[slot] && thread->table[slot]->address != address) {
        slot = (slot + 1) & (thread->table_size - 1);
    }
    return slot;
}

static bool hlk_grow_table(hlk_thread *thread) {
    const size_t size = thread->table_size ? 2 * thread->table_size : 64;
    hlk_function **const table = calloc(size, sizeof(hlk_function *));
    if (!table) {
        return false;
    }
    free(thread->table);
    thread->table = table;
    thread->table_size = size;
    for (hlk_function *function = thread->functions; function; function = function->next) {
        table[hlk_slot(thread, function->address)] = function;
    }
    return true;
}

static hlk_function *hlk_find(hlk_thread *thread, const void *address) {
    if (2 * thread->count >= thread->table_size && !hlk_grow_table(thread)) {
        return NULL;
    }
    const size_t slot = hlk_slot(thread, address);
    if (!thread->table[slot]) {
        hlk_function *const function = calloc(1, sizeof *function);
        if (!function) {
            return NULL;
        }
        function->address = address;
        function->next = thread->functions;
        __atomic_store_n(&thread->functions, function, __ATOMIC_RELEASE);
        thread->table[slot] = function;
        ++thread->count;
    }
    return thread->table[slot];
}

static hlk_frame *hlk_push(hlk_thread *thread) {
    if (thread->depth == thread->frames_size) {
        const size_t size = thread->frames_size ? 2 * thread->frames_size : 64;
        hlk_frame *const frames = realloc(thread->frames, size * sizeof(hlk_frame));
        if (!frames) {
            return NULL;
        }
        thread->frames = frames;
        thread->frames_size = size;
    }
    return &thread->frames[thread->depth];
}

HLK_HOOK void __cyg_profile_func_enter(void *address, void *caller) {
    (void)caller;
    hlk_thread *const thread = hlk_own ? hlk_own : hlk_attach();
    if (!thread) {
        return;
    }
    hlk_function *const function = hlk_find(thread, address);
    hlk_frame *const frame = function && thread->lost == 0 ? hlk_push(thread) : NULL;
    if (!frame) {
        ++thread->lost;
        return;
    }
    ++thread->depth;
    ++function->active;
    *frame = (hlk_frame){.function = function, .begin = hlk_now_ns()};
}

/* Calls above the one that ends were left by longjmp. One into code that has no hooks, or into an outer call of the
 * function that was left, is not seen: the calls between count when their caller ends, or not at all. */
HLK_HOOK void __cyg_profile_func_exit(void *address, void *caller) {
    (void)caller;
    const int64_t now = hlk_now_ns();
    hlk_thread *const thread = hlk_own;
    if (!thread) {
        return;
    }
    if (thread->lost > 0) {
        --thread->lost;
        return;
    }
    size_t i = thread->depth;
    while (i > 0 && thread->frames[i - 1].function->address != address) {
        --i;
    }
    while (i > 0 && thread->depth >= i) {
        hlk_pop(thread, now);
    }
}

/* The fastest of some rounds: what is subtracted is never more than the hooks take at their best. */
__attribute__((constructor)) static void hlk_calibrate(void) {
    static const char nothing;
    enum { ROUNDS = 16, CALLS = 512 };
    hlk_has_key = pthread_key_create(&hlk_key, hlk_release) == 0;
    int64_t cost = INT64_MAX, inside = INT64_MAX;
    for (int round = 0; round < ROUNDS; ++round) {
        hlk_thread *const thread = hlk_own ? hlk_own : hlk_attach();
        hlk_function *const function = thread ? hlk_find(thread, &nothing) : NULL;
        if (!function) {
            return;
        }
        const int64_t before = function->figures[HLK_SELF], begin = hlk_now_ns();
        for (int i = 0; i < CALLS; ++i) {
            __cyg_profile_func_enter((void *)&nothing, NULL);
            __cyg_profile_func_exit((void *)&nothing, NULL);
        }
        const int64_t all = (hlk_now_ns() - begin) / CALLS;
        const int64_t own = (function->figures[HLK_SELF] - before) / CALLS;
        cost = all < cost ? all : cost;
        inside = own < inside ? own : inside;
    }
    /* Reset for good: no row comes of it. */
    for (hlk_function *function = hlk_own->functions; function; function = function->next) {
        function->before[HLK_CALLS] = function->figures[HLK_CALLS];
    }
    hlk_cost = cost;
    hlk_cost_inside = inside;
}

/* Up to size rows, one of each thread and function that was called; gives how many there are. */
HLK_EXPORT int64_t hlk_profile_read(hlk_row *rows, int64_t size) {
    int64_t count = 0;
    for (const hlk_thread *thread = __atomic_load_n(&hlk_threads, __ATOMIC_ACQUIRE); thread;
         thread = thread->next) {
        for (const hlk_function *function = __atomic_load_n(&thread->functions, __ATOMIC_ACQUIRE);
             function; function = function->next) {
            hlk_row row = {.offset = (const char *)function->address - __ehdr_start};
            for (int i = 0; i < HLK_FIGURES; ++i) {
                row.figures[i] = HLK_GET(function->figures[i]) - function->before[i];
            }
            if (row.figures[HLK_CALLS] > 0) {
                if (count < size) {
                    rows[count] = row;
                }
                ++count;
            }
        }
    }
    return count;
}

/* Begins anew. Java has one thread at a time read or reset. */
HLK_EXPORT void hlk_profile_reset(void) {
    for (const hlk_thread *thread = __atomic_load_n(&hlk_threads, __ATOMIC_ACQUIRE); thread;
         thread = thread->next) {
        for (hlk_function *function = __atomic_load_n(&thread->functions, __ATOMIC_ACQUIRE);
             function; function = function->next) {
            for (int i = 0; i < HLK_FIGURES; ++i) {
                function->before[i] = HLK_GET(function->figures[i]);
            }
        }
    }
}
