/*
 * Constants of exponential functions, logarithms and pow. NAME_k is the coefficient of the k-th power.
 *
 * Written by native/functions/exponential.py: not to be edited.
 */
#ifndef HL_EXPONENTIAL_COEFFICIENTS_H
#define HL_EXPONENTIAL_COEFFICIENTS_H

#include <stdint.h>

/* clang-format off */

/* ln 2 and 1 / ln 2 */
static const double LN2_HIGH = 0x1.62e42fefa39efp-1;
static const double LN2_LOW = 0x1.abc9e3b39803fp-56;
static const double INV_LN2_HIGH = 0x1.71547652b82fep0;
static const double INV_LN2_LOW = 0x1.777d0ffda0d24p-56;

/* exp(r) - 1 - r for |r| <= ln(2)/2, relative to exp(r) */

/* error 2^-57.87 */
static const double EXP_2 = 0x1.000000000000ap-1;
static const double EXP_3 = 0x1.55555555554fdp-3;
static const double EXP_4 = 0x1.55555555506b5p-5;
static const double EXP_5 = 0x1.1111111126e64p-7;
static const double EXP_6 = 0x1.6c16c18478e1bp-10;
static const double EXP_7 = 0x1.a01a012f091eep-13;
static const double EXP_8 = 0x1.a019995a5324ap-16;
static const double EXP_9 = 0x1.71df1aaf78ab6p-19;
static const double EXP_10 = 0x1.28ae0063867d4p-22;
static const double EXP_11 = 0x1.ad9064133a17bp-26;

/* the same, relative to exp(r) - 1 */

/* error 2^-61.52 */
static const double EXPM1_2 = 0x1.0p-1;
static const double EXPM1_3 = 0x1.5555555555559p-3;
static const double EXPM1_4 = 0x1.555555555554dp-5;
static const double EXPM1_5 = 0x1.111111110f65bp-7;
static const double EXPM1_6 = 0x1.6c16c16c1ab35p-10;
static const double EXPM1_7 = 0x1.a01a01afff44dp-13;
static const double EXPM1_8 = 0x1.a01a018ded9c3p-16;
static const double EXPM1_9 = 0x1.71ddf81d92b78p-19;
static const double EXPM1_10 = 0x1.27e5139e79aap-22;
static const double EXPM1_11 = 0x1.af5f0e8d71201p-26;
static const double EXPM1_12 = 0x1.1f1974ffe892bp-29;

/* 2^r - 1 for |r| <= 1/2, relative to 2^r; the first coefficient is LN2 */

/* error 2^-57.94 */
static const double EXP2_2 = 0x1.ebfbdff82c5a1p-3;
static const double EXP2_3 = 0x1.c6b08d704a045p-5;
static const double EXP2_4 = 0x1.3b2ab6fba07a2p-7;
static const double EXP2_5 = 0x1.5d87fe78c39b7p-10;
static const double EXP2_6 = 0x1.4309130dc2f79p-13;
static const double EXP2_7 = 0x1.ffcbfbc70a334p-17;
static const double EXP2_8 = 0x1.62bfc9fa6dee3p-20;
static const double EXP2_9 = 0x1.b52654619c5b3p-24;
static const double EXP2_10 = 0x1.e617ad84f2b28p-28;
static const double EXP2_11 = 0x1.e7c4971d97cf7p-32;

/* 2 atanh(s) / s - 2 in s^2, absolute: half of it is the logarithm's relative error */

/* error 2^-58.49 */
static const double LOG_1 = 0x1.5555555555592p-1;
static const double LOG_2 = 0x1.999999997ff0dp-2;
static const double LOG_3 = 0x1.24924941e2b5cp-2;
static const double LOG_4 = 0x1.c71c5212cc07cp-3;
static const double LOG_5 = 0x1.74663d4b0271cp-3;
static const double LOG_6 = 0x1.39a1de74dfe37p-3;
static const double LOG_7 = 0x1.2f042808f7d0fp-3;

/* log10: 1 / ln 10, and log10 of 2, whose high part has 11 zeros at its end */
static const double INV_LN10_HIGH = 0x1.bcb7b1526e50ep-2;
static const double INV_LN10_LOW = 0x1.95355baaafad3p-57;
static const double LOG10_2_HIGH = 0x1.34413509f78p-2;
static const double LOG10_2_LOW = 0x1.fef311f12b358p-46;
static const double LOG10_2 = 0x1.34413509f79ffp-2;

/* log: ln 2, whose high part has 11 zeros at its end */
static const double LN2_SHORT_HIGH = 0x1.62e42fefa38p-1;
static const double LN2_SHORT_LOW = 0x1.ef35793c7673p-45;

/* pow: log2 of (1 + s) / (1 - s), divided by s, in s^2, relative; the first two in two parts */

/* error 2^-75.61 */
static const double POW_0_HIGH = 0x1.71547652b82fep1;
static const double POW_0_LOW = 0x1.777d0ffda0d24p-55;
static const double POW_1_HIGH = 0x1.ec709dc3a03fdp-1;
static const double POW_1_LOW = 0x1.d27f05548af0cp-55;
static const double POW_2 = 0x1.2776c50ef9bffp-1;
static const double POW_3 = 0x1.a61762a7adc26p-2;
static const double POW_4 = 0x1.484b13d7ec8cp-2;
static const double POW_5 = 0x1.0c9a8480e0dep-2;
static const double POW_6 = 0x1.c68f667a344b3p-3;
static const double POW_7 = 0x1.89f077e3c1188p-3;
static const double POW_8 = 0x1.5c023c4234bf5p-3;
static const double POW_9 = 0x1.2f5c0997e6303p-3;
static const double POW_10 = 0x1.64a6f94523923p-3;

/* float32: shorter ones, 2^-31 being enough */

/* exp(r) - 1 - r: error 2^-34.17 */
static const double EXP_SINGLE_2 = 0x1.0000003a269b5p-1;
static const double EXP_SINGLE_3 = 0x1.555554445ab54p-3;
static const double EXP_SINGLE_4 = 0x1.55548dd030822p-5;
static const double EXP_SINGLE_5 = 0x1.11126f301bec6p-7;
static const double EXP_SINGLE_6 = 0x1.6d8cf7fc53fb8p-10;
static const double EXP_SINGLE_7 = 0x1.9f0a8276cc503p-13;

/* the same, relative to exp(r) - 1: error 2^-31.97 */
static const double EXPM1_SINGLE_2 = 0x1.00000025e6f27p-1;
static const double EXPM1_SINGLE_3 = 0x1.555554eed737ep-3;
static const double EXPM1_SINGLE_4 = 0x1.5554b13c4bd27p-5;
static const double EXPM1_SINGLE_5 = 0x1.11118a7dfb9d9p-7;
static const double EXPM1_SINGLE_6 = 0x1.6d71ec891a8a3p-10;
static const double EXPM1_SINGLE_7 = 0x1.a0313e2f5191dp-13;

/* 2^r: error 2^-32.01 */
static const double EXP2_SINGLE_0 = 0x1.0p0;
static const double EXP2_SINGLE_1 = 0x1.62e4300b9d216p-1;
static const double EXP2_SINGLE_2 = 0x1.ebfbe045694b4p-3;
static const double EXP2_SINGLE_3 = 0x1.c6b055229a965p-5;
static const double EXP2_SINGLE_4 = 0x1.3b2a1c056400ap-7;
static const double EXP2_SINGLE_5 = 0x1.5dc04d6986e28p-10;
static const double EXP2_SINGLE_6 = 0x1.443f8999c4c59p-13;
static const double EXP2_SINGLE_7 = 0x1.c04b4ea9e558ep-17;

/* 2 atanh(s) / s: error 2^-37.61 */
static const double LOG_SINGLE_0 = 0x1.0p1;
static const double LOG_SINGLE_1 = 0x1.555554fdce7a2p-1;
static const double LOG_SINGLE_2 = 0x1.999a7a2c492c3p-2;
static const double LOG_SINGLE_3 = 0x1.2438ef06482afp-2;
static const double LOG_SINGLE_4 = 0x1.e2f3047191864p-3;

/* log2 of (1 + s) / (1 - s), divided by s, for pow, log2 and log10: error 2^-45.09 */
static const double LOG2_SINGLE_0 = 0x1.71547652b8251p1;
static const double LOG2_SINGLE_1 = 0x1.ec709dc53c4a9p-1;
static const double LOG2_SINGLE_2 = 0x1.2776c2936df7bp-1;
static const double LOG2_SINGLE_3 = 0x1.a61a2e9d24cd7p-2;
static const double LOG2_SINGLE_4 = 0x1.47955e3c410cdp-2;
static const double LOG2_SINGLE_5 = 0x1.21b06d53edb9fp-2;

/* fast, exp(r) - 1 - r: error 2^-51.62 */
static const double EXP_FAST_2 = 0x1.ffffffffffed1p-2;
static const double EXP_FAST_3 = 0x1.55555555507aap-3;
static const double EXP_FAST_4 = 0x1.555555558938bp-5;
static const double EXP_FAST_5 = 0x1.11111125b776dp-7;
static const double EXP_FAST_6 = 0x1.6c16c0c797b8fp-10;
static const double EXP_FAST_7 = 0x1.a0198d4ee625fp-13;
static const double EXP_FAST_8 = 0x1.a01b7df3e993p-16;
static const double EXP_FAST_9 = 0x1.72e9231a848c5p-19;
static const double EXP_FAST_10 = 0x1.27062112af1c8p-22;

/* fast, 2^r: error 2^-51.59 */
static const double EXP2_FAST_0 = 0x1.0p0;
static const double EXP2_FAST_1 = 0x1.62e42fefa3a28p-1;
static const double EXP2_FAST_2 = 0x1.ebfbdff82c61ep-3;
static const double EXP2_FAST_3 = 0x1.c6b08d703953ep-5;
static const double EXP2_FAST_4 = 0x1.3b2ab6fb82086p-7;
static const double EXP2_FAST_5 = 0x1.5d87fea4abca6p-10;
static const double EXP2_FAST_6 = 0x1.4309138807e32p-13;
static const double EXP2_FAST_7 = 0x1.ffcb3f0df61a2p-17;
static const double EXP2_FAST_8 = 0x1.62be67781286p-20;
static const double EXP2_FAST_9 = 0x1.b689c0afc97dcp-24;
static const double EXP2_FAST_10 = 0x1.e8b9319c94ad3p-28;

/* fast, exp(r) - 1 - r: error 2^-55.52 */
static const double EXPM1_FAST_2 = 0x1.0000000000005p-1;
static const double EXPM1_FAST_3 = 0x1.555555555553bp-3;
static const double EXPM1_FAST_4 = 0x1.555555555210dp-5;
static const double EXPM1_FAST_5 = 0x1.1111111118879p-7;
static const double EXPM1_FAST_6 = 0x1.6c16c17f2ecebp-10;
static const double EXPM1_FAST_7 = 0x1.a01a0177cd2d8p-13;
static const double EXPM1_FAST_8 = 0x1.a019a6a288629p-16;
static const double EXPM1_FAST_9 = 0x1.71de816beb413p-19;
static const double EXPM1_FAST_10 = 0x1.28a28dcae5dfap-22;
static const double EXPM1_FAST_11 = 0x1.ae76cd7b4e6f9p-26;

/* fast, float32, exp(r) - 1 - r: error 2^-28.26 */
static const float EXP_FLOAT_2 = 0x1.fffffcp-2F;
static const float EXP_FLOAT_3 = 0x1.555492p-3F;
static const float EXP_FLOAT_4 = 0x1.5558acp-5F;
static const float EXP_FLOAT_5 = 0x1.12398p-7F;
static const float EXP_FLOAT_6 = 0x1.6a51aap-10F;

/* fast, float32, 2^r: error 2^-27.42 */
static const float EXP2_FLOAT_0 = 0x1.0p0F;
static const float EXP2_FLOAT_1 = 0x1.62e432p-1F;
static const float EXP2_FLOAT_2 = 0x1.ebfbe8p-3F;
static const float EXP2_FLOAT_3 = 0x1.c6adb6p-5F;
static const float EXP2_FLOAT_4 = 0x1.3b22e4p-7F;
static const float EXP2_FLOAT_5 = 0x1.5fb66p-10F;
static const float EXP2_FLOAT_6 = 0x1.4a01d8p-13F;

/* fast, float32, 2 atanh(s) / s - 2, absolute: error 2^-29.2 */
static const float LOG_FLOAT_1 = 0x1.55557ap-1F;
static const float LOG_FLOAT_2 = 0x1.995ed2p-2F;
static const float LOG_FLOAT_3 = 0x1.31e116p-2F;

/* clang-format on */
#endif
