package io.hotloop.particles.internal;

import java.lang.foreign.ValueLayout;

/** How coordinates lie in memory. */
public final class Coordinates {
    /** One coordinate: a double in the machine's byte order. */
    public static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;

    private Coordinates() {}
}
