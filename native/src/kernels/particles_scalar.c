/*
 * The textbook loop of hl_particles_evolve, one particle at a time: the reference for the bits of every
 * strict method. Compiled once, for the architecture's baseline and with vectorisation off: it must stay
 * what the header's manual shows, not become fast.
 */
#include <math.h>

#include "../kernels.h"

/* Steps of one particle between two looks at the cancel word: 16384 steps of at most 30 ns (two divides
 * and a square root in a chain, on any processor of the last ten years) are half a millisecond. */
enum { STEPS_PER_POLL = 16384 };

int hl_evolve_scalar_f64(const hl_evolve_args *args, int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
        double x = args->x[i];
        double y = args->y[i];
        const double w = args->w[i];
        const double dt = args->dt;
        int64_t left = args->steps;
        while (left > 0) {
            if (hl_cancelled(args->cancel)) {
                return HL_ECANCELED;
            }
            const int64_t steps = left < STEPS_PER_POLL ? left : STEPS_PER_POLL;
            for (int64_t step = 0; step < steps; step++) {
                const double r = sqrt(x * x + y * y);
                const double dx = (dt * w) * (-y / r);
                const double dy = (dt * w) * (x / r);
                x += dx;
                y += dy;
            }
            left -= steps;
        }
        args->x_out[i] = x;
        args->y_out[i] = y;
    }
    return HL_OK;
}
