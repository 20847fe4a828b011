/*
 * The textbook loop of hl_particles_evolve, written again from the manual in hotloop.h: what the library's
 * strict methods must equal to the bit. Shared by tests and the long fuzz.
 */
#ifndef HL_TEST_EVOLVE_REFERENCE_H
#define HL_TEST_EVOLVE_REFERENCE_H

#include <stdint.h>

void evolve_reference(int64_t n, const double *x, const double *y, const double *w, double *x_out,
                      double *y_out, double dt, int64_t steps);

#endif
