package io.hotloop.bindings;

/** Where this module logs: the JDK's own facade, which every logging framework can take over. */
final class Log {
    static final System.Logger LOGGER = System.getLogger("io.hotloop");

    private Log() {}
}
