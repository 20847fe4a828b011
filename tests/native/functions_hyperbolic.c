/*
 * The hyperbolic functions' rows of the table in functions.h.
 */
#include "functions.h"

const function_test FUNCTIONS_HYPERBOLIC[] = {
    {.name = NULL},
};
