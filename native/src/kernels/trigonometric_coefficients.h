/*
 * The constants of the trigonometric functions. A polynomial's error is the largest relative one that it
 * makes, its coefficients being rounded; the number in a name is the power of x.
 *
 * Written by native/functions/trigonometric.py: not to be edited.
 */
#ifndef HL_TRIGONOMETRIC_COEFFICIENTS_H
#define HL_TRIGONOMETRIC_COEFFICIENTS_H

#include <stdint.h>

/* clang-format off */

/* Of 2/pi, for the nearest multiple of pi/2; of pi/2 in parts of 53, 31 and 53 bits, and of two of 53. */
static const double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
static const double PI_2_A = 0x1.921fb54442d18p0;
static const double PI_2_B = 0x1.1a62633p-54;
static const double PI_2_C = 0x1.45c06e0e68948p-86;
static const double PI_2_BC = 0x1.1a62633145c07p-54;

/* pi/2 in parts of 31 bits, and the rest, for the fast forms. */
static const double PI_2_FAST_1 = 0x1.921fb544p0;
static const double PI_2_FAST_2 = 0x1.0b4611a8p-34;
static const double PI_2_FAST_3 = -0x1.d9cceba4p-66;
static const double PI_2_FAST_4 = 0x1.b839a252049c1p-104;

/* pi, and pi/4, of which the first part has three zeros at its end. */
static const double PI_A = 0x1.921fb54442d18p1;
static const double PI_B = 0x1.1a62633145c07p-53;
static const double PI_4_A = 0x1.921fb54442d18p-1;
static const double PI_4_B = 0x1.1a62633145c07p-55;

/* 2/pi after 64 zeros, for the reduction of large angles. */
static const uint64_t TWO_OVER_PI_BITS[20] = {
    0x0000000000000000ull,
    0xa2f9836e4e441529ull,
    0xfc2757d1f534ddc0ull,
    0xdb6295993c439041ull,
    0xfe5163abdebbc561ull,
    0xb7246e3a424dd2e0ull,
    0x06492eea09d1921cull,
    0xfe1deb1cb129a73eull,
    0xe88235f52ebb4484ull,
    0xe99c7026b45f7e41ull,
    0x3991d639835339f4ull,
    0x9c845f8bbdf9283bull,
    0x1ff897ffde05980full,
    0xef2f118b5a0a6d1full,
    0x6d367ecf27cb09b7ull,
    0x4f463f669e5fea2dull,
    0x7527bac7ebe5f17bull,
    0x3d0739f78a5292eaull,
    0x6bfb5fb11f8d5d08ull,
    0x56033046fc7b6babull,
};

/* sin x up to pi/4: error 2^-57.88 */
static const double SIN_3 = -0x1.5555555555548p-3;
static const double SIN_5 = 0x1.111111110f75cp-7;
static const double SIN_7 = -0x1.a01a019bf2058p-13;
static const double SIN_9 = 0x1.71de355ef8de6p-19;
static const double SIN_11 = -0x1.ae5e54745efedp-26;
static const double SIN_13 = 0x1.5d8e3945a3131p-33;

/* cos x up to pi/4: error 2^-63.94 */
static const double COS_4 = 0x1.555555555554bp-5;
static const double COS_6 = -0x1.6c16c16c1501bp-10;
static const double COS_8 = 0x1.a01a019c900d4p-16;
static const double COS_10 = -0x1.27e4f7f25c778p-22;
static const double COS_12 = 0x1.1ee9dc6865997p-29;
static const double COS_14 = -0x1.8fa6d91263ac5p-37;

/* asin x up to 1/2: error 2^-59.87 */
static const double ASIN_3 = 0x1.5555555555577p-3;
static const double ASIN_5 = 0x1.333333332e138p-4;
static const double ASIN_7 = 0x1.6db6db7211ebfp-5;
static const double ASIN_9 = 0x1.f1c71a95254fep-6;
static const double ASIN_11 = 0x1.6e8bdedaf7582p-6;
static const double ASIN_13 = 0x1.1c49f0b045657p-6;
static const double ASIN_15 = 0x1.ca1f87088590ep-7;
static const double ASIN_17 = 0x1.7585b155c78aep-7;
static const double ASIN_19 = 0x1.613bf74c6b5a7p-7;
static const double ASIN_21 = 0x1.e5fa10911c0ecp-9;
static const double ASIN_23 = 0x1.639c528ab3d58p-6;
static const double ASIN_25 = -0x1.57ff01254cd75p-6;
static const double ASIN_27 = 0x1.0b47b79a67521p-5;

/* tan(pi/8), where atan changes to the octant's other edge. */
static const double TAN_PI_8 = 0x1.a827999fcef32p-2;

/* atan x up to tan(pi/8): error 2^-59.44 */
static const double ATAN_3 = -0x1.555555555553dp-2;
static const double ATAN_5 = 0x1.999999999587bp-3;
static const double ATAN_7 = -0x1.24924922addbfp-3;
static const double ATAN_9 = 0x1.c71c70e63e8p-4;
static const double ATAN_11 = -0x1.745cf8e15eb01p-4;
static const double ATAN_13 = 0x1.3b11196f6aecap-4;
static const double ATAN_15 = -0x1.10ebbbd2fdd72p-4;
static const double ATAN_17 = 0x1.df0f7da89a18bp-5;
static const double ATAN_19 = -0x1.9cd39dbde4c05p-5;
static const double ATAN_21 = 0x1.37d7de05f6997p-5;
static const double ATAN_23 = -0x1.256f3ae637993p-6;

/* for float32: sin x up to pi/4: error 2^-37.5 */
static const double SIN_SHORT_3 = -0x1.5555554c73e8dp-3;
static const double SIN_SHORT_5 = 0x1.1111086ad71f9p-7;
static const double SIN_SHORT_7 = -0x1.a00f7f3e95adep-13;
static const double SIN_SHORT_9 = 0x1.6cd1f07e0b91dp-19;

/* for float32: cos x up to pi/4: error 2^-33.01 */
static const double COS_SHORT_4 = 0x1.55554a121e3d5p-5;
static const double COS_SHORT_6 = -0x1.6c0c33cf9f50dp-10;
static const double COS_SHORT_8 = 0x1.99eb9b0f6a6d4p-16;

/* for float32: asin x up to 1/2: error 2^-31.76 */
static const double ASIN_SHORT_3 = 0x1.55554c686672p-3;
static const double ASIN_SHORT_5 = 0x1.333879a918d16p-4;
static const double ASIN_SHORT_7 = 0x1.6caf2b12be5d9p-5;
static const double ASIN_SHORT_9 = 0x1.048f427f22025p-5;
static const double ASIN_SHORT_11 = 0x1.d93d80ebe57c1p-7;
static const double ASIN_SHORT_13 = 0x1.334cf116a002fp-5;

/* for float32: atan x up to 1: error 2^-31.22 */
static const double ATAN_SHORT_3 = -0x1.5555510595ee2p-2;
static const double ATAN_SHORT_5 = 0x1.9997e0c7e34c6p-3;
static const double ATAN_SHORT_7 = -0x1.24737c44a7958p-3;
static const double ATAN_SHORT_9 = 0x1.c4f25b1682b2p-4;
static const double ATAN_SHORT_11 = -0x1.68e8d2438d684p-4;
static const double ATAN_SHORT_13 = 0x1.1426fd275e94ap-4;
static const double ATAN_SHORT_15 = -0x1.6e2588cb72f57p-5;
static const double ATAN_SHORT_17 = 0x1.715f5e34f659ap-6;
static const double ATAN_SHORT_19 = -0x1.dfbd2343eafa6p-8;
static const double ATAN_SHORT_21 = 0x1.2417967be43e2p-10;

/* clang-format on */
#endif
