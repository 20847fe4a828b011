/*
 * What the processor and the operating system can do, as far as tiers need it. Reading the registers is
 * apart from judging them, so that a test can judge processors that it does not run on.
 */
#ifndef HL_CPU_H
#define HL_CPU_H

#include <stdbool.h>
#include <stdint.h>

/* On aarch64 there is nothing to read: Advanced SIMD is part of the architecture. */
typedef struct {
    uint32_t leaf1_ecx; /* CPUID 1 */
    uint32_t leaf7_ebx; /* CPUID 7.0 */
    uint32_t ext1_ecx;  /* CPUID 0x80000001 */
    uint64_t xcr0;      /* register states that the system saves; 0 without OSXSAVE */
} hl_cpu_registers;

/* Reads the registers of the processor it runs on; leaves that it lacks are 0. */
hl_cpu_registers hl_cpu_read(void);

/* Whether such a processor, under such a system, runs the code of a tier (an enum hl_tier). */
bool hl_cpu_supports(const hl_cpu_registers *registers, int tier);

#endif
