/*
 * Selection of the tier: once per process, from the processor and HOTLOOP_TIER. The pointer to the chosen
 * row is the library's only global state beside the teams of parallel.c.
 */
#include "tiers.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cpu.h"

#define HL_TIER_ROW(suffix, tier, name) extern const hl_kernels hl_kernels__##suffix;
#include "tiers.def"
#undef HL_TIER_ROW

typedef struct {
    int tier;
    const char *name;
    const hl_kernels *kernels;
} tier_row;

/* Lowest first: tiers.def's order. */
static const tier_row TIERS[] = {
#define HL_TIER_ROW(suffix, tier, name) {tier, name, &hl_kernels__##suffix},
#include "tiers.def"
#undef HL_TIER_ROW
};
enum { TIER_COUNT = sizeof TIERS / sizeof TIERS[0] };

static _Atomic(const tier_row *) in_use;

static const tier_row *best_row(void) {
    const hl_cpu_registers registers = hl_cpu_read();
    const tier_row *best = NULL;
    for (int i = 0; i < TIER_COUNT; i++) {
        if (hl_cpu_supports(&registers, TIERS[i].tier)) {
            best = &TIERS[i];
        }
    }
    return best;
}

/* "x86_64_v3" and "v3" name the same row. */
static const tier_row *row_named(const char *name) {
    for (int i = 0; i < TIER_COUNT; i++) {
        const char *full = TIERS[i].name;
        const char *underscore = strrchr(full, '_');
        const char *last = underscore != NULL ? underscore + 1 : full;
        if (strcmp(name, full) == 0 || strcmp(name, last) == 0) {
            return &TIERS[i];
        }
    }
    return NULL;
}

static bool is_empty(const char *text) {
    return text == NULL || text[0] == '\0';
}

/* What the selection by this name leads to; decides nothing. */
static int row_for(const char *name, const tier_row **row) {
    if (is_empty(name)) {
        name = getenv("HOTLOOP_TIER");
    }
    const tier_row *named = NULL;
    if (!is_empty(name)) {
        named = row_named(name);
        if (named == NULL) {
            return HL_EINVAL;
        }
    }
    const tier_row *best = best_row();
    if (best == NULL) {
        return HL_ENOTSUP;
    }
    *row = named != NULL && named < best ? named : best;
    return HL_OK;
}

static int select_row(const char *name, const tier_row **selected) {
    const tier_row *wanted = NULL;
    const int status = row_for(name, &wanted);
    if (status != HL_OK) {
        return status;
    }
    const tier_row *existing = NULL;
    if (!atomic_compare_exchange_strong(&in_use, &existing, wanted) && existing != wanted) {
        return HL_ENOTSUP;
    }
    *selected = wanted;
    return HL_OK;
}

/* The row in use, selecting one when there is none. */
static int current_row(const tier_row **row) {
    *row = atomic_load_explicit(&in_use, memory_order_acquire);
    if (*row != NULL) {
        return HL_OK;
    }
    const int status = select_row(NULL, row);
    if (status == HL_ENOTSUP && (*row = atomic_load(&in_use)) != NULL) {
        return HL_OK; /* another thread selected a different tier by name since the look above */
    }
    return status;
}

int hl_kernels_in_use(const hl_kernels **kernels) {
    const tier_row *row = NULL;
    const int status = current_row(&row);
    if (status == HL_OK) {
        *kernels = row->kernels;
    }
    return status;
}

int hl_tier_select(const char *name) {
    const tier_row *row = NULL;
    return select_row(name, &row);
}

int hl_tier(void) {
    const tier_row *row = NULL;
    const int status = current_row(&row);
    return status == HL_OK ? row->tier : -status;
}

int hl_tier_best(void) {
    const tier_row *best = best_row();
    return best != NULL ? best->tier : -HL_ENOTSUP;
}

const char *hl_tier_name(int tier) {
    for (int i = 0; i < TIER_COUNT; i++) {
        if (TIERS[i].tier == tier) {
            return TIERS[i].name;
        }
    }
    return NULL;
}

const char *hl_tier_names(void) {
#define HL_TIER_ROW(suffix, tier, name) ", " name
    static const char SEPARATED[] =
#include "tiers.def"
        ;
#undef HL_TIER_ROW
    return SEPARATED + 2; /* after the first separator */
}
