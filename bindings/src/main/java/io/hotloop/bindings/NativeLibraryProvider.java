package io.hotloop.bindings;

import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * A service by which the packaging of one platform offers its library. A provider does nothing but find
 * the file; checking and loading it is done in this module, whose native access covers it.
 */
public interface NativeLibraryProvider {
    /**
     * The platform of the library.
     *
     * @return for example {@code linux-x86_64}, the name of the Maven classifier
     */
    String platform();

    /**
     * Finds the library.
     *
     * @param fileName the file's name, for example {@code libhotloop.so}
     * @return where its bytes can be read, or null when it is not there
     */
    @Nullable
    URL find(String fileName);
}
