package io.hotloop.kernel.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** This machine's processor, read once. */
final class Processor {
    static final String NAME = name();

    private Processor() {}

    /** On Linux, the first one of /proc/cpuinfo without what changes by itself. */
    private static String name() {
        String system =
                System.getProperty("os.arch") + Map.copyOf(System.getenv()).getOrDefault("PROCESSOR_IDENTIFIER", "");
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return system;
        }
        var text = new StringBuilder(system);
        try (var reader = Files.newBufferedReader(info)) {
            for (String line = reader.readLine(); line != null && !line.isBlank(); line = reader.readLine()) {
                if (line.matches(
                        "(?i)(model name|flags|features|cpu (implementer|part|variant|family)|model)\\s*:.*")) {
                    text.append('\n').append(line);
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/cpuinfo", e);
        }
    }
}
