/*
 * The table of one tier's kernels. Compiled once per tier; the only symbols of a tier that the rest of the
 * library refers to are these tables (tiers.c).
 */
#include "../kernels.h"

const hl_kernels HL_TIERED(hl_kernels) = {
#define HL_KERNEL(type, name) .name = HL_TIERED(hl_##name),
#include "../kernels.def"
#undef HL_KERNEL
};
