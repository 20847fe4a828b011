/*
 * Trigonometric functions and their inverses: sin cos tan asin acos atan atan2 sinpi cospi.
 */
#include "elementwise.h"

static hl_apply *const KERNELS[HL_OP_LIMIT][HL_DTYPES] = {
    [HL_OP_COPY] = {NULL},
};
LOOKUP(trigonometric, KERNELS)
