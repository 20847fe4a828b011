/**
 * The bridge to the native library: finds and loads it, and holds every call to it. The only module that
 * makes restricted calls, hence the only one that {@code --enable-native-access} has to name; it serves
 * Hotloop's own modules alone.
 */
module io.hotloop.bindings {
    requires static org.jspecify;

    exports io.hotloop.bindings to
            io.hotloop,
            io.hotloop.particles,
            io.hotloop.particles.vector,
            io.hotloop.bench,
            io.hotloop.kernel,
            io.hotloop.cli,
            io.hotloop.natives.linux_x86_64,
            io.hotloop.natives.linux_aarch_64,
            io.hotloop.natives.windows_x86_64,
            io.hotloop.natives.osx_aarch_64;

    uses io.hotloop.bindings.NativeLibraryProvider;
}
