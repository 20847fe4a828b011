/*
 * test_particles_math.c as tier v3: compiled with its flags, so that the budget is checked for fused
 * multiply-adds too. Only this file has the flags: the rest of the program has to run, and say that the test
 * is skipped, on any processor.
 */
#define HL_EXPECT_V3
#include "test_particles_math.c"
