/*
 * Loading as a JVM does it: by dlopen, in a process that was not linked against the library. Loading must
 * not change how the thread treats subnormals (start-up code of -ffast-math would), and closing must not
 * unmap code that idle workers stand in.
 */
#include <dlfcn.h>
#include <stdio.h>

/* Subnormals as operands and as results, through memory so that nothing is folded. */
static int subnormals_survive(void) {
    volatile double least = 0x1p-1074;
    volatile double small = 0x1p-1022;
    return least * 1.0 != 0 && least + 0.0 != 0 && small / 4 != 0;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s LIBRARY\n", argv[0]);
        return 1;
    }
    const int before = subnormals_survive();
    void *const library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    if (!before || !subnormals_survive()) {
        fprintf(stderr, "subnormals survive before loading: %d, after: %d\n", before,
                subnormals_survive());
        return 1;
    }
    int (*evolve)(int, long long, const double *, const double *, const double *, double *,
                  double *, double, long long, int, const int *);
    *(void **)&evolve = dlsym(library, "hl_particles_evolve");
    if (evolve == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    enum { N = 1000 };
    static double x[N], y[N], w[N];
    for (int i = 0; i < N; i++) {
        x[i] = y[i] = w[i] = 1;
    }
    const int status = evolve(10, N, x, y, w, x, y, 1e-5, 1000, 2, NULL);
    if (status != 0) {
        fprintf(stderr, "hl_particles_evolve returned %d\n", status);
        return 1;
    }
    dlclose(library); /* the workers idle on */
    if (dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD) == NULL) {
        fprintf(stderr, "the library was unmapped although its workers are alive\n");
        return 1;
    }
    return evolve(10, N, x, y, w, x, y, 1e-5, 1000, 2, NULL);
}
