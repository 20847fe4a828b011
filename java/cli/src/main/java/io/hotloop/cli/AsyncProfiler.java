package io.hotloop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The library of async-profiler, a resource of its jar: an agent of the JVM, which writes recordings as the JVM does. */
final class AsyncProfiler {
    private static final String LIBRARY = "libasyncProfiler.so";

    private AsyncProfiler() {}

    /**
     * The option by which a JVM starts it.
     *
     * @param folder receives the library, and the recording when the JVM ends
     * @param interval processor time between two samples of a thread
     * @throws IOException if there is none for this platform
     */
    static String option(Path folder, Duration interval) throws IOException {
        String system = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
        String platform = switch (system) {
            case "Linux-amd64" -> "linux-x64";
            case "Linux-aarch64" -> "linux-arm64";
            default -> throw new IOException("--native is for Linux on x86-64 and ARM: this is " + system);
        };
        Path library = folder.resolve(LIBRARY);
        try (InputStream in = ClassLoader.getSystemResourceAsStream(platform + "/" + LIBRARY)) {
            if (in == null) {
                throw new IOException("async-profiler's jar is not on the class path");
            }
            Files.copy(in, library);
        }
        // By a timer of each thread: other events need rights that a container seldom grants.
        return "-agentpath:" + library + "=start,event=ctimer,interval=" + interval.toMillis() + "ms,jfr,quiet,file="
                + folder.resolve("%p-native" + ProfiledProgram.RECORDING);
    }
}
