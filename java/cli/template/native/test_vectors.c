/*
 * test_vectors.c - the kernels without Java: lengths, rows that lie apart, shapes that do not fit.
 */
#include "kernels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* How many calls have failed: a variable of Hotloop's. */
extern int64_t hlk_errors;

static const int64_t one = 1;

static void check(bool condition, const char *what) {
    if (!condition) {
        fprintf(stderr, "not so: %s\n", what);
        exit(EXIT_FAILURE);
    }
}

/* n points, each step elements behind the last. */
static void check_norms(int64_t n, int64_t step) {
    double *in = calloc((size_t)(n * step + 1), sizeof *in);
    double *out = calloc((size_t)n + 1, sizeof *out);
    check(in && out, "there is memory");
    for (int64_t i = 0; i < n; i++) {
        in[i * step] = 3.0 * (double)i;
        in[i * step + 1] = -4.0 * (double)i;
    }
    const hl_float64_view points = {
        .data = in,
        .shape = (int64_t[]){n, 2},
        .stride = (int64_t[]){step, 1},
        .rank = 2,
        .size = 2 * n,
        .call = hl_calling(),
    };
    hl_float64_array result = {
        .data = out,
        .shape = &n,
        .stride = &one,
        .rank = 1,
        .size = n,
        .call = hl_calling(),
    };
    norms(&points, &result);
    for (int64_t i = 0; i < n; i++) {
        check(out[i] == 5.0 * (double)i, "3i and 4i make 5i");
    }
    check(out[n] == 0, "nothing is written behind the end");
    check(hlk_errors == 0, "no index was outside");
    free(out);
    free(in);
}

/* The last one: after an error the loops of its call do nothing more. */
static void check_shapes(void) {
    double two[2] = {1, 2}, norm[1] = {0};
    const hl_float64_view column = {
        .data = two,
        .shape = (int64_t[]){2, 1},
        .stride = (int64_t[]){1, 1},
        .rank = 2,
        .size = 2,
        .call = hl_calling(),
    };
    hl_float64_array result = {
        .data = norm,
        .shape = &one,
        .stride = &one,
        .rank = 1,
        .size = 1,
        .call = hl_calling(),
    };
    norms(&column, &result);
    check(hlk_errors == 1 && norm[0] == 0, "one column is refused");
}

int main(void) {
#ifdef __x86_64__
    if (!__builtin_cpu_supports(TIER)) {
        puts("this processor has no " TIER);
        return 77;
    }
#endif
    for (int64_t n = 0; n < 20; n++) {
        check_norms(n, 2);
        check_norms(n, 5);
    }
    check_norms(4097, 2);
    check_norms(100001, 2);
    check_shapes();
    return EXIT_SUCCESS;
}
