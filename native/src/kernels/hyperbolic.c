/*
 * Hyperbolic functions and their inverses; cbrt and hypot.
 */
#include "elementwise.h"

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_COPY] = {NULL},
};
LOOKUP(hyperbolic, KERNELS)
