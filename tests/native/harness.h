/*
 * What the C tests share: checks that print values, guard pages, seeded random numbers, and a main that
 * runs one named group of a program. What must not live here: anything that knows about one kernel.
 */
#ifndef HL_TEST_HARNESS_H
#define HL_TEST_HARNESS_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* CTest reports a test that exits with this as skipped (SKIP_RETURN_CODE). */
enum { TEST_SKIPPED = 77 };

/* A group of checks: one ctest, one process. */
typedef struct {
    const char *name;
    void (*run)(void);
} test_group;

#define TEST_GROUPS(...) \
    int main(int argc, char **argv) { \
        static const test_group GROUPS[] = {__VA_ARGS__}; \
        return test_main(argc, argv, GROUPS, sizeof GROUPS / sizeof GROUPS[0]); \
    }

/* Runs the group named by argv[1], or all. Exits with 77 when HOTLOOP_TIER names a tier that the processor
 * lacks, with 1 when it is one of HOTLOOP_REQUIRE_TIERS or when a check failed. */
int test_main(int argc, char **argv, const test_group *groups, size_t count);

/* The part of test_main that looks at the tier, for programs with a main of their own. */
void test_require_tier(void);

/* Records a failure with printf-style values; after some of them the program ends. */
#define CHECK(condition, ...) \
    do { \
        if (!(condition)) { \
            test_fail(__FILE__, __LINE__, #condition, __VA_ARGS__); \
        } \
    } while (0)
#define CHECK_STATUS(expected, call) test_status(__FILE__, __LINE__, #call, expected, call)

void test_fail(const char *file, int line, const char *what, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void test_status(const char *file, int line, const char *call, int expected, int actual);

/* Ends the program as skipped, with the reason. */
_Noreturn void test_skip(const char *reason);

/* One thread, as many as most machines have at least, and more than the smallest have cores. */
extern const int TEST_THREADS[3];

/* Same bits, or both NaN: payloads and signs of NaN are not specified. */
bool same_double(double a, double b);
uint64_t double_bits(double value);

/* splitmix64: seeded, the seed printed by the test that uses it. */
typedef struct {
    uint64_t state;
} test_random;

uint64_t random_bits(test_random *r);
int64_t random_below(test_random *r, int64_t bound);
double random_uniform(test_random *r, double low, double high);
/* Any finite double: sign, exponent and mantissa at random, subnormals included. */
double random_magnitude(test_random *r);

/* Room for count doubles that ends (at_end) or begins flush against a page that cannot be touched; pages
 * that cannot be touched lie on both sides. Filled with canaries. */
typedef struct {
    double *data;
    void *mapping;
    size_t mapped;
} guarded;

guarded guarded_new(int64_t count, bool at_end);
/* From here on data cannot be written: for inputs. */
void guarded_read_only(const guarded *g);
void guarded_free(guarded *g);

/* Threads of this process, as the kernel counts them. */
int count_tasks(void);

/* Sleeps; tests use it to give others time, never to measure. */
void sleep_ms(int ms);

/* Seconds of a clock that never jumps. */
double seconds(void);

#endif
