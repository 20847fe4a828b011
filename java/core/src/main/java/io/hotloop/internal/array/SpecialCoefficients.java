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

    // Stirling's series in 1/z^2, z >= 8; absolute: error 2^-64.48
    static final double STIRLING_0 = 0x1.5555555555555p-4;
    static final double STIRLING_1 = -0x1.6c16c16c10b21p-9;
    static final double STIRLING_2 = 0x1.a01a015ee4168p-11;
    static final double STIRLING_3 = -0x1.3813330f785d9p-11;
    static final double STIRLING_4 = 0x1.b9215623dc074p-11;
    static final double STIRLING_5 = -0x1.ee7898278909cp-10;
    static final double STIRLING_6 = 0x1.46b1c17ebfb44p-8;

    // the same for float32: error 2^-37.79
    static final double STIRLING_SINGLE_0 = 0x1.555555450a01ap-4;
    static final double STIRLING_SINGLE_1 = -0x1.6c12a6b932625p-9;
    static final double STIRLING_SINGLE_2 = 0x1.97ce8bb2ea018p-11;

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

    // the same for float32: error 2^-42.21
    static final double ATANH_SINGLE_0 = 0x1.555555592ab5ap-4;
    static final double ATANH_SINGLE_1 = 0x1.99998f1a240b4p-7;
    static final double ATANH_SINGLE_2 = 0x1.2496f23a52e1cp-9;
    static final double ATANH_SINGLE_3 = 0x1.c54ff6bab6ff9p-12;
    static final double ATANH_SINGLE_4 = 0x1.9c4670cbf147cp-14;

    // (sin(pi f) / (pi f) - 1) / f^2 in f^2, |f| <= 1/2: error 2^-61.61
    static final double SINE_0_HIGH = -0x1.a51a6625307d3p0;
    static final double SINE_0_LOW = 0x1.6696927b16155p-54;
    static final double SINE_1 = 0x1.9f9cb402bc3f2p-1;
    static final double SINE_2 = -0x1.86a8e4720891bp-3;
    static final double SINE_3 = 0x1.ac6805cbd8991p-6;
    static final double SINE_4 = -0x1.3381696c2299cp-9;
    static final double SINE_5 = 0x1.374695792eacbp-13;
    static final double SINE_6 = -0x1.d3e3237bb4921p-18;
    static final double SINE_7 = 0x1.070e1c7bc9418p-22;

    // the same for float32: error 2^-35.31
    static final double SINE_SINGLE_0 = -0x1.a51a66140b9b3p0;
    static final double SINE_SINGLE_1 = 0x1.9f9cacbfa2ee5p-1;
    static final double SINE_SINGLE_2 = -0x1.86a6de9d910bbp-3;
    static final double SINE_SINGLE_3 = 0x1.abe8fbfee1e2bp-6;
    static final double SINE_SINGLE_4 = -0x1.253aec6a79a91p-9;

    // lgamma(1 + t) / t, |t| <= 5/32: error 2^-60.27
    static final double LGAMMA1_0_HIGH = -0x1.2788cfc6fb619p-1;
    static final double LGAMMA1_0_LOW = 0x1.7f01f5553b0ddp-58;
    static final double LGAMMA1_1 = 0x1.a51a6625307d3p-1;
    static final double LGAMMA1_2 = -0x1.9a4d55beab2eep-2;
    static final double LGAMMA1_3 = 0x1.151322ac7d962p-2;
    static final double LGAMMA1_4 = -0x1.a8b9c17a9c608p-3;
    static final double LGAMMA1_5 = 0x1.5b40cb0fd8f73p-3;
    static final double LGAMMA1_6 = -0x1.2703a1e95a8a5p-3;
    static final double LGAMMA1_7 = 0x1.010b36d556d68p-3;
    static final double LGAMMA1_8 = -0x1.c80660cc30485p-4;
    static final double LGAMMA1_9 = 0x1.9a01c3596740ap-4;
    static final double LGAMMA1_10 = -0x1.749184cae3de4p-4;
    static final double LGAMMA1_11 = 0x1.55731360472e5p-4;
    static final double LGAMMA1_12 = -0x1.3a1ddedaa672fp-4;
    static final double LGAMMA1_13 = 0x1.2356325280738p-4;
    static final double LGAMMA1_14 = -0x1.29dae276b2c9dp-4;
    static final double LGAMMA1_15 = 0x1.1a813a22a1e8fp-4;

    // the same for float32: error 2^-34.56
    static final double LGAMMA1_SINGLE_0 = -0x1.2788cfc6f73ebp-1;
    static final double LGAMMA1_SINGLE_1 = 0x1.a51a6619f2329p-1;
    static final double LGAMMA1_SINGLE_2 = -0x1.9a4d55d3ace94p-2;
    static final double LGAMMA1_SINGLE_3 = 0x1.15135295141cfp-2;
    static final double LGAMMA1_SINGLE_4 = -0x1.a8b9d67876c65p-3;
    static final double LGAMMA1_SINGLE_5 = 0x1.5b09d3a9e1ce6p-3;
    static final double LGAMMA1_SINGLE_6 = -0x1.26e295e8974ccp-3;
    static final double LGAMMA1_SINGLE_7 = 0x1.0ca8637f5b51ep-3;
    static final double LGAMMA1_SINGLE_8 = -0x1.da6e657c3198dp-4;

    // lgamma(2 + t) / t, |t| <= 5/32: error 2^-60.68
    static final double LGAMMA2_0_HIGH = 0x1.b0ee6072093cep-2;
    static final double LGAMMA2_0_LOW = 0x1.6ca05c4c24e99p-58;
    static final double LGAMMA2_1 = 0x1.4a34cc4a60fa6p-2;
    static final double LGAMMA2_2 = -0x1.13e001a557606p-4;
    static final double LGAMMA2_3 = 0x1.51322ac7d91ecp-6;
    static final double LGAMMA2_4 = -0x1.e404fc219091ep-8;
    static final double LGAMMA2_5 = 0x1.7add6ea6d76eep-9;
    static final double LGAMMA2_6 = -0x1.38ac5c27aabc9p-10;
    static final double LGAMMA2_7 = 0x1.0b36bc83f2bf1p-11;
    static final double LGAMMA2_8 = -0x1.d3fd5b6b2c6adp-13;
    static final double LGAMMA2_9 = 0x1.a10ed41c76193p-14;
    static final double LGAMMA2_10 = -0x1.78d0e16345041p-15;
    static final double LGAMMA2_11 = 0x1.63c1ee9eb0f11p-16;
    static final double LGAMMA2_12 = -0x1.42cc7dff503d5p-17;
    static final double LGAMMA2_13 = -0x1.0003acab26b62p-18;

    // the same for float32: error 2^-34.41
    static final double LGAMMA2_SINGLE_0 = 0x1.b0ee607218421p-2;
    static final double LGAMMA2_SINGLE_1 = 0x1.4a34cc58647e1p-2;
    static final double LGAMMA2_SINGLE_2 = -0x1.13e0026c02d16p-4;
    static final double LGAMMA2_SINGLE_3 = 0x1.51310b9008379p-6;
    static final double LGAMMA2_SINGLE_4 = -0x1.e3fe5ecf8f151p-8;
    static final double LGAMMA2_SINGLE_5 = 0x1.7dbc0a0d01ef9p-9;
    static final double LGAMMA2_SINGLE_6 = -0x1.3d2bee34e101fp-10;

    private SpecialCoefficients() {}
}
