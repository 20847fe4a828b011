/*
 * What every kernel and its callers agree on: the argument structs, the function types, and the table of
 * one tier's kernels, made from kernels.def. A kernel is serial over the range it is given, allocates
 * nothing, trusts its arguments (api.c has checked them) and polls the cancel word.
 *
 * Inside kernels/ nothing with external linkage may be shared between tiers: the linker would keep one
 * tier's copy for all, which is an illegal instruction on a lesser processor. Helpers are static.
 */
#ifndef HL_KERNELS_H
#define HL_KERNELS_H

#include <stdint.h>

#include "compat.h"
#include "hotloop.h"

/* The arguments of hl_particles_evolve after its checks. x_out may be x and y_out may be y, exactly; no
 * other overlap with an output exists. */
typedef struct {
    const double *x;
    const double *y;
    const double *w;
    double *x_out;
    double *y_out;
    double dt;
    int64_t steps;     /* >= 1 */
    const int *cancel; /* may be NULL; poll by hl_cancelled(), at least every millisecond */
} hl_evolve_args;

/* Moves the particles [begin, end), begin < end. Returns HL_OK or HL_ECANCELED. */
typedef int hl_evolve_kernel(const hl_evolve_args *args, int64_t begin, int64_t end);

/* The kernels of one tier. */
typedef struct {
#define HL_KERNEL(type, name) type *name;
#include "kernels.def"
#undef HL_KERNEL
} hl_kernels;

/* The reference: one body for all tiers, compiled without vectorisation. */
hl_evolve_kernel hl_evolve_scalar_f64;

#if defined(HL_TIER_SUFFIX)
/* This file is being compiled for one tier: HL_TIERED(hl_add) is hl_add__v3 there. */
#define HL_TIERED(name) HL_TIERED_(name, HL_TIER_SUFFIX)
#define HL_TIERED_(name, suffix) HL_TIERED__(name, suffix)
#define HL_TIERED__(name, suffix) name##__##suffix

#define HL_KERNEL(type, name) type HL_TIERED(hl_##name);
#include "kernels.def"
#undef HL_KERNEL

extern const hl_kernels HL_TIERED(hl_kernels);

/* The build says HL_EXPECT_<tier>; the compiler must have been given the flags that go with it, or the
 * tier would be a slower one under a better name. */
#if defined(HL_EXPECT_V4)
#if !defined(__AVX512F__) || !defined(__AVX512BW__) || !defined(__AVX512CD__) || \
    !defined(__AVX512DQ__) || !defined(__AVX512VL__)
#error "tier v4 needs -march=x86-64-v4"
#endif
#elif defined(HL_EXPECT_V3)
#if !defined(__AVX2__) || !defined(__FMA__) || defined(__AVX512F__)
#error "tier v3 needs -march=x86-64-v3"
#endif
#elif defined(HL_EXPECT_V2)
#if !defined(__SSE4_2__) || defined(__AVX__)
#error "tier v2 needs -march=x86-64-v2"
#endif
#elif defined(HL_EXPECT_NEON)
#if !defined(__ARM_NEON)
#error "tier neon needs Advanced SIMD"
#endif
#elif !defined(HL_EXPECT_NOTHING) /* tests that include a kernel's source */
#error "HL_TIER_SUFFIX without the HL_EXPECT_ macro of its tier, see CMakeLists.txt"
#endif
#endif

#endif
