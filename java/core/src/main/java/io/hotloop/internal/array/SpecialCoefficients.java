package io.hotloop.internal.array;

/**
 * Coefficients of erf, erfc, gamma and lgamma. Each error is relative to the function named beside it, and
 * of the polynomial alone.
 *
 * <p>Written by native/functions/special.py: not to be edited.
 */
final class SpecialCoefficients {
    // ln 2: the high part times an integer below 2^12 is exact
    static final double INV_LN2 = 0x1.71547652b82fep0;
    static final double LN2 = 0x1.62e42fefa39efp-1;
    static final double LN2_HIGH = 0x1.62e42fefa4p-1;
    static final double LN2_LOW = -0x1.8432a1b0e2634p-43;
    static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1;

    // (exp r - 1 - r) / r^2: error 2^-63.81
    static final double EXP_0 = 0x1.0p-1;
    static final double EXP_1 = 0x1.555555555555cp-3;
    static final double EXP_2 = 0x1.5555555555559p-5;
    static final double EXP_3 = 0x1.111111110e9fp-7;
    static final double EXP_4 = 0x1.6c16c16c14893p-10;
    static final double EXP_5 = 0x1.a01a01b44a872p-13;
    static final double EXP_6 = 0x1.a01a01afdc6adp-16;
    static final double EXP_7 = 0x1.71ddee628bc86p-19;
    static final double EXP_8 = 0x1.27e4c70591549p-22;
    static final double EXP_9 = 0x1.af6e9dad047a4p-26;
    static final double EXP_10 = 0x1.1f938e9a1a1e1p-29;

    // the same for float32: error 2^-34.29
    static final double EXP_SINGLE_0 = 0x1.00000042e7254p-1;
    static final double EXP_SINGLE_1 = 0x1.55555595f6a92p-3;
    static final double EXP_SINGLE_2 = 0x1.55548051d445ep-5;
    static final double EXP_SINGLE_3 = 0x1.11107f85955c4p-7;
    static final double EXP_SINGLE_4 = 0x1.6d968db6532b2p-10;
    static final double EXP_SINGLE_5 = 0x1.a1b4d824339f5p-13;

    // erf(x) / x at 0
    static final double ERF_HEAD_HIGH = 0x1.20dd750429b6dp0;
    static final double ERF_HEAD_LOW = 0x1.1ae3a914fed8p-56;

    // (erf(x) / x - 2 / sqrt(pi)) / x^2 in x^2: error 2^-59.98
    static final double ERF_0 = -0x1.812746b0379e3p-2;
    static final double ERF_1 = 0x1.ce2f21a04268cp-4;
    static final double ERF_2 = -0x1.b82ce3125fa4cp-6;
    static final double ERF_3 = 0x1.565bcd04b8496p-8;
    static final double ERF_4 = -0x1.c02db16188793p-11;
    static final double ERF_5 = 0x1.f9a2b70a6182fp-14;
    static final double ERF_6 = -0x1.f4c669902fa4bp-17;
    static final double ERF_7 = 0x1.b9150444860e9p-20;
    static final double ERF_8 = -0x1.567735f27a668p-23;
    static final double ERF_9 = 0x1.8b0ae035aa0f2p-27;

    // the same for float32: error 2^-35.07
    static final double ERF_SINGLE_0 = -0x1.8127467af6b19p-2;
    static final double ERF_SINGLE_1 = 0x1.ce2f0499265d5p-4;
    static final double ERF_SINGLE_2 = -0x1.b8279bad4a5b3p-6;
    static final double ERF_SINGLE_3 = 0x1.55ea5deba3deap-8;
    static final double ERF_SINGLE_4 = -0x1.b677f12cea1f4p-11;
    static final double ERF_SINGLE_5 = 0x1.8ea9f4a67ddd9p-14;

    // log erfc(0.75 + t), relative to erf, to 5.95: error 2^-60.89
    static final double LOG_ERFC_0_HIGH = -0x1.3deb034696c3ep0;
    static final double LOG_ERFC_0_LOW = -0x1.30795f4d457cdp-54;
    static final double LOG_ERFC_1 = -0x1.1ce96da880971p1;
    static final double LOG_ERFC_2 = -0x1.9d9eb7a12235p-1;
    static final double LOG_ERFC_3 = -0x1.b15b51a650fa3p-5;
    static final double LOG_ERFC_4 = 0x1.a056826d35035p-7;
    static final double LOG_ERFC_5 = -0x1.29978fd8c58bap-9;
    static final double LOG_ERFC_6 = 0x1.0fd4707ddf864p-13;
    static final double LOG_ERFC_7 = 0x1.bc20622e4d9c7p-14;
    static final double LOG_ERFC_8 = -0x1.c75ecdf5fd6dap-15;
    static final double LOG_ERFC_9 = 0x1.dfe579b3f3dc3p-17;
    static final double LOG_ERFC_10 = -0x1.7037e22e7c343p-20;
    static final double LOG_ERFC_11 = -0x1.9a853d72d5f6dp-21;
    static final double LOG_ERFC_12 = 0x1.13e86ea6642fcp-21;
    static final double LOG_ERFC_13 = -0x1.8c863a9fab3b1p-23;
    static final double LOG_ERFC_14 = 0x1.96a29be71d6cep-25;
    static final double LOG_ERFC_15 = -0x1.37809274ec9b7p-27;
    static final double LOG_ERFC_16 = 0x1.5f9af6a5a630bp-30;
    static final double LOG_ERFC_17 = -0x1.1539aa03e6bbdp-33;
    static final double LOG_ERFC_18 = 0x1.10cc11632e172p-37;
    static final double LOG_ERFC_19 = -0x1.f7b69f879a057p-43;

    // the same for float32, to 4: error 2^-32.91
    static final double LOG_ERFC_SINGLE_0 = -0x1.3deb0344be9b9p0;
    static final double LOG_ERFC_SINGLE_1 = -0x1.1ce96e2f0cbfap1;
    static final double LOG_ERFC_SINGLE_2 = -0x1.9d9e880c48755p-1;
    static final double LOG_ERFC_SINGLE_3 = -0x1.b17406885b25p-5;
    static final double LOG_ERFC_SINGLE_4 = 0x1.a1e38623cabcbp-7;
    static final double LOG_ERFC_SINGLE_5 = -0x1.374e8367796fap-9;
    static final double LOG_ERFC_SINGLE_6 = 0x1.16a2e40e81f1p-12;
    static final double LOG_ERFC_SINGLE_7 = -0x1.a9b2d691b90d4p-20;
    static final double LOG_ERFC_SINGLE_8 = -0x1.6382d0798e712p-19;

    // (1 + x) exp(x^2) erfc(x) in t = (x - 4) / (x + 4): error 2^-61.82
    static final double ERFC_0_HIGH = 0x1.5eb7f6ecb19a9p-1;
    static final double ERFC_0_LOW = 0x1.4bbe6e00c8e2p-55;
    static final double ERFC_1_HIGH = -0x1.9841f8fe19461p-3;
    static final double ERFC_1_LOW = -0x1.c5bcefc70c3d4p-58;
    static final double ERFC_2 = 0x1.df6f7856005dfp-4;
    static final double ERFC_3 = -0x1.89dfde1d9765ap-5;
    static final double ERFC_4 = 0x1.03a84393793ddp-8;
    static final double ERFC_5 = 0x1.f5c2a42569aebp-7;
    static final double ERFC_6 = -0x1.1ef9faf7f99ap-6;
    static final double ERFC_7 = 0x1.8e8471e35095p-7;
    static final double ERFC_8 = -0x1.8db87b4d6ff2ep-8;
    static final double ERFC_9 = 0x1.156752f1d57d8p-9;
    static final double ERFC_10 = -0x1.98b368ba49918p-12;
    static final double ERFC_11 = -0x1.f876aaded1ae9p-15;
    static final double ERFC_12 = 0x1.0c928ae95e7ffp-14;
    static final double ERFC_13 = -0x1.b948cd75602cap-17;
    static final double ERFC_14 = -0x1.15b64a6ac251dp-18;
    static final double ERFC_15 = 0x1.63c94c3cf8e3fp-19;
    static final double ERFC_16 = 0x1.08cd0c8c49d63p-28;
    static final double ERFC_17 = -0x1.884c48f458291p-22;
    static final double ERFC_18 = 0x1.b78cea601e36p-25;
    static final double ERFC_19 = 0x1.a088cb16897a8p-25;
    static final double ERFC_20 = -0x1.735bbbd82c733p-27;
    static final double ERFC_21 = -0x1.e1f1f378cf37cp-28;
    static final double ERFC_22 = 0x1.24180c71ecdebp-30;
    static final double ERFC_23 = 0x1.ea384b99007ep-31;
    static final double ERFC_24 = 0x1.ae4b3dafbe7ep-34;

    // the same for float32: error 2^-33.66
    static final double ERFC_SINGLE_0 = 0x1.5eb7f6ed0832ap-1;
    static final double ERFC_SINGLE_1 = -0x1.9841f91414f73p-3;
    static final double ERFC_SINGLE_2 = 0x1.df6f763ede6b4p-4;
    static final double ERFC_SINGLE_3 = -0x1.89dfc986e28adp-5;
    static final double ERFC_SINGLE_4 = 0x1.03acd75ceed74p-8;
    static final double ERFC_SINGLE_5 = 0x1.f5be6b414ccfap-7;
    static final double ERFC_SINGLE_6 = -0x1.1f092f079afe8p-6;
    static final double ERFC_SINGLE_7 = 0x1.8e8aaba481072p-7;
    static final double ERFC_SINGLE_8 = -0x1.8c642668e8edap-8;
    static final double ERFC_SINGLE_9 = 0x1.178c96dd9f342p-9;
    static final double ERFC_SINGLE_10 = -0x1.bf521d27c09p-12;
    static final double ERFC_SINGLE_11 = -0x1.02622788b0c7ep-13;
    static final double ERFC_SINGLE_12 = 0x1.73261030eb5c1p-15;

    // (log(2 pi) - 1) / 2
    static final double STIRLING_HEAD_HIGH = 0x1.acfe390c97d69p-2;
    static final double STIRLING_HEAD_LOW = 0x1.3494bc9001442p-56;

    // Stirling's series in 1/z^2, z >= 8; absolute: error 2^-64.62
    static final double STIRLING_0_HIGH = 0x1.5555555555555p-4;
    static final double STIRLING_0_LOW = 0x1.94034efe808acp-62;
    static final double STIRLING_1 = -0x1.6c16c16c10eeap-9;
    static final double STIRLING_2 = 0x1.a01a016069281p-11;
    static final double STIRLING_3 = -0x1.3813342f78f5fp-11;
    static final double STIRLING_4 = 0x1.b921c21110568p-11;
    static final double STIRLING_5 = -0x1.ee828cc775ac5p-10;
    static final double STIRLING_6 = 0x1.46dfbda17e3b3p-8;

    // (2 atanh(t/2) - t) / t^3 in t^2: error 2^-69.37
    static final double ATANH_0_HIGH = 0x1.5555555555555p-4;
    static final double ATANH_0_LOW = 0x1.a0ab4ff2436d2p-58;
    static final double ATANH_1 = 0x1.9999999999907p-7;
    static final double ATANH_2 = 0x1.249249249e8afp-9;
    static final double ATANH_3 = 0x1.c71c71b70d06fp-12;
    static final double ATANH_4 = 0x1.745d1d37a3202p-14;
    static final double ATANH_5 = 0x1.3b125db1b4b12p-16;
    static final double ATANH_6 = 0x1.113f92b72bd4p-18;
    static final double ATANH_7 = 0x1.da4268bbed612p-21;
    static final double ATANH_8 = 0x1.02fedcaa6ada3p-22;

    // (sin(pi f) / (pi f) - 1) / f^2 in f^2, |f| <= 1/2: error 2^-61.66
    static final double SINE_0_HIGH = -0x1.a51a6625307d3p0;
    static final double SINE_0_LOW = 0x1.6696927b16155p-54;
    static final double SINE_1_HIGH = 0x1.9f9cb402bc3f2p-1;
    static final double SINE_1_LOW = 0x1.d6971e92eb41fp-55;
    static final double SINE_2 = -0x1.86a8e47208971p-3;
    static final double SINE_3 = 0x1.ac6805cbdba1fp-6;
    static final double SINE_4 = -0x1.3381696cfeecap-9;
    static final double SINE_5 = 0x1.374695bc25068p-13;
    static final double SINE_6 = -0x1.d3e33855ea9a2p-18;
    static final double SINE_7 = 0x1.070f6b422a99ap-22;

    // lgamma(1 + t) / t, |t| <= 13/128: error 2^-61.18
    static final double LGAMMA1_0_HIGH = -0x1.2788cfc6fb619p-1;
    static final double LGAMMA1_0_LOW = 0x1.6506e685c7e37p-58;
    static final double LGAMMA1_1 = 0x1.a51a6625307d3p-1;
    static final double LGAMMA1_2 = -0x1.9a4d55beab2c5p-2;
    static final double LGAMMA1_3 = 0x1.151322ac7da41p-2;
    static final double LGAMMA1_4 = -0x1.a8b9c17ab3a8dp-3;
    static final double LGAMMA1_5 = 0x1.5b40cb0f783f8p-3;
    static final double LGAMMA1_6 = -0x1.2703a1be2071cp-3;
    static final double LGAMMA1_7 = 0x1.010b3748a0a03p-3;
    static final double LGAMMA1_8 = -0x1.c806b2e10c298p-4;
    static final double LGAMMA1_9 = 0x1.9a015190d1cd1p-4;
    static final double LGAMMA1_10 = -0x1.74676dd88798fp-4;
    static final double LGAMMA1_11 = 0x1.5582f346ef311p-4;
    static final double LGAMMA1_12 = -0x1.452c4858ca3dfp-4;
    static final double LGAMMA1_13 = 0x1.2793e3460df9cp-4;

    // the same for float32: error 2^-35.75
    static final double LGAMMA1_SINGLE_0 = -0x1.2788cfc6e55fep-1;
    static final double LGAMMA1_SINGLE_1 = 0x1.a51a66256e0e5p-1;
    static final double LGAMMA1_SINGLE_2 = -0x1.9a4d57d42610ap-2;
    static final double LGAMMA1_SINGLE_3 = 0x1.151322a02f12ap-2;
    static final double LGAMMA1_SINGLE_4 = -0x1.a8b1dfef29d4p-3;
    static final double LGAMMA1_SINGLE_5 = 0x1.5b3c9da9ca683p-3;
    static final double LGAMMA1_SINGLE_6 = -0x1.2bc5d65ef15b5p-3;
    static final double LGAMMA1_SINGLE_7 = 0x1.04b18acc66fd9p-3;

    // lgamma(2 + t) / t, |t| <= 13/128: error 2^-61.11
    static final double LGAMMA2_0_HIGH = 0x1.b0ee6072093cep-2;
    static final double LGAMMA2_0_LOW = 0x1.6d22b99217b59p-58;
    static final double LGAMMA2_1 = 0x1.4a34cc4a60fa6p-2;
    static final double LGAMMA2_2 = -0x1.13e001a557609p-4;
    static final double LGAMMA2_3 = 0x1.51322ac7d9bc5p-6;
    static final double LGAMMA2_4 = -0x1.e404fc2183e86p-8;
    static final double LGAMMA2_5 = 0x1.7add6e998e73dp-9;
    static final double LGAMMA2_6 = -0x1.38ac5c785b771p-10;
    static final double LGAMMA2_7 = 0x1.0b36ecbbba076p-11;
    static final double LGAMMA2_8 = -0x1.d3fb84ae3009fp-13;
    static final double LGAMMA2_9 = 0x1.a07e4770e3c19p-14;
    static final double LGAMMA2_10 = -0x1.7b4ce828edf98p-15;
    static final double LGAMMA2_11 = 0x1.b047c52496d3fp-16;

    // the same for float32: error 2^-38.78
    static final double LGAMMA2_SINGLE_0 = 0x1.b0ee607209b6ap-2;
    static final double LGAMMA2_SINGLE_1 = 0x1.4a34cc4b6ef06p-2;
    static final double LGAMMA2_SINGLE_2 = -0x1.13e001b426859p-4;
    static final double LGAMMA2_SINGLE_3 = 0x1.5131f7aea327p-6;
    static final double LGAMMA2_SINGLE_4 = -0x1.e403d192527ebp-8;
    static final double LGAMMA2_SINGLE_5 = 0x1.7c12de73bb719p-9;
    static final double LGAMMA2_SINGLE_6 = -0x1.3a8e55d20ca77p-10;

    private SpecialCoefficients() {}
}
