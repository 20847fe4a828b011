/*
 * vectors.c - the kernels of Vectors.java. Maven compiles them for each tier; CMakeLists.txt tests them in C.
 *
 * The jar's libraries test no index: each kernel looks at the shapes itself, before its loop. The tests do.
 */
// hotloop: checks=off
#include <math.h>

/* Waking the other threads takes as long as some 50,000 lengths. */
enum { PARALLEL_FROM = 100000 };

static inline double norm(const hl_float64_view *points, int64_t i) {
    const double x = AT(points, i, 0), y = AT(points, i, 1);
    return sqrt(x * x + y * y);
}

/* The length of each row of points. */
void norms(const hl_float64_view *points, hl_float64_array *norms) {
    const int64_t n = LEN(norms, 0);
    if (LEN(points, 0) != n || LEN(points, 1) != 2) {
        FAIL(1, "points has two columns, and as many rows as norms has elements");
        return;
    }
    if (n < PARALLEL_FROM) {
        RANGE(i, n) {
            AT(norms, i) = norm(points, i);
        }
    } else {
        PRANGE(i, n) {
            AT(norms, i) = norm(points, i);
        }
    }
}
