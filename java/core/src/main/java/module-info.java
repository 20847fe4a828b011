/** The core of Hotloop: arrays, their memory and files, what is loaded, threads, cancelling and errors. */
module io.hotloop {
    requires io.hotloop.bindings;
    requires static org.jspecify;

    exports io.hotloop;
    exports io.hotloop.data;
    exports io.hotloop.testing;
    exports io.hotloop.internal to
            io.hotloop.particles,
            io.hotloop.particles.vector,
            io.hotloop.bench,
            io.hotloop.kernel,
            io.hotloop.cli;
    exports io.hotloop.internal.array to
            io.hotloop.kernel;
}
