package io.hotloop.kernel.internal;

/** What a kernel gives back. */
sealed interface Result {
    /** C's type. */
    String c();

    /** Nothing. */
    record None() implements Result {
        @Override
        public String c() {
            return "void";
        }
    }

    /** An {@code int} that is not 0 for failure. */
    record Code() implements Result {
        @Override
        public String c() {
            return ScalarType.INT.c;
        }
    }

    /** A primitive. */
    record Scalar(ScalarType type) implements Result {
        @Override
        public String c() {
            return type.c;
        }
    }

    /** A constant of an enum, as its ordinal. */
    record Constant(Class<?> type) implements Result {
        @Override
        public String c() {
            return type.getSimpleName();
        }
    }

    /** A text that C keeps. */
    record Text() implements Result {
        @Override
        public String c() {
            return "const char *";
        }
    }

    /** A record, as a struct by value. */
    record Struct(StructType type) implements Result {
        @Override
        public String c() {
            return type.c();
        }
    }
}
