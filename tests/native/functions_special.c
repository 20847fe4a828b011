/*
 * The special functions' rows of the table in functions.h.
 */
#include "functions.h"

const function_test FUNCTIONS_SPECIAL[] = {
    {.name = NULL},
};
