/** The particle simulator: points circling the origin, evolved natively, in Java, or in closed form. */
module io.hotloop.particles {
    requires transitive io.hotloop;
    requires io.hotloop.bindings;
    requires static transitive org.jspecify;

    exports io.hotloop.particles;
    exports io.hotloop.particles.internal to
            io.hotloop.particles.vector;

    uses io.hotloop.particles.internal.VectorKernelProvider;
}
