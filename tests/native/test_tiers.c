/*
 * Selection of the tier. It happens once in a process, so each group is a process of its own and sets
 * HOTLOOP_TIER before the first call. Needs a processor with tier v2 at least, as every test does.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "hotloop.h"

static int evolve_one(int method) {
    const double x = 0.3, y = 0.5, w = 1;
    double x_out, y_out;
    return hl_particles_evolve(method, 1, &x, &y, &w, &x_out, &y_out, 1e-5, 1, 1, NULL);
}

/* Without a name and a variable: the best. */
static void by_default(void) {
    unsetenv("HOTLOOP_TIER");
    const int best = hl_tier_best();
    CHECK(best > 0, "hl_tier_best() is %d", best);
    CHECK(hl_tier() == best, "tier %d, best %d", hl_tier(), best);
    CHECK_STATUS(HL_OK, hl_tier_select(NULL));
    CHECK_STATUS(HL_OK, hl_tier_select(""));
    CHECK(strstr(hl_tier_names(), hl_tier_name(best)) != NULL, "%s is not in %s",
          hl_tier_name(best), hl_tier_names());
    CHECK(hl_tier_name(0) == NULL && hl_tier_name(-1) == NULL && hl_tier_name(best + 1) == NULL,
          "a number that is no tier has a name");
}

/* An unknown name is refused wherever it comes from, decides nothing, and only the scalar method, which
 * has no tiers, still works under an unknown variable. */
static void unknown(void) {
    static const char *const NAMES[] = {"v9",         "V3", "avx2", "x86_64_",
                                        "x86_64_v3 ", "3",  "_v3",  "neon9"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        CHECK_STATUS(HL_EINVAL, hl_tier_select(NAMES[i]));
    }
    setenv("HOTLOOP_TIER", "avx512", 1);
    CHECK_STATUS(HL_EINVAL, hl_tier_select(NULL));
    CHECK_STATUS(HL_EINVAL, hl_tier_select(""));
    CHECK_STATUS(HL_EINVAL, -hl_tier());
    CHECK_STATUS(HL_EINVAL, evolve_one(HL_PARTICLES_STRICT));
    CHECK_STATUS(HL_OK, evolve_one(HL_PARTICLES_SCALAR));
    /* a name given by the program wins over the variable */
    CHECK_STATUS(HL_OK, hl_tier_select("v2"));
    CHECK_STATUS(HL_OK, evolve_one(HL_PARTICLES_STRICT));
}

static void lowered_by_name(void) {
    unsetenv("HOTLOOP_TIER");
    CHECK_STATUS(HL_OK, hl_tier_select("v2"));
    CHECK(hl_tier() == HL_TIER_X86_64_V2, "tier %d", hl_tier());
    CHECK_STATUS(HL_OK, hl_tier_select("x86_64_v2"));
    CHECK(strcmp(hl_tier_name(hl_tier()), "x86_64_v2") == 0, "named %s", hl_tier_name(hl_tier()));
}

static void lowered_by_variable(void) {
    setenv("HOTLOOP_TIER", "x86_64_v2", 1);
    CHECK_STATUS(HL_OK, evolve_one(HL_PARTICLES_STRICT)); /* the first use selects */
    CHECK(hl_tier() == HL_TIER_X86_64_V2, "tier %d", hl_tier());
    unsetenv("HOTLOOP_TIER");
    CHECK(hl_tier() == HL_TIER_X86_64_V2, "tier %d after the variable is gone", hl_tier());
}

/* A name can only lower: the build's highest tier is always accepted. */
static void clamped(void) {
    setenv("HOTLOOP_TIER", "v2", 1);
    CHECK_STATUS(HL_OK, hl_tier_select("v4"));
    CHECK(hl_tier() == hl_tier_best(), "tier %d, best %d", hl_tier(), hl_tier_best());
    CHECK_STATUS(HL_OK, hl_tier_select(hl_tier_name(hl_tier_best())));
}

/* The first selection stays: another one is HL_ENOTSUP, the same one is not. */
static void second(void) {
    unsetenv("HOTLOOP_TIER");
    if (hl_tier_best() == HL_TIER_X86_64_V2) {
        test_skip("this processor's only tier is x86_64_v2, there is no other one to select");
    }
    CHECK_STATUS(HL_OK, hl_tier_select("v2"));
    CHECK_STATUS(HL_ENOTSUP, hl_tier_select("v3"));
    CHECK_STATUS(HL_ENOTSUP, hl_tier_select(NULL));
    CHECK_STATUS(HL_OK, hl_tier_select("v2"));
    CHECK_STATUS(HL_EINVAL, hl_tier_select("v9"));
    CHECK(hl_tier() == HL_TIER_X86_64_V2, "tier %d", hl_tier());
    setenv("HOTLOOP_TIER", "v2", 1);
    CHECK_STATUS(HL_OK, hl_tier_select(NULL));
}

static pthread_barrier_t barrier;

static void *select_one(void *argument) {
    const char *const name = argument;
    pthread_barrier_wait(&barrier);
    const int status = hl_tier_select(name);
    const int tier = hl_tier();
    return (void *)(intptr_t)(status == HL_OK ? tier : -tier);
}

/* Threads that select different tiers at once: some tier wins, every thread sees that one, and exactly
 * those who asked for it are told so. Again and again, each time in a new child. */
static void race(void) {
    enum { RACERS = 8, ROUNDS = 100 };
    unsetenv("HOTLOOP_TIER");
    for (int round = 0; round < ROUNDS; round++) {
        fflush(NULL);
        const pid_t child = fork();
        if (child == 0) {
            static char names[2][3] = {"v2", "v3"};
            pthread_t racers[RACERS];
            pthread_barrier_init(&barrier, NULL, RACERS);
            for (int i = 0; i < RACERS; i++) {
                if (pthread_create(&racers[i], NULL, select_one, names[i % 2]) != 0) {
                    _exit(2);
                }
            }
            int wrong = 0;
            for (int i = 0; i < RACERS; i++) {
                void *result;
                pthread_join(racers[i], &result);
                const int seen = (int)(intptr_t)result;
                const int wanted = i % 2 == 0 || hl_tier_best() == HL_TIER_X86_64_V2
                                       ? HL_TIER_X86_64_V2
                                       : HL_TIER_X86_64_V3;
                wrong +=
                    (seen > 0 ? seen : -seen) != hl_tier() || (seen > 0) != (wanted == hl_tier());
            }
            _exit(wrong > 0);
        }
        int status = -1;
        waitpid(child, &status, 0);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "round %d: status %d", round, status);
    }
}

TEST_GROUPS({"by_default", by_default}, {"unknown", unknown}, {"lowered_by_name", lowered_by_name},
            {"lowered_by_variable", lowered_by_variable}, {"clamped", clamped}, {"second", second},
            {"race", race})
