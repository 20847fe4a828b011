/*
 * The harness of the C tests, see harness.h. Linux only, as guard pages and /proc are.
 */
#include "harness.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "hotloop.h"

const int TEST_THREADS[3] = {1, 2, 5};

/* More failures than these say nothing new. */
enum { MAX_FAILURES = 20 };
static int failures;

static void count_failure(void) {
    if (__atomic_add_fetch(&failures, 1, __ATOMIC_RELAXED) >= MAX_FAILURES) {
        fprintf(stderr, "too many failures\n");
        exit(1);
    }
}

void test_fail(const char *file, int line, const char *what, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fprintf(stderr, "%s:%d: %s: ", file, line, what);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    count_failure();
}

void test_status(const char *file, int line, const char *call, int expected, int actual) {
    if (actual != expected) {
        fprintf(stderr, "%s:%d: %s returned %s, not %s\n", file, line, call, hl_status_name(actual),
                hl_status_name(expected));
        count_failure();
    }
}

void test_skip(const char *reason) {
    printf("skipped: %s\n", reason);
    exit(TEST_SKIPPED);
}

/* Whether a list such as "v2;x86_64_v3" has the tier. */
static bool list_has_tier(const char *list, const char *tier) {
    char copy[256];
    snprintf(copy, sizeof copy, "%s", list);
    for (char *item = strtok(copy, ";, "); item != NULL; item = strtok(NULL, ";, ")) {
        const char *last = strrchr(item, '_');
        if (strcmp(last != NULL ? last + 1 : item, tier) == 0) {
            return true;
        }
    }
    return false;
}

/* A test that asks for a tier runs on that tier or not at all: the library itself would quietly take a
 * lower one. */
void test_require_tier(void) {
    const char *wanted = getenv("HOTLOOP_TIER");
    if (wanted == NULL || wanted[0] == '\0') {
        return;
    }
    const char *got = hl_tier_name(hl_tier());
    const size_t length = strlen(wanted);
    if (got != NULL && strlen(got) >= length && strcmp(got + strlen(got) - length, wanted) == 0) {
        return;
    }
    char reason[256];
    snprintf(reason, sizeof reason, "this processor's best tier is %s, the test is for %s",
             hl_tier_name(hl_tier_best()), wanted);
    const char *required = getenv("HOTLOOP_REQUIRE_TIERS");
    if (required != NULL && list_has_tier(required, wanted)) {
        fprintf(stderr, "%s, which HOTLOOP_REQUIRE_TIERS (%s) demands\n", reason, required);
        exit(1);
    }
    test_skip(reason);
}

int test_main(int argc, char **argv, const test_group *groups, size_t count) {
    const char *only = argc > 1 ? argv[1] : NULL;
    bool found = false;
    test_require_tier();
    for (size_t i = 0; i < count; i++) {
        if (only == NULL || strcmp(only, groups[i].name) == 0) {
            groups[i].run();
            found = true;
        }
    }
    if (!found) {
        fprintf(stderr, "no group is named %s\n", only);
        return 1;
    }
    return failures > 0;
}

uint64_t double_bits(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

bool same_double(double a, double b) {
    const uint64_t infinity = UINT64_C(0x7ff) << 52;
    const uint64_t magnitude = ~(UINT64_C(1) << 63);
    const uint64_t p = double_bits(a);
    const uint64_t q = double_bits(b);
    return p == q || ((p & magnitude) > infinity && (q & magnitude) > infinity);
}

uint64_t random_bits(test_random *r) {
    uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

int64_t random_below(test_random *r, int64_t bound) {
    return (int64_t)(random_bits(r) % (uint64_t)bound);
}

double random_uniform(test_random *r, double low, double high) {
    return low + (high - low) * ((double)(random_bits(r) >> 11) * 0x1p-53);
}

double random_magnitude(test_random *r) {
    uint64_t bits = random_bits(r);
    if ((bits >> 52 & 0x7ff) == 0x7ff) {
        bits ^= UINT64_C(1) << 60;
    }
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

guarded guarded_new(int64_t count, bool at_end) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    const size_t bytes = (size_t)count * sizeof(double);
    const size_t usable = (bytes + page - 1) / page * page + (bytes == 0 ? page : 0);
    guarded g = {.mapped = usable + 2 * page};
    g.mapping = mmap(NULL, g.mapped, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *const first = (char *)g.mapping + page;
    if (g.mapping == MAP_FAILED || mprotect(first, usable, PROT_READ | PROT_WRITE) != 0) {
        perror("guard pages");
        exit(1);
    }
    memset(first, 0xa5, usable);
    g.data = (double *)(void *)(at_end ? first + usable - bytes : first);
    return g;
}

void guarded_read_only(const guarded *g) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    if (mprotect((char *)g->mapping + page, g->mapped - 2 * page, PROT_READ) != 0) {
        perror("mprotect");
        exit(1);
    }
}

void guarded_free(guarded *g) {
    munmap(g->mapping, g->mapped);
    g->data = NULL;
}

int count_tasks(void) {
    DIR *const tasks = opendir("/proc/self/task");
    if (tasks == NULL) {
        perror("/proc/self/task");
        exit(1);
    }
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(tasks)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(tasks);
    return count;
}

void sleep_ms(int ms) {
    const struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}
