/*
 * hl_particles_evolve against the textbook loop: to the bit for the strict methods, within the promised
 * bound for HL_PARTICLES_FAST. Sizes and steps are chosen around vectors of 2, 4 and 8 lanes, blocks of
 * several vectors and groups of steps, so that full blocks, tails and lone elements all occur; work large
 * enough for the threaded path occurs with n = 4097 and in "long_runs".
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evolve_reference.h"
#include "harness.h"
#include "hotloop.h"

typedef struct {
    int64_t n;
    double *x, *y, *w;       /* inputs */
    double *x_out, *y_out;   /* what the library gives */
    double *x_want, *y_want; /* what the reference gives */
} particles;

static double *new_array(int64_t n) {
    double *const array = malloc((size_t)(n + 1) * sizeof *array);
    if (array == NULL) {
        perror("malloc");
        exit(1);
    }
    return array;
}

static particles particles_new(int64_t n) {
    particles p = {.n = n};
    double **const arrays[] = {&p.x, &p.y, &p.w, &p.x_out, &p.y_out, &p.x_want, &p.y_want};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = new_array(n);
    }
    return p;
}

static void particles_free(particles *p) {
    free(p->x);
    free(p->y);
    free(p->w);
    free(p->x_out);
    free(p->y_out);
    free(p->x_want);
    free(p->y_want);
}

static particles particles_in_unit_square(int64_t n, test_random *r) {
    particles p = particles_new(n);
    for (int64_t i = 0; i < n; i++) {
        p.x[i] = random_uniform(r, -1, 1);
        p.y[i] = random_uniform(r, -1, 1);
        p.w[i] = random_uniform(r, -3, 3);
    }
    return p;
}

static const char *method_name(int method) {
    return method == HL_PARTICLES_SCALAR   ? "scalar"
           : method == HL_PARTICLES_STRICT ? "strict"
                                           : "fast";
}

/* Compares the library's results with the reference's. */
static void check_equal(const particles *p, const double *x_got, const double *y_got, int method,
                        double dt, int64_t steps, int threads, const char *layout) {
    for (int64_t i = 0; i < p->n; i++) {
        if (!same_double(x_got[i], p->x_want[i]) || !same_double(y_got[i], p->y_want[i])) {
            CHECK(false,
                  "%s, %s, n %" PRId64 ", %" PRId64 " steps, %d threads, dt %a: particle %" PRId64
                  " (%a, %a, w %a) became (%a, %a), not (%a, %a)",
                  method_name(method), layout, p->n, steps, threads, dt, i, p->x[i], p->y[i],
                  p->w[i], x_got[i], y_got[i], p->x_want[i], p->y_want[i]);
            return;
        }
    }
}

static void want(const particles *p, double dt, int64_t steps) {
    evolve_reference(p->n, p->x, p->y, p->w, p->x_want, p->y_want, dt, steps);
}

static const double CANARY = -0x1.a5a5a5a5a5a5ap+500;

/* One call, out of place and in place, of one method. */
static void check_call(const particles *p, int method, double dt, int64_t steps, int threads) {
    const int64_t n = p->n;
    p->x_out[n] = CANARY;
    p->y_out[n] = CANARY;
    CHECK_STATUS(HL_OK, hl_particles_evolve(method, n, p->x, p->y, p->w, p->x_out, p->y_out, dt,
                                            steps, threads, NULL));
    check_equal(p, p->x_out, p->y_out, method, dt, steps, threads, "out of place");
    CHECK(p->x_out[n] == CANARY && p->y_out[n] == CANARY, "written past n %" PRId64, n);

    memcpy(p->x_out, p->x, (size_t)n * sizeof(double));
    memcpy(p->y_out, p->y, (size_t)n * sizeof(double));
    CHECK_STATUS(HL_OK, hl_particles_evolve(method, n, p->x_out, p->y_out, p->w, p->x_out, p->y_out,
                                            dt, steps, threads, NULL));
    check_equal(p, p->x_out, p->y_out, method, dt, steps, threads, "in place");
    CHECK(p->x_out[n] == CANARY && p->y_out[n] == CANARY, "written past n %" PRId64, n);
}

static const int STRICT_METHODS[] = {HL_PARTICLES_SCALAR, HL_PARTICLES_STRICT};

static void check_strict(const particles *p, double dt, int64_t steps) {
    want(p, dt, steps);
    for (int m = 0; m < 2; m++) {
        for (int t = 0; t < 3; t++) {
            if (STRICT_METHODS[m] != HL_PARTICLES_SCALAR || t == 0) {
                check_call(p, STRICT_METHODS[m], dt, steps, TEST_THREADS[t]);
            }
        }
    }
}

/* Every n up to 70 passes each lane count, block and tail; few steps, whose count crosses any unrolling. */
static void edges(void) {
    static const int64_t STEPS[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130};
    test_random r = {20261122};
    for (int64_t n = 0; n <= 70; n++) {
        particles p = particles_in_unit_square(n, &r);
        for (size_t s = 0; s < sizeof STEPS / sizeof STEPS[0]; s++) {
            check_strict(&p, 1e-5, STEPS[s]);
        }
        particles_free(&p);
    }
    static const int64_t SIZES[] = {100, 127, 128, 129, 255, 257, 1000, 4095, 4096, 4097};
    for (size_t k = 0; k < sizeof SIZES / sizeof SIZES[0]; k++) {
        particles p = particles_in_unit_square(SIZES[k], &r);
        check_strict(&p, 1e-5, 1);
        check_strict(&p, 1e-2, 10);
        check_strict(&p, 1e-5, 100);
        particles_free(&p);
    }
}

/* Few particles through many steps: the threaded path for small n, and the steps between two looks at the
 * cancel word. dt is large too: within so many turns every quadrant is passed. */
static void long_runs(void) {
    static const int64_t SIZES[] = {1, 7, 8, 9, 17, 36, 100};
    test_random r = {7};
    for (size_t k = 0; k < sizeof SIZES / sizeof SIZES[0]; k++) {
        particles p = particles_in_unit_square(SIZES[k], &r);
        check_strict(&p, 1e-5, 400000 / SIZES[k] + 1);
        check_strict(&p, 1e-2, 400000 / SIZES[k] + 1);
        particles_free(&p);
    }
}

/* Steps through to a known answer: the three particles of the textbook, T = 0.1. */
static void known_answer(void) {
    const double x[] = {0.3, 0.0, -0.1};
    const double y[] = {0.5, -0.5, -0.4};
    const double w[] = {1, -1, 3};
    const double x_known[] = {0.2102698450356825, -0.0993347660567358, 0.1913585038252641};
    const double y_known[] = {0.5438635787296997, -0.4900342888538049, -0.3652272210744360};
    static const int METHODS[] = {HL_PARTICLES_SCALAR, HL_PARTICLES_STRICT, HL_PARTICLES_FAST};
    for (int m = 0; m < 3; m++) {
        double x_out[3], y_out[3];
        CHECK_STATUS(
            HL_OK, hl_particles_evolve(METHODS[m], 3, x, y, w, x_out, y_out, 1e-5, 10000, 1, NULL));
        for (int i = 0; i < 3; i++) {
            CHECK(fabs(x_out[i] - x_known[i]) < 1e-5 && fabs(y_out[i] - y_known[i]) < 1e-5,
                  "%s: particle %d is at (%.16g, %.16g), known (%.16g, %.16g)",
                  method_name(METHODS[m]), i, x_out[i], y_out[i], x_known[i], y_known[i]);
        }
    }
}

static const double SPECIAL[] = {
    0.0, 0x1p-1074,           0x1.8p-1050, DBL_MIN, 0x1p-600, 0x1p-511, 1e-5,     0.3,
    1.0, 0x1.fffffffffffffp0, 1e8,         0x1p511, 0x1p600,  DBL_MAX,  INFINITY, NAN};
enum { SPECIALS = 2 * sizeof SPECIAL / sizeof SPECIAL[0] };

static double special(int64_t k) {
    const double value = SPECIAL[k / 2];
    return k % 2 == 0 ? value : -value;
}

/* Every combination of special x, y and w, with special steps: NaN and infinities arise and spread, radii
 * underflow to 0 and overflow, signed zeros divide. Neighbours in a vector differ, so that a lane that
 * takes a slow path must leave the others alone. */
static void special_values(void) {
    enum { N = SPECIALS * SPECIALS * SPECIALS };
    particles p = particles_new(N);
    for (int64_t i = 0; i < N; i++) {
        /* an odd multiplier permutes: special and ordinary values share vectors in changing ways */
        const int64_t k = (i * 7919) % N;
        p.x[i] = special(k % SPECIALS);
        p.y[i] = special(k / SPECIALS % SPECIALS);
        p.w[i] = special(k / SPECIALS / SPECIALS);
    }
    static const double STEP[] = {1e-5,  -1e-5,  0.0, -0.0,     1.0, 0x1p-1074,
                                  1e300, -1e300, 0.5, INFINITY, NAN};
    for (size_t d = 0; d < sizeof STEP / sizeof STEP[0]; d++) {
        check_strict(&p, STEP[d], 1);
        check_strict(&p, STEP[d], 2);
        check_strict(&p, STEP[d], 21);
    }
    particles_free(&p);
}

/* One special particle at each place of an otherwise ordinary block. */
static void special_lanes(void) {
    enum { N = 40 };
    test_random r = {99};
    for (int64_t k = 0; k < SPECIALS; k++) {
        for (int64_t place = 0; place < N; place += k % 3 + 1) {
            particles p = particles_in_unit_square(N, &r);
            p.x[place] = special(k);
            p.y[place] = k % 5 < 3 ? special((k * 5 + 3) % SPECIALS) : p.y[place];
            check_strict(&p, 1e-5, 40);
            particles_free(&p);
        }
    }
}

/* Any finite doubles at all. */
static void magnitudes(void) {
    const uint64_t seed = 4711;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    for (int round = 0; round < 60; round++) {
        particles p = particles_new(1 + random_below(&r, 300));
        const double scale = random_magnitude(&r);
        for (int64_t i = 0; i < p.n; i++) {
            const bool alike = round % 2 == 0;
            p.x[i] = alike ? scale * random_uniform(&r, -1, 1) : random_magnitude(&r);
            p.y[i] = alike ? scale * random_uniform(&r, -1, 1) : random_magnitude(&r);
            p.w[i] = alike ? scale * random_uniform(&r, -1, 1) : random_magnitude(&r);
        }
        const double dt = round % 3 == 0 ? random_magnitude(&r) : random_uniform(&r, -1e-3, 1e-3);
        check_strict(&p, dt, random_below(&r, 200));
        particles_free(&p);
    }
}

/* Particles on the axes, at rest, near the origin and passing close to it. */
static void geometry(void) {
    static const double X[] = {1, -1, 0, 0, -0.0, 1e-5, 1e-6, 1e-300, 3e-6, 0.5, 0.5, 0.6, 0};
    static const double Y[] = {0, -0.0, 1, -1, 2, 0, 1e-6, 1e-300, -4e-6, 0.5, -0.5, 0.8, 0};
    static const double W[] = {1, 1, -1, 2, 0, 1, 3, 1, 1, 0, -0.0, 1e5, 1};
    enum { N = sizeof X / sizeof X[0] };
    particles p = particles_new(N);
    memcpy(p.x, X, sizeof X);
    memcpy(p.y, Y, sizeof Y);
    memcpy(p.w, W, sizeof W);
    static const int64_t STEPS[] = {0, 1, 2, 10, 1000, 50000};
    for (size_t s = 0; s < sizeof STEPS / sizeof STEPS[0]; s++) {
        check_strict(&p, 1e-5, STEPS[s]);
        check_strict(&p, -1e-5, STEPS[s]);
        check_strict(&p, 0.0, STEPS[s]);
    }
    /* (0, 0) is documented to become NaN */
    CHECK(isnan(p.x_out[N - 1]) && isnan(p.y_out[N - 1]), "the origin became (%g, %g)",
          p.x_out[N - 1], p.y_out[N - 1]);
    particles_free(&p);
}

/* Subnormals come through a step and are still subnormals; and no call changes the thread's handling. */
static void subnormals(void) {
    enum { N = 21 };
    particles p = particles_new(N);
    for (int64_t i = 0; i < N; i++) {
        p.x[i] = 0x1p-1074 * (double)(i + 1);
        p.y[i] = 1;
        p.w[i] = i % 2 == 0 ? 0 : 0x1p-1060;
    }
    static const int METHODS[] = {HL_PARTICLES_SCALAR, HL_PARTICLES_STRICT, HL_PARTICLES_FAST};
    for (int m = 0; m < 3; m++) {
        CHECK_STATUS(HL_OK, hl_particles_evolve(METHODS[m], N, p.x, p.y, p.w, p.x_out, p.y_out, 1,
                                                1, 1, NULL));
        for (int64_t i = 0; i < N; i += 2) {
            CHECK(p.x_out[i] == p.x[i], "%s: x %a with w 0 became %a", method_name(METHODS[m]),
                  p.x[i], p.x_out[i]);
        }
        volatile double least = 0x1p-1074;
        CHECK(least * 1.0 != 0 && least / 1.0 != 0, "subnormals are flushed to zero after a call");
    }
    check_strict(&p, 1, 1);
    particles_free(&p);
}

/* Inputs and outputs flush against unreadable pages, at their end and at their beginning, with inputs that
 * cannot be written. */
static void guard_pages(void) {
    static const int METHODS[] = {HL_PARTICLES_SCALAR, HL_PARTICLES_STRICT, HL_PARTICLES_FAST};
    test_random r = {5};
    for (int64_t n = 1; n <= 4097; n = n < 68 ? n + 1 : n < 4095 ? 4095 : n + 1) {
        for (int at_end = 0; at_end < 2; at_end++) {
            guarded array[5];
            for (int a = 0; a < 5; a++) {
                array[a] = guarded_new(n, at_end != 0);
                for (int64_t i = 0; i < n; i++) {
                    array[a].data[i] = random_uniform(&r, -1, 1);
                }
                if (a < 3) {
                    guarded_read_only(&array[a]);
                }
            }
            for (int m = 0; m < 3; m++) {
                for (int t = 0; t < 3; t++) {
                    const int64_t steps = n < 4095 ? 9 : 100; /* the latter takes all threads */
                    CHECK_STATUS(HL_OK,
                                 hl_particles_evolve(METHODS[m], n, array[0].data, array[1].data,
                                                     array[2].data, array[3].data, array[4].data,
                                                     1e-5, steps, TEST_THREADS[t], NULL));
                }
                CHECK_STATUS(HL_OK, hl_particles_evolve(METHODS[m], n, array[3].data, array[4].data,
                                                        array[2].data, array[3].data, array[4].data,
                                                        1e-5, 9, 1, NULL));
                CHECK_STATUS(HL_OK, hl_particles_evolve(METHODS[m], n, array[0].data, array[1].data,
                                                        array[2].data, array[3].data, array[4].data,
                                                        1e-5, 0, 1, NULL));
            }
            for (int a = 0; a < 5; a++) {
                guarded_free(&array[a]);
            }
        }
    }
}

/* Arrays that start at each multiple of 8 bytes after a line, each array at another. */
static void unaligned(void) {
    enum { N = 75 };
    test_random r = {12};
    particles p = particles_in_unit_square(N, &r);
    want(&p, 1e-5, 50);
    double *const room = aligned_alloc(64, 5 * 128 * sizeof(double));
    for (int offset = 0; offset < 8; offset++) {
        double *array[5];
        for (int a = 0; a < 5; a++) {
            array[a] = room + a * 128 + (offset + 3 * a) % 8;
        }
        memcpy(array[0], p.x, N * sizeof(double));
        memcpy(array[1], p.y, N * sizeof(double));
        memcpy(array[2], p.w, N * sizeof(double));
        for (int t = 0; t < 3; t++) {
            CHECK_STATUS(HL_OK,
                         hl_particles_evolve(HL_PARTICLES_STRICT, N, array[0], array[1], array[2],
                                             array[3], array[4], 1e-5, 50, TEST_THREADS[t], NULL));
            check_equal(&p, array[3], array[4], HL_PARTICLES_STRICT, 1e-5, 50, TEST_THREADS[t],
                        "unaligned");
        }
    }
    free(room);
    particles_free(&p);
}

/* What may overlap and what may not. Five arrays in one room; what is refused writes nothing. */
static void aliasing(void) {
    enum { N = 24, GAP = 64 };
    static double room[8 * GAP], before[8 * GAP];
    test_random r = {3};
    for (int i = 0; i < 8 * GAP; i++) {
        room[i] = before[i] = random_uniform(&r, -1, 1);
    }
    double *const x = room + GAP;
    double *const y = room + 2 * GAP;
    double *const w = room + 3 * GAP;
    double *const free_place = room + 5 * GAP;
    double *const inputs[] = {x, y, w};
    static const ptrdiff_t SHIFTS[] = {-(N - 1), -8, -1, 0, 1, 8, N - 1};
    for (int in = 0; in < 3; in++) {
        for (size_t s = 0; s < sizeof SHIFTS / sizeof SHIFTS[0]; s++) {
            double *const out = inputs[in] + SHIFTS[s];
            if (out != x) {
                CHECK_STATUS(HL_EINVAL, hl_particles_evolve(HL_PARTICLES_STRICT, N, x, y, w, out,
                                                            free_place, 1e-5, 3, 1, NULL));
            }
            if (out != y) {
                CHECK_STATUS(HL_EINVAL, hl_particles_evolve(HL_PARTICLES_STRICT, N, x, y, w,
                                                            free_place, out, 1e-5, 3, 1, NULL));
            }
        }
    }
    for (size_t s = 0; s < sizeof SHIFTS / sizeof SHIFTS[0]; s++) {
        CHECK_STATUS(HL_EINVAL, hl_particles_evolve(HL_PARTICLES_FAST, N, x, y, w, free_place,
                                                    free_place + SHIFTS[s], 1e-5, 3, 1, NULL));
    }
    /* in place, but the two inputs are one: the first output overlaps the other input */
    CHECK_STATUS(HL_EINVAL, hl_particles_evolve(HL_PARTICLES_STRICT, N, x, x, w, x, free_place,
                                                1e-5, 3, 1, NULL));
    /* crosswise in place would read what was written */
    CHECK_STATUS(HL_EINVAL,
                 hl_particles_evolve(HL_PARTICLES_STRICT, N, x, y, w, y, x, 1e-5, 3, 1, NULL));
    CHECK(memcmp(room, before, sizeof room) == 0, "a refused call wrote");

    /* Neighbours that touch do not overlap; inputs may be one array; one output may be in place. */
    double x_want[N], y_want[N];
    double *const next = free_place + N;
    evolve_reference(N, x, x, x, x_want, y_want, 1e-5, 3);
    CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_STRICT, N, x, x, x, free_place, next, 1e-5,
                                            3, 1, NULL));
    CHECK(memcmp(free_place, x_want, sizeof x_want) == 0, "inputs in one array: x differs");
    CHECK(memcmp(next, y_want, sizeof y_want) == 0, "inputs in one array: y differs");
    evolve_reference(N, x, y, w, x_want, y_want, 1e-5, 3);
    CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_STRICT, N, x, y, w, x, free_place, 1e-5, 3,
                                            1, NULL));
    CHECK(memcmp(x, x_want, sizeof x_want) == 0, "x in place: x differs");
    CHECK(memcmp(free_place, y_want, sizeof y_want) == 0, "x in place: y differs");
}

/* Every argument outside its range is HL_EINVAL, and nothing is written. */
static void arguments(void) {
    enum { N = 8 };
    double x[N] = {1}, y[N] = {1}, w[N] = {1}, x_out[N], y_out[N];
    for (int i = 0; i < N; i++) {
        x_out[i] = y_out[i] = CANARY;
    }
    const int strict = HL_PARTICLES_STRICT;
    const int word[2] = {0, 0};
    const int *const bad_word = (const int *)(const void *)((const char *)word + 1);
#define REFUSED(...) CHECK_STATUS(HL_EINVAL, hl_particles_evolve(__VA_ARGS__))
    REFUSED(-1, N, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(1, N, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(30, N, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(30, 0, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, -1, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, INT64_MIN, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, INT64_MAX, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, INT64_MAX / 8 + 1, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, INT64_C(1) << 61, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, INT64_MAX / 8, x, y, w, x_out, y_out, 1e-5, 1, 1, NULL); /* overlap */
    REFUSED(strict, N, NULL, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, N, x, NULL, w, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, N, x, y, NULL, x_out, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, N, x, y, w, NULL, y_out, 1e-5, 1, 1, NULL);
    REFUSED(strict, N, x, y, w, x_out, NULL, 1e-5, 1, 1, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, -1, 1, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, INT64_MIN, 1, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, 1, 0, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, 1, -1, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, 1, 1025, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, 1, INT32_MAX, NULL);
    REFUSED(strict, N, x, y, w, x_out, y_out, 1e-5, 1, 1, bad_word);
    /* addresses that are no doubles' */
    const double *const odd = (const double *)(const void *)((const char *)x + 1);
    REFUSED(strict, N - 1, odd, y, w, x_out, y_out, 1e-5, 1, 1, NULL);
    /* an array that would go round the end of the address space */
    const double *const last = (const double *)(UINTPTR_MAX - 63);
    REFUSED(strict, N, x, y, last, x_out, y_out, 1e-5, 1, 1, NULL);
    for (int i = 0; i < N; i++) {
        CHECK(x_out[i] == CANARY && y_out[i] == CANARY, "a refused call wrote element %d", i);
    }
    /* the ends of the ranges are inside; n = 0 looks at no pointer */
    CHECK_STATUS(HL_OK,
                 hl_particles_evolve(strict, 0, NULL, NULL, NULL, NULL, NULL, 1e-5, 1, 1, NULL));
    CHECK_STATUS(HL_OK, hl_particles_evolve(strict, 1, x, y, w, x_out, y_out, 1e-5, 1, 1024, NULL));
    CHECK_STATUS(HL_OK, hl_particles_evolve(strict, N, x, y, w, x_out, y_out, 1e-5, 0, 1, word));
    CHECK(memcmp(x, x_out, sizeof x) == 0 && memcmp(y, y_out, sizeof y) == 0,
          "0 steps did not copy");
}

/* The promise of HL_PARTICLES_FAST: within 1e-15 of the strict result in the unit square after 10,000 steps,
 * for r >= 10 dt |w|. */
static void fast_bound(void) {
    const uint64_t seed = 31;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    static const int64_t STEPS[] = {1, 2, 9, 1000, 10000};
    double worst = 0;
    for (size_t s = 0; s < sizeof STEPS / sizeof STEPS[0]; s++) {
        particles p = particles_in_unit_square(301, &r);
        const double dt = 1e-5;
        for (int64_t i = 0; i < p.n; i += 10) { /* the smallest radii that are promised */
            const double radius = random_uniform(&r, 10, 30) * dt * fabs(p.w[i]);
            const double angle = random_uniform(&r, 0, 6.3);
            p.x[i] = radius * cos(angle);
            p.y[i] = radius * sin(angle);
        }
        want(&p, dt, STEPS[s]);
        for (int t = 0; t < 3; t++) {
            CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_FAST, p.n, p.x, p.y, p.w, p.x_out,
                                                    p.y_out, dt, STEPS[s], TEST_THREADS[t], NULL));
            for (int64_t i = 0; i < p.n; i++) {
                if (hypot(p.x[i], p.y[i]) < 10 * dt * fabs(p.w[i])) {
                    continue;
                }
                const double error =
                    fmax(fabs(p.x_out[i] - p.x_want[i]), fabs(p.y_out[i] - p.y_want[i]));
                worst = fmax(worst, error);
                CHECK(error <= 1e-15,
                      "%" PRId64 " steps, %d threads: particle (%a, %a, w %a) is off by %g",
                      STEPS[s], TEST_THREADS[t], p.x[i], p.y[i], p.w[i], error);
            }
        }
        particles_free(&p);
    }
    printf("largest distance from the strict result: %.3g\n", worst);
}

/* Where that is tightest: in the corner of the square, whose coordinates have the largest ulp, with the
 * largest |dt*w|/r that takes the fast steps; and one particle that was 1.11e-15 off when twice as much did. */
static void fast_corner(void) {
    const uint64_t seed = 65536;
    printf("seed %" PRIu64 "\n", seed);
    test_random r = {seed};
    particles p = particles_new(401);
    for (int64_t i = 0; i < p.n - 1; i++) {
        p.x[i] = random_uniform(&r, 0.9, 1);
        p.y[i] = random_uniform(&r, 0.9, 1);
        p.w[i] =
            hypot(p.x[i], p.y[i]) * 0x1p-16 * random_uniform(&r, 0.999, 1) * (i % 2 == 0 ? 1 : -1);
    }
    p.x[p.n - 1] = 0x1.e3d14d2b1b1eap-1;
    p.y[p.n - 1] = 0x1.f96bdb81ab388p-1;
    p.w[p.n - 1] = -0x1.5d92823ccfc5dp-15;
    want(&p, 1, 10000);
    CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_FAST, p.n, p.x, p.y, p.w, p.x_out, p.y_out,
                                            1, 10000, 2, NULL));
    double worst = 0;
    for (int64_t i = 0; i < p.n; i++) {
        const double error = fmax(fabs(p.x_out[i] - p.x_want[i]), fabs(p.y_out[i] - p.y_want[i]));
        worst = fmax(worst, error);
        CHECK(error <= 1e-15, "particle (%a, %a, w %a) is off by %g", p.x[i], p.y[i], p.w[i],
              error);
    }
    /* else none took the fast steps, and the test saw nothing */
    CHECK(worst > 0, "all %" PRId64 " particles have the strict bits", p.n);
    printf("largest distance from the strict result: %.3g\n", worst);
    particles_free(&p);
}

/* HL_PARTICLES_FAST does not depend on where a particle stands or on the number of threads either. */
static void fast_reproducible(void) {
    enum { N = 4097 };
    test_random r = {77};
    particles p = particles_in_unit_square(N, &r);
    CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_FAST, N, p.x, p.y, p.w, p.x_want, p.y_want,
                                            1e-5, 100, 1, NULL));
    for (int t = 0; t < 3; t++) {
        check_call(&p, HL_PARTICLES_FAST, 1e-5, 100, TEST_THREADS[t]);
    }
    for (int64_t i = 0; i < N; i += 97) {
        double x, y;
        CHECK_STATUS(HL_OK, hl_particles_evolve(HL_PARTICLES_FAST, 1, p.x + i, p.y + i, p.w + i, &x,
                                                &y, 1e-5, 100, 1, NULL));
        CHECK(same_double(x, p.x_want[i]) && same_double(y, p.y_want[i]),
              "particle %" PRId64 " alone became (%a, %a), among others (%a, %a)", i, x, y,
              p.x_want[i], p.y_want[i]);
    }
    particles_free(&p);
}

TEST_GROUPS({"edges", edges}, {"long_runs", long_runs}, {"known_answer", known_answer},
            {"special_values", special_values}, {"special_lanes", special_lanes},
            {"magnitudes", magnitudes}, {"geometry", geometry}, {"subnormals", subnormals},
            {"guard_pages", guard_pages}, {"unaligned", unaligned}, {"aliasing", aliasing},
            {"arguments", arguments}, {"fast_bound", fast_bound}, {"fast_corner", fast_corner},
            {"fast_reproducible", fast_reproducible})
