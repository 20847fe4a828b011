/*
 * Steps outermost, one operation a statement, compiled without vectorisation and contraction: as unlike
 * the kernels as the same arithmetic allows.
 */
#include "evolve_reference.h"

#include <math.h>
#include <string.h>

void evolve_reference(int64_t n, const double *x, const double *y, const double *w, double *x_out,
                      double *y_out, double dt, int64_t steps) {
    memmove(x_out, x, (size_t)n * sizeof *x);
    memmove(y_out, y, (size_t)n * sizeof *y);
    for (int64_t step = 0; step < steps; step++) {
        for (int64_t i = 0; i < n; i++) {
            const double xx = x_out[i] * x_out[i];
            const double yy = y_out[i] * y_out[i];
            const double r = sqrt(xx + yy);
            const double length = dt * w[i];
            const double minus_sine = -y_out[i] / r;
            const double cosine = x_out[i] / r;
            x_out[i] = x_out[i] + length * minus_sine;
            y_out[i] = y_out[i] + length * cosine;
        }
    }
}
