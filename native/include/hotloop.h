/*
 * Hotloop: the C ABI and its manual. The only header that jextract reads.
 *
 * What lives here: every exported function, its constants and its contract. What must not: kernels,
 * tiers' internals, anything that is not called from outside the library.
 *
 * Rules that hold for every function:
 * - Only fixed-width types, double, float and pointers cross the boundary.
 * - A function that can fail returns an enum hl_status as an int; it writes its results through
 *   pointers. It never prints, aborts or exits.
 * - The library keeps no pointer after a function returns. Who allocates, frees.
 * - Every function may be called from any thread at any time, unless it says otherwise.
 * - Arguments are checked: a bad one is HL_EINVAL and nothing is written.
 */
#ifndef HOTLOOP_H
#define HOTLOOP_H

#if defined(_WIN32)
#if defined(HL_BUILDING)
#define HL_API __declspec(dllexport)
#else
#define HL_API __declspec(dllimport)
#endif
#else
#define HL_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* 64-bit integer of the ABI: int64_t is `long` on Linux and `long long` on Windows, this is one type
 * everywhere. */
typedef long long hl_int64;

/* Version of this ABI. Raised whenever a signature, a constant or a contract below changes; a caller
 * compares it with hl_abi_version() before any other call. */
#define HL_ABI_VERSION 1

/* What a fallible function returns. The values are pinned: they never change; the gaps are for later
 * members. */
enum hl_status {
    HL_OK = 0,         /* done */
    HL_EINVAL = 10,    /* an argument is outside its documented range */
    HL_EBOUNDS = 20,   /* an index value is outside the array */
    HL_ENOMEM = 30,    /* memory could not be had */
    HL_ENOTSUP = 40,   /* this build or this processor cannot do it */
    HL_ECANCELED = 50, /* the cancel word was set during the call */
    HL_EINTERNAL = 60  /* a defect in Hotloop: please report it */
};

/* CPU tiers, each a superset of the ones below it on the same architecture. The values are pinned. */
enum hl_tier {
    HL_TIER_X86_64_V2 = 120, /* SSE4.2 */
    HL_TIER_X86_64_V3 = 130, /* AVX2 and FMA */
    HL_TIER_X86_64_V4 = 140, /* AVX-512 F, BW, CD, DQ, VL */
    HL_TIER_NEON = 220       /* aarch64 Advanced SIMD */
};

/* How hl_particles_evolve computes a step. The values are pinned. */
enum hl_particles_method {
    HL_PARTICLES_SCALAR = 0,  /* the textbook loop, one particle at a time, never vectorised: the
                               * reference; always one thread */
    HL_PARTICLES_STRICT = 10, /* the same bits as HL_PARTICLES_SCALAR, vectorised and threaded */
    HL_PARTICLES_FAST = 20    /* within 1e-15 of it in the unit square after 10,000 steps */
};

/*
 * hl_abi_version - the HL_ABI_VERSION this library was built with.
 */
HL_API int hl_abi_version(void);

/*
 * hl_status_name - the name of a status, for messages and logs.
 *
 * @param status  any int.
 * @return        "HL_OK", "HL_EINVAL" and so on; "unknown" for a value that is no status. Static
 *                storage: never freed.
 */
HL_API const char *hl_status_name(int status);

/*
 * hl_tier_select - chooses the tier whose kernels every later call uses.
 *
 * The first call decides, in the whole process; a later one succeeds only when it leads to the same
 * tier. Without a call, the first use of a kernel selects as for NULL.
 *
 * @param name  NULL or "": the environment variable HOTLOOP_TIER, and without it the best tier of this
 *              processor. Else one of the names in hl_tier_names(), or its last part ("v3"). A tier
 *              above the processor's best is lowered to it: a name can only lower.
 * @return      HL_OK; HL_EINVAL for an unknown name; HL_ENOTSUP when the processor has no tier of this
 *              build, or when another tier is in use already.
 */
HL_API int hl_tier_select(const char *name);

/*
 * hl_tier - the tier in use, an enum hl_tier; selects as hl_tier_select(NULL) does when none is chosen
 * yet.
 *
 * @return  the tier; -HL_EINVAL or -HL_ENOTSUP (negative statuses) when the selection fails.
 */
HL_API int hl_tier(void);

/*
 * hl_tier_best - the highest tier that this processor and operating system support (CPUID and XCR0) and
 * this build has.
 *
 * @return  an enum hl_tier; -HL_ENOTSUP when there is none.
 */
HL_API int hl_tier_best(void);

/*
 * hl_tier_name - the name of a tier, such as "x86_64_v3".
 *
 * @param tier  any int.
 * @return      static storage; NULL for a tier that this build does not have.
 */
HL_API const char *hl_tier_name(int tier);

/*
 * hl_tier_names - the names of all tiers of this build, lowest first, separated by ", ".
 *
 * @return  static storage.
 */
HL_API const char *hl_tier_names(void);

/*
 * hl_team_limit - how many calling threads may own a team of OpenMP workers at the same time. A call
 * beyond it runs on its own thread alone: threads alive <= callers + hl_team_limit() * (threads - 1),
 * but for the moment in which one team ends and another starts.
 */
HL_API int hl_team_limit(void);

/*
 * hl_alloc - allocates memory for arrays: aligned to 64 bytes, from 2 MB on to 2 MB and backed by huge
 * pages where the system grants them. Its contents are unspecified (fresh from the system: zero).
 *
 * @param bytes  > 0, at most 2^62.
 * @param out    receives the block; untouched on failure. The caller frees it by hl_free.
 * @return       HL_OK, HL_EINVAL, HL_ENOMEM.
 */
HL_API int hl_alloc(hl_int64 bytes, void **out);

/*
 * hl_free - frees a block of hl_alloc.
 *
 * @param block  what hl_alloc gave; NULL does nothing.
 * @param bytes  the size it was asked for.
 */
HL_API void hl_free(void *block, hl_int64 bytes);

/*
 * hl_particles_evolve - moves n particles along circles around the origin by Euler's method.
 *
 * Each step, from the old x and y, in this order of operations and without contraction:
 *     r = sqrt(x * x + y * y)
 *     x += (dt * w) * (-y / r)
 *     y += (dt * w) * (x / r)
 * A particle at the origin becomes NaN (0 / 0). NaN, infinities, signed zeros and subnormals follow
 * IEEE 754; payloads and signs of NaN are not specified.
 *
 * x_out may be x and y_out may be y (in place); any other overlap between inputs and outputs, or of the
 * two outputs, is HL_EINVAL. Arrays are aligned to 8 bytes, or HL_EINVAL.
 *
 * @param method   an enum hl_particles_method.
 * @param n        number of particles, >= 0; 0 reads and writes nothing.
 * @param x,y      coordinates, n doubles each.
 * @param w        tangential speeds, n doubles; a particle moves dt * w each step.
 * @param x_out,y_out  the coordinates after the last step, n doubles each.
 * @param dt       length of a step; any value (the loop above is applied as it stands).
 * @param steps    number of steps, >= 0; 0 copies the coordinates.
 * @param threads  number of threads to use, 1 to 1024; fewer run when the work is small or no team is
 *                 free. The result does not depend on it.
 * @param cancel   NULL, or a word, aligned to 4 bytes, that another thread sets to a value other than 0
 *                 to end the call early; it is polled at least every millisecond once the threads run
 *                 (starting a team of many takes longer). Set beforehand, nothing is written.
 * @return         HL_OK; HL_EINVAL; HL_ECANCELED: each particle of x_out, y_out is then unspecified (in
 *                 place: some particles have moved and some have not). HL_PARTICLES_STRICT and _FAST
 *                 return HL_EINVAL or HL_ENOTSUP, as hl_tier_select(NULL) does, when no tier can be
 *                 selected.
 */
HL_API int hl_particles_evolve(int method, hl_int64 n, const double *x, const double *y,
                               const double *w, double *x_out, double *y_out, double dt,
                               hl_int64 steps, int threads, const int *cancel);

#ifdef __cplusplus
}
#endif

#endif
