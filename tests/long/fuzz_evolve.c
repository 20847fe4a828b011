/*
 * Random calls of hl_particles_evolve against the textbook loop, to the bit, for as long as one likes. Each
 * round has a seed of its own, which is printed when it fails: "1x SEED" repeats that round alone.
 *
 *     fuzz_evolve SECONDS SEED      for so long
 *     fuzz_evolve ROUNDSx SEED      so many rounds: the short run in ctest
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evolve_reference.h"
#include "harness.h"
#include "hotloop.h"

enum { MOST = 5000, ARRAYS = 7 };
static double room[ARRAYS][MOST + 8];

/* How the coordinates and speeds of a round are drawn. */
enum { ORDINARY, SCALED, ANY_MAGNITUDE, SOME_SPECIAL, LARGE_STEPS, NEAR_ORIGIN, KINDS };

static double draw(test_random *r, int kind, double scale) {
    static const double SPECIAL[] = {0.0, -0.0, NAN, INFINITY, -INFINITY, 0x1p-1074, 0x1p-1022, 1};
    switch (kind) {
    case SCALED:
        return scale * random_uniform(r, -1, 1);
    case ANY_MAGNITUDE:
        return random_magnitude(r);
    case SOME_SPECIAL:
        return random_below(r, 20) == 0 ? SPECIAL[random_below(r, 8)] : random_uniform(r, -1, 1);
    case NEAR_ORIGIN:
        return random_uniform(r, -1, 1) * ldexp(1, -(int)random_below(r, 60));
    default:
        return random_uniform(r, -1, 1);
    }
}

/* One round; returns whether all bits agreed. */
static bool round_of(uint64_t seed) {
    test_random r = {seed};
    const int kind = (int)random_below(&r, KINDS);
    const int64_t n =
        random_below(&r, 10) < 8 ? 1 + random_below(&r, 200) : 1 + random_below(&r, MOST);
    const int64_t most_steps = 400000 / n + 1;
    const int64_t steps =
        random_below(&r, 2) == 0 ? random_below(&r, 70) % most_steps : random_below(&r, most_steps);
    const double scale = random_magnitude(&r);
    const double dt = kind == ANY_MAGNITUDE ? random_magnitude(&r)
                      : kind == LARGE_STEPS ? random_uniform(&r, -1, 1)
                                            : 1e-5 * ldexp(1, (int)random_below(&r, 12) - 6);
    double *array[ARRAYS];
    for (int a = 0; a < ARRAYS; a++) {
        array[a] = room[a] + random_below(&r, 8);
    }
    double *const x = array[0], *const y = array[1], *const w = array[2];
    for (int64_t i = 0; i < n; i++) {
        x[i] = draw(&r, kind, scale);
        y[i] = draw(&r, kind, scale);
        w[i] = 3 * draw(&r, kind, scale);
    }
    evolve_reference(n, x, y, w, array[3], array[4], dt, steps);
    double *x_out = array[5], *y_out = array[6];
    if (random_below(&r, 4) == 0) {
        x_out = x;
        y_out = y;
    }
    const int threads = TEST_THREADS[random_below(&r, 3)];
    const int status = hl_particles_evolve(HL_PARTICLES_STRICT, n, x, y, w, x_out, y_out, dt, steps,
                                           threads, NULL);
    if (status != HL_OK) {
        CHECK_STATUS(HL_OK, status);
        return false;
    }
    for (int64_t i = 0; i < n; i++) {
        if (!same_double(x_out[i], array[3][i]) || !same_double(y_out[i], array[4][i])) {
            CHECK(false,
                  "seed %" PRIu64 ": kind %d, n %" PRId64 ", %" PRId64 " steps, dt %a, %d threads: "
                  "particle %" PRId64 " became (%a, %a), not (%a, %a)",
                  seed, kind, n, steps, dt, threads, i, x_out[i], y_out[i], array[3][i],
                  array[4][i]);
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: %s SECONDS|ROUNDSx SEED\n", argv[0]);
        return 1;
    }
    test_require_tier();
    char *unit;
    const double amount = strtod(argv[1], &unit);
    const bool in_rounds = *unit == 'x';
    uint64_t seed = strtoull(argv[2], NULL, 10);
    const uint64_t first = seed;
    const double start = seconds();
    int64_t rounds = 0;
    bool good = true;
    do {
        good = round_of(seed++) && good;
        rounds++;
    } while (in_rounds ? (double)rounds < amount : seconds() - start < amount);
    printf("%" PRId64 " rounds from seed %" PRIu64 ": %s\n", rounds, first,
           good ? "all bits equal" : "bits differ");
    return !good;
}
