/*
 * The trigonometric functions' rows of the table in functions.h.
 */
#include "functions.h"

const function_test FUNCTIONS_TRIGONOMETRIC[] = {
    {.name = NULL},
};
