/*
 * The rows of exponential functions, logarithms and pow, see functions.h.
 */
#include "functions.h"

const function_test FUNCTIONS_EXPONENTIAL[] = {
    {.name = NULL},
};
