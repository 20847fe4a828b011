/*
 * The software fused multiply-add of native/src/kernels/fma.h against the C library's, which is exact: the
 * processor's instruction where there is one. What decides is where roundings differ: cancellation, ties,
 * subnormal results, overflow.
 */
#include <math.h>
#include <string.h>

#include "harness.h"
#include "kernels/fma.h"

/* By pointers that the compiler cannot look through, so that they stay calls. */
static double (*volatile const exact)(double, double, double) = fma;
static float (*volatile const exactf)(float, float, float) = fmaf;

static void check(double x, double y, double z) {
    const double expected = exact(x, y, z);
    const double actual = fma_software(x, y, z);
    CHECK(same_double(expected, actual), "%a * %a + %a is %a, not %a", x, y, z, expected, actual);
    const double by_integers = fma_by_integers(x, y, z);
    CHECK(same_double(expected, by_integers), "%a * %a + %a is %a, by integers %a", x, y, z,
          expected, by_integers);
}

static double of_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* A sign, an exponent in a range, and a significand at random or with long runs of equal bits, which bring
 * ties and carries. */
static double some_double(test_random *r, int least, int most) {
    uint64_t significand = random_bits(r);
    switch (random_below(r, 4)) {
    case 0:
        significand = significand >> random_below(r, 64) << random_below(r, 64);
        break;
    case 1:
        significand = ~UINT64_C(0) << random_below(r, 53);
        break;
    case 2:
        significand = (UINT64_C(1) << random_below(r, 52)) - (uint64_t)random_below(r, 2);
        break;
    default:
        break;
    }
    const uint64_t exponent = (uint64_t)(least + random_below(r, most - least + 1));
    return of_bits(random_bits(r) << 63 | exponent << 52 |
                   (significand & ((UINT64_C(1) << 52) - 1)));
}

static void special_values(void) {
    static const double VALUES[] = {
        0.0,       -0.0,      0x1p-1074, -0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp-1023,
        0x1p-537,  0x1p-538,  -0x1p-537, 1.0,        -1.0,      0x1.0000000000001p0,
        0x1.8p0,   0x1p53,    -0x1p106,  0x1p511,    0x1p512,   0x1.fffffffffffffp1023,
        -0x1p1023, 0x1p-1000, INFINITY,  -INFINITY,  NAN};
    enum { N = sizeof VALUES / sizeof *VALUES };
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            for (int k = 0; k < N; k++) {
                check(VALUES[i], VALUES[j], VALUES[k]);
            }
        }
    }
}

static void random(void) {
    test_random r = {1};
    for (int i = 0; i < 2000000; i++) {
        check(some_double(&r, 0, 2047), some_double(&r, 0, 2047), some_double(&r, 0, 2047));
        check(some_double(&r, 1000, 1046), some_double(&r, 1000, 1046), some_double(&r, 960, 1086));
    }
}

/* z is minus the product, or next to it, so that only the product's low half remains. */
static void cancellation(void) {
    test_random r = {2};
    for (int i = 0; i < 2000000; i++) {
        const double x = some_double(&r, 500, 1500);
        const double y = some_double(&r, 500, 1500);
        const double product = x * y;
        if (isfinite(product) && product != 0) {
            const uint64_t bits = double_bits(-product);
            check(x, y, -product);
            check(x, y, of_bits(bits + (uint64_t)random_below(&r, 5) - 2));
            check(x, y, -2 * product);
            check(x, y, -0.5 * product);
        }
    }
}

/* Results around 2^-1022 and below 2^-1074, from products and addends of any size below. */
static void subnormals(void) {
    test_random r = {3};
    for (int i = 0; i < 2000000; i++) {
        check(some_double(&r, 460, 520), some_double(&r, 460, 520), some_double(&r, 0, 60));
        check(some_double(&r, 0, 20), some_double(&r, 1000, 1030), some_double(&r, 0, 3));
    }
}

static float some_float(test_random *r, int least, int most) {
    const double value = some_double(r, least, most);
    return (float)value;
}

static void singles(void) {
    test_random r = {4};
    for (int i = 0; i < 4000000; i++) {
        const bool wide = random_below(&r, 2) == 0;
        const int low = wide ? 1023 - 150 : 1010;
        const int high = wide ? 1023 + 128 : 1036;
        const float x = some_float(&r, low, high);
        const float y = some_float(&r, low, high);
        const float near = -x * y;
        const float z =
            random_below(&r, 2) == 0 && isfinite(near) ? near : some_float(&r, low, high);
        const float expected = exactf(x, y, z);
        const float actual = fmaf_software(x, y, z);
        CHECK(same_double((double)expected, (double)actual), "%a * %a + %a is %a, not %a",
              (double)x, (double)y, (double)z, (double)expected, (double)actual);
    }
}

TEST_GROUPS({"special_values", special_values}, {"random", random}, {"cancellation", cancellation},
            {"subnormals", subnormals}, {"singles", singles})
