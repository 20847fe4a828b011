/*
 * The tier in use, for api.c. What callers outside the library see of tiers is in hotloop.h.
 */
#ifndef HL_TIERS_H
#define HL_TIERS_H

#include "kernels.h"

/* The kernels of the tier in use; selects as hl_tier_select(NULL) when none is chosen yet. HL_OK, or the
 * status of that selection, *kernels then untouched. */
int hl_kernels_in_use(const hl_kernels **kernels);

#endif
