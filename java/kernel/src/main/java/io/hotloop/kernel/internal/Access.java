package io.hotloop.kernel.internal;

/** What C does with a parameter's elements. */
enum Access {
    IN,
    OUT,
    IN_OUT;

    boolean isRead() {
        return this != OUT;
    }

    boolean isWritten() {
        return this != IN;
    }
}
