/*
 * lgamma where it is the difference of logarithms: below -2.4, to both sides of its zeros. There an error is at
 * most 1 ULP, or in float64 2^-58 absolute; between two poles the function passes 0 twice, and what rounding leaves
 * of its digits near a zero is anyone's guess. What holds elsewhere is in functions_special.c.
 */
#include <math.h>

#define MPFR_USE_NO_MACRO
#include <mpfr.h>

#include "harness.h"
#include "hotloop.h"

enum { SAMPLES = 1 << 14, DIGITS = 170 };

static void run(int dtype, int size, const void *x, void *out) {
    const hl_int64 call[] = {
        1, 1, 0, 1, 0, 1, SAMPLES, dtype, 0, size, dtype, 0, size, HL_OP_LGAMMA, dtype, 0, -1, -1};
    CHECK_STATUS(HL_OK, hl_program_run(call, out, x, NULL, NULL));
}

/* The error in ULP of so many digits, and in *absolute. */
static double error_of(double x, double result, int digits, double *absolute) {
    mpfr_t argument, exact;
    int sign;
    mpfr_init2(argument, 53);
    mpfr_init2(exact, DIGITS);
    mpfr_set_d(argument, x, MPFR_RNDN);
    mpfr_lgamma(exact, &sign, argument, MPFR_RNDN);
    const long exponent = (long)mpfr_get_exp(exact) - digits;
    mpfr_sub_d(exact, exact, result, MPFR_RNDN);
    *absolute = fabs(mpfr_get_d(exact, MPFR_RNDN));
    mpfr_clears(argument, exact, (mpfr_ptr)NULL);
    return ldexp(*absolute, (int)-exponent);
}

/* A zero between x, where lgamma is positive or negative, and the other end. */
static double zero_between(double low, double high) {
    int sign;
    const bool is_positive = lgamma_r(low, &sign) > 0;
    for (int i = 0; i < 60; i++) {
        const double middle = (low + high) / 2;
        if ((lgamma_r(middle, &sign) > 0) == is_positive) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Around the zeros at distances of all magnitudes, and anywhere. */
static double sample(test_random *r, int64_t i) {
    const int pole = 2 + (int)(i / 3 % 9);
    const double middle = -pole - 0.5;
    if (i % 3 == 0) {
        return random_uniform(r, -40, -2);
    }
    const double zero =
        i % 3 == 1 ? zero_between(-pole - 1e-12, middle) : zero_between(-pole - 1 + 1e-12, middle);
    const double distance = ldexp(random_uniform(r, -1, 1), -1 - (int)random_below(r, 50));
    return zero + distance * (pole < 5 ? 0.1 : 1e-3);
}

static void doubles(void) {
    static double x[SAMPLES], out[SAMPLES];
    test_random r = {41};
    for (int64_t i = 0; i < SAMPLES; i++) {
        x[i] = sample(&r, i);
    }
    run(HL_F64, 8, x, out);
    double largest = 0;
    for (int64_t i = 0; i < SAMPLES; i++) {
        double absolute;
        const double error = error_of(x[i], out[i], 53, &absolute);
        CHECK(error <= 1 || absolute <= 0x1p-58, "lgamma(%a) is %a: %.3g ULP, %a", x[i], out[i],
              error, absolute);
        largest = error > 1 && absolute > largest ? absolute : largest;
    }
    printf("float64: largest absolute error of those beyond 1 ULP: %a\n", largest);
}

static void singles(void) {
    static float x[SAMPLES], out[SAMPLES];
    test_random r = {42};
    for (int64_t i = 0; i < SAMPLES; i++) {
        x[i] = (float)sample(&r, i);
        if (i % 3 != 0 && i % 2 == 0) {
            const double zero = sample(&r, i);
            x[i] = nextafterf((float)zero, random_below(&r, 2) == 0 ? -10 : 0);
        }
    }
    run(HL_F32, 4, x, out);
    double largest = 0;
    for (int64_t i = 0; i < SAMPLES; i++) {
        if (x[i] == floorf(x[i])) {
            continue; /* a pole */
        }
        double absolute;
        const double error = error_of((double)x[i], (double)out[i], 24, &absolute);
        CHECK(error <= 1, "lgamma(%a) is %a: %.3g ULP", (double)x[i], (double)out[i], error);
        largest = error > largest ? error : largest;
    }
    printf("float32: %.4f ULP\n", largest);
}

TEST_GROUPS({"doubles", doubles}, {"singles", singles})
