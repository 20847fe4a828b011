/*
 * Which tier a processor gets, judged from register values of processors that are not here: every feature
 * bit of a level is needed, and so is each register state that the system must save.
 */
#include "cpu.h"
#include "harness.h"
#include "hotloop.h"

/* A Zen 5 under Linux, reduced to the bits that matter. */
static const hl_cpu_registers FULL = {
    .leaf1_ecx = 0x3ed82203 | 1u << 12 | 1u << 22 | 1u << 23 | 1u << 27 | 1u << 28 | 1u << 29,
    .leaf7_ebx = 1u << 3 | 1u << 5 | 1u << 8 | 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31,
    .ext1_ecx = 1u << 0 | 1u << 5,
    .xcr0 = 0xe7,
};

static int tier_of(const hl_cpu_registers *r) {
    static const int TIERS[] = {HL_TIER_X86_64_V2, HL_TIER_X86_64_V3, HL_TIER_X86_64_V4};
    int tier = 0;
    for (int i = 0; i < 3; i++) {
        if (hl_cpu_supports(r, TIERS[i])) {
            CHECK(i == 0 || tier == TIERS[i - 1], "tier %d without the one below", TIERS[i]);
            tier = TIERS[i];
        }
    }
    return tier;
}

/* Each bit in turn is taken away. */
static void needed_bits(void) {
    static const struct {
        const char *name;
        int tier; /* what is left without it */
        hl_cpu_registers bit;
    } NEEDED[] = {
        {"SSE3", 0, {.leaf1_ecx = 1u << 0}},
        {"SSSE3", 0, {.leaf1_ecx = 1u << 9}},
        {"CX16", 0, {.leaf1_ecx = 1u << 13}},
        {"SSE4.1", 0, {.leaf1_ecx = 1u << 19}},
        {"SSE4.2", 0, {.leaf1_ecx = 1u << 20}},
        {"POPCNT", 0, {.leaf1_ecx = 1u << 23}},
        {"LAHF", 0, {.ext1_ecx = 1u << 0}},
        {"FMA", HL_TIER_X86_64_V2, {.leaf1_ecx = 1u << 12}},
        {"MOVBE", HL_TIER_X86_64_V2, {.leaf1_ecx = 1u << 22}},
        {"OSXSAVE", HL_TIER_X86_64_V2, {.leaf1_ecx = 1u << 27}},
        {"AVX", HL_TIER_X86_64_V2, {.leaf1_ecx = 1u << 28}},
        {"F16C", HL_TIER_X86_64_V2, {.leaf1_ecx = 1u << 29}},
        {"LZCNT", HL_TIER_X86_64_V2, {.ext1_ecx = 1u << 5}},
        {"BMI1", HL_TIER_X86_64_V2, {.leaf7_ebx = 1u << 3}},
        {"AVX2", HL_TIER_X86_64_V2, {.leaf7_ebx = 1u << 5}},
        {"BMI2", HL_TIER_X86_64_V2, {.leaf7_ebx = 1u << 8}},
        {"saved xmm", HL_TIER_X86_64_V2, {.xcr0 = 1 << 1}},
        {"saved ymm", HL_TIER_X86_64_V2, {.xcr0 = 1 << 2}},
        {"AVX512F", HL_TIER_X86_64_V3, {.leaf7_ebx = 1u << 16}},
        {"AVX512DQ", HL_TIER_X86_64_V3, {.leaf7_ebx = 1u << 17}},
        {"AVX512CD", HL_TIER_X86_64_V3, {.leaf7_ebx = 1u << 28}},
        {"AVX512BW", HL_TIER_X86_64_V3, {.leaf7_ebx = 1u << 30}},
        {"AVX512VL", HL_TIER_X86_64_V3, {.leaf7_ebx = 1u << 31}},
        {"saved opmask", HL_TIER_X86_64_V3, {.xcr0 = 1 << 5}},
        {"saved zmm0-15", HL_TIER_X86_64_V3, {.xcr0 = 1 << 6}},
        {"saved zmm16-31", HL_TIER_X86_64_V3, {.xcr0 = 1 << 7}},
    };
    CHECK(tier_of(&FULL) == HL_TIER_X86_64_V4, "the full processor has tier %d", tier_of(&FULL));
    for (size_t i = 0; i < sizeof NEEDED / sizeof NEEDED[0]; i++) {
        hl_cpu_registers r = FULL;
        r.leaf1_ecx &= ~NEEDED[i].bit.leaf1_ecx;
        r.leaf7_ebx &= ~NEEDED[i].bit.leaf7_ebx;
        r.ext1_ecx &= ~NEEDED[i].bit.ext1_ecx;
        r.xcr0 &= ~NEEDED[i].bit.xcr0;
        CHECK(tier_of(&r) == NEEDED[i].tier, "without %s: tier %d, not %d", NEEDED[i].name,
              tier_of(&r), NEEDED[i].tier);
    }
    const hl_cpu_registers nothing = {0};
    CHECK(tier_of(&nothing) == 0, "an empty processor has tier %d", tier_of(&nothing));
    CHECK(!hl_cpu_supports(&FULL, 0) && !hl_cpu_supports(&FULL, HL_TIER_NEON),
          "x86-64 supports something else");
}

/* The processor under this test: the compiler's own opinion is an upper bound. */
static void this_processor(void) {
    const hl_cpu_registers here = hl_cpu_read();
    const int tier = tier_of(&here);
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
    CHECK(tier < HL_TIER_X86_64_V3 || avx2, "tier %d without AVX2", tier);
    CHECK(tier < HL_TIER_X86_64_V4 || avx512, "tier %d without AVX-512", tier);
    CHECK(tier == hl_tier_best(), "tier %d, the library says %d", tier, hl_tier_best());
    printf("leaf1.ecx %08x, leaf7.ebx %08x, 80000001.ecx %08x, xcr0 %" PRIx64 ": tier %d\n",
           here.leaf1_ecx, here.leaf7_ebx, here.ext1_ecx, here.xcr0, tier);
}

TEST_GROUPS({"needed_bits", needed_bits}, {"this_processor", this_processor})
