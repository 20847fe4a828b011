/*
 * The cancel word of hl_particles_evolve. No times are asserted but one generous bound: the uncancelled
 * work would take minutes.
 */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "harness.h"
#include "hotloop.h"

static const int METHODS[] = {HL_PARTICLES_SCALAR, HL_PARTICLES_STRICT, HL_PARTICLES_FAST};

typedef struct {
    double *x, *y, *w, *x_out, *y_out;
} arrays;

static arrays arrays_new(int64_t n) {
    arrays a;
    double **const all[] = {&a.x, &a.y, &a.w, &a.x_out, &a.y_out};
    for (int k = 0; k < 5; k++) {
        *all[k] = malloc((size_t)n * sizeof(double));
        for (int64_t i = 0; i < n; i++) {
            (*all[k])[i] = 0.5 + (double)(i % 100) / 128;
        }
    }
    return a;
}

static void arrays_free(arrays *a) {
    free(a->x);
    free(a->y);
    free(a->w);
    free(a->x_out);
    free(a->y_out);
}

/* A word that is set before the call: nothing is done. */
static void preset(void) {
    arrays a = arrays_new(100);
    static const int WORDS[] = {1, -1, 256, INT32_MIN};
    for (int m = 0; m < 3; m++) {
        for (size_t k = 0; k < sizeof WORDS / sizeof WORDS[0]; k++) {
            const double x = a.x_out[7];
            CHECK_STATUS(HL_ECANCELED, hl_particles_evolve(METHODS[m], 100, a.x, a.y, a.w, a.x_out,
                                                           a.y_out, 1e-5, INT64_MAX, 2, &WORDS[k]));
            CHECK(a.x_out[7] == x, "method %d wrote although cancelled before", METHODS[m]);
        }
    }
    const int zero = 0;
    CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_STRICT, 100, a.x, a.y, a.w, a.x_out,
                                            a.y_out, 1e-5, 10, 2, &zero));
    arrays_free(&a);
}

static void *set_soon(void *word) {
    sleep_ms(20);
    __atomic_store_n((int *)word, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* Another thread sets the word: few particles and many steps, many particles and few steps, and steps
 * without end, each on 1, 2 and 5 threads. */
static void midway(void) {
    static const struct {
        int64_t n;
        int64_t steps;
    } SHAPES[] = {{1, INT64_MAX}, {9, INT64_MAX}, {100, INT64_MAX}, {1000000, 1000000}};
    for (size_t s = 0; s < sizeof SHAPES / sizeof SHAPES[0]; s++) {
        arrays a = arrays_new(SHAPES[s].n);
        for (int m = 0; m < 3; m++) {
            for (int t = 0; t < 3; t++) {
                int word = 0;
                pthread_t setter;
                const double start = seconds();
                if (pthread_create(&setter, NULL, set_soon, &word) != 0) {
                    perror("pthread_create");
                    exit(1);
                }
                CHECK_STATUS(HL_ECANCELED,
                             hl_particles_evolve(METHODS[m], SHAPES[s].n, a.x, a.y, a.w, a.x_out,
                                                 a.y_out, 1e-5, SHAPES[s].steps, TEST_THREADS[t],
                                                 &word));
                pthread_join(setter, NULL);
                const double taken = seconds() - start;
                CHECK(taken < 5, "n %" PRId64 ", method %d, %d threads: ended after %.1f s",
                      SHAPES[s].n, METHODS[m], TEST_THREADS[t], taken);
            }
        }
        arrays_free(&a);
    }
}

/* The page that cannot be read until the word is set. */
static void *closed_page;
static size_t page_size;
static int word_of_copy;

static void set_word_and_open(int signal) {
    (void)signal;
    __atomic_store_n(&word_of_copy, 1, __ATOMIC_RELAXED);
    if (mprotect(closed_page, page_size, PROT_READ) != 0) {
        _exit(1);
    }
}

/* Zero steps only copy, which is also left when the word is set: here in the midst of the first array, when
 * the copy arrives at a page that faults. */
static void copy(void) {
    enum { N = 1 << 20, CLOSED = N / 4 };
    static const struct sigaction ON_FAULT = {.sa_handler = set_word_and_open};
    struct sigaction before;
    page_size = (size_t)sysconf(_SC_PAGESIZE);
    arrays a = arrays_new(N);
    guarded x = guarded_new(N, false);
    for (int i = 0; i < N; i++) {
        x.data[i] = i;
        a.x_out[i] = a.y_out[i] = -1;
    }
    closed_page = x.data + CLOSED;
    if (mprotect(closed_page, page_size, PROT_NONE) != 0 ||
        sigaction(SIGSEGV, &ON_FAULT, &before) != 0) {
        perror("closed page");
        exit(1);
    }
    CHECK_STATUS(HL_ECANCELED, hl_particles_evolve(HL_PARTICLES_STRICT, N, x.data, a.y, a.w,
                                                   a.x_out, a.y_out, 1e-5, 0, 1, &word_of_copy));
    sigaction(SIGSEGV, &before, NULL);
    CHECK(word_of_copy == 1, "the closed page was never read");
    CHECK(a.x_out[CLOSED - 1] == CLOSED - 1, "%g: nothing was copied before", a.x_out[CLOSED - 1]);
    CHECK(a.x_out[N - 1] == -1 && a.y_out[0] == -1, "the copy went on: %g and %g", a.x_out[N - 1],
          a.y_out[0]);
    CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_STRICT, N, x.data, a.y, a.w, a.x_out,
                                            a.y_out, 1e-5, 0, 1, NULL));
    for (int i = 0; i < N; i++) {
        CHECK(a.x_out[i] == i && a.y_out[i] == a.y[i], "element %d became (%g, %g)", i, a.x_out[i],
              a.y_out[i]);
    }
    guarded_free(&x);
    arrays_free(&a);
}

TEST_GROUPS({"preset", preset}, {"midway", midway}, {"copy", copy})
