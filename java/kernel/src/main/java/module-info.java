/** Kernels of one's own: C, called through a Java interface; compiled on this machine, cached, checked. */
module io.hotloop.kernel {
    requires transitive io.hotloop;
    requires io.hotloop.bindings;
    requires static org.jspecify;

    exports io.hotloop.kernel;
}
