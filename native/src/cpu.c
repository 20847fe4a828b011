/*
 * CPUID and XCR0, by hand. __builtin_cpu_supports is not enough: compilers differ in what they check, and
 * a system that does not save the upper halves of the vector registers (an old hypervisor, a kernel
 * started with noxsave) shows only in XCR0. Bits: Intel SDM volume 2A, CPUID; volume 1, section 13.3;
 * levels: the x86-64 psABI, "micro-architecture levels".
 */
#include "cpu.h"

#include "compat.h"
#include "hotloop.h"

#if defined(HL_ARCH_X86_64)
#include <cpuid.h>

enum {
    /* leaf 1, ecx */
    SSE3 = 1 << 0,
    SSSE3 = 1 << 9,
    FMA = 1 << 12,
    CX16 = 1 << 13,
    SSE41 = 1 << 19,
    SSE42 = 1 << 20,
    MOVBE = 1 << 22,
    POPCNT = 1 << 23,
    OSXSAVE = 1 << 27,
    AVX = 1 << 28,
    F16C = 1 << 29,
    /* leaf 0x80000001, ecx */
    LAHF = 1 << 0,
    LZCNT = 1 << 5,
    /* leaf 7, ebx */
    BMI1 = 1 << 3,
    AVX2 = 1 << 5,
    BMI2 = 1 << 8,
    AVX512F = 1 << 16,
    AVX512DQ = 1 << 17,
    AVX512CD = 1 << 28,
    AVX512BW = 1 << 30,
    /* XCR0 */
    STATE_XMM = 1 << 1,
    STATE_YMM = 1 << 2,
    STATE_OPMASK = 1 << 5,
    STATE_ZMM_LOW = 1 << 6,
    STATE_ZMM_HIGH = 1 << 7
};
static const uint32_t AVX512VL = UINT32_C(1) << 31; /* does not fit an enum's int */

hl_cpu_registers hl_cpu_read(void) {
    hl_cpu_registers registers = {0};
    uint32_t eax, ebx, ecx, edx;
    if (__get_cpuid(1, &eax, &ebx, &ecx, &edx)) {
        registers.leaf1_ecx = ecx;
    }
    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) {
        registers.leaf7_ebx = ebx;
    }
    if (__get_cpuid(0x80000001, &eax, &ebx, &ecx, &edx)) {
        registers.ext1_ecx = ecx;
    }
    if (registers.leaf1_ecx & OSXSAVE) {
        registers.xcr0 = hl_xgetbv0();
    }
    return registers;
}

static bool has(uint64_t value, uint64_t bits) {
    return (value & bits) == bits;
}

bool hl_cpu_supports(const hl_cpu_registers *registers, int tier) {
    const bool v2 = has(registers->leaf1_ecx, SSE3 | SSSE3 | SSE41 | SSE42 | POPCNT | CX16) &&
                    has(registers->ext1_ecx, LAHF);
    const bool v3 = v2 && has(registers->leaf1_ecx, AVX | FMA | F16C | MOVBE | OSXSAVE) &&
                    has(registers->leaf7_ebx, AVX2 | BMI1 | BMI2) &&
                    has(registers->ext1_ecx, LZCNT) && has(registers->xcr0, STATE_XMM | STATE_YMM);
    const bool v4 =
        v3 && has(registers->leaf7_ebx, AVX512F | AVX512BW | AVX512CD | AVX512DQ | AVX512VL) &&
        has(registers->xcr0, STATE_OPMASK | STATE_ZMM_LOW | STATE_ZMM_HIGH);
    switch (tier) {
    case HL_TIER_X86_64_V2:
        return v2;
    case HL_TIER_X86_64_V3:
        return v3;
    case HL_TIER_X86_64_V4:
        return v4;
    default:
        return false;
    }
}

#elif defined(HL_ARCH_AARCH64)

hl_cpu_registers hl_cpu_read(void) {
    return (hl_cpu_registers){0};
}

bool hl_cpu_supports(const hl_cpu_registers *registers, int tier) {
    (void)registers;
    return tier == HL_TIER_NEON;
}

#endif
