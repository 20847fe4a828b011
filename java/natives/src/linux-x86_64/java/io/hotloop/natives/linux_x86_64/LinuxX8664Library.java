package io.hotloop.natives.linux_x86_64;

import io.hotloop.bindings.NativeLibraryProvider;
import java.net.URL;

/** Finds the library in this jar. */
public final class LinuxX8664Library implements NativeLibraryProvider {
    /** For the service loader. */
    public LinuxX8664Library() {}

    @Override
    public String platform() {
        return "linux-x86_64";
    }

    @Override
    public URL find(String fileName) {
        return LinuxX8664Library.class.getResource("/META-INF/native/linux-x86_64/" + fileName);
    }
}
