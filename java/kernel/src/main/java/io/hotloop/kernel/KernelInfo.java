package io.hotloop.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the kernels of an interface came from.
 *
 * @param library the shared library that is loaded
 * @param isCached whether an earlier run had built it
 * @param buildTime how long the compiler took, when it was built
 * @param loadTime how long it took to find or build it, to load it and to make the calls
 * @param compiler the compiler's name and version
 * @param command how it was called, without the files
 * @param warnings what the compiler said when it was built
 */
public record KernelInfo(
        Path library,
        boolean isCached,
        Duration buildTime,
        Duration loadTime,
        String compiler,
        List<String> command,
        List<Diagnostic> warnings) {
    /** Copies the lists. */
    public KernelInfo {
        command = List.copyOf(command);
        warnings = List.copyOf(warnings);
    }
}
