/**
 * The native library for Linux on x86-64, in {@code META-INF/native/linux-x86_64}. Packaging only: found as
 * a service, so that no flag has to name this module.
 */
module io.hotloop.natives.linux_x86_64 {
    requires io.hotloop.bindings;

    provides io.hotloop.bindings.NativeLibraryProvider with
            io.hotloop.natives.linux_x86_64.LinuxX8664Library;
}
