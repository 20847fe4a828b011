/** The core of Hotloop: what is loaded, threads, cancelling and errors. */
module io.hotloop {
    requires io.hotloop.bindings;
    requires static org.jspecify;

    exports io.hotloop;
    exports io.hotloop.internal to
            io.hotloop.particles,
            io.hotloop.particles.vector,
            io.hotloop.bench,
            io.hotloop.cli;
}
