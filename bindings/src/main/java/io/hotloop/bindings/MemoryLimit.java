package io.hotloop.bindings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How much native memory Hotloop may take: the property {@code hotloop.memory.limit}, or what the machine
 * or the container has besides the Java heap. Read from Linux's files: the JDK's bean for it would have
 * every user's run-time image carry the management modules.
 */
final class MemoryLimit {
    static final String PROPERTY = "hotloop.memory.limit";

    private static final long LEAST = 256L << 20;

    private MemoryLimit() {}

    /**
     * Decides the limit.
     *
     * @param property the value of {@link #PROPERTY}
     * @param maxHeap what the Java heap may take
     * @param root the root of the file system
     * @return bytes; where the machine does not tell its memory, {@link Long#MAX_VALUE}: no limit
     * @throws IllegalArgumentException if the property is no number of bytes
     */
    static long of(@Nullable String property, long maxHeap, Path root) {
        if (property != null && !property.isBlank()) {
            return parse(property.strip());
        }
        long memory = memory(root);
        if (memory == Long.MAX_VALUE) {
            return memory;
        }
        // The rest is for the JVM itself, its threads' stacks and the other processes.
        return Math.max(LEAST, memory - Math.min(memory, maxHeap) - Math.max(LEAST, memory / 10));
    }

    private static long parse(String value) {
        try {
            long bytes = Long.parseLong(value);
            if (bytes > 0) {
                return bytes;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(problem(value), e);
        }
        throw new IllegalArgumentException(problem(value));
    }

    private static String problem(String value) {
        return "-D" + PROPERTY + " is \"" + value + "\": it takes a number of bytes, at least 1";
    }

    /** The least of the machine's memory and of the limits of all control groups that this process is in. */
    private static long memory(Path root) {
        long memory = Long.MAX_VALUE;
        for (String line : read(root.resolve("proc/meminfo")).split("\n")) {
            if (line.startsWith("MemTotal:")) {
                memory = bytes(line.replaceAll("[^0-9]", ""), 1024);
            }
        }
        for (String line : read(root.resolve("proc/self/cgroup")).split("\n")) {
            // Number, controllers, group: version 2 has number 0 and no controllers.
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                continue;
            }
            if (fields[1].isEmpty()) {
                memory = Math.min(memory, groups(root.resolve("sys/fs/cgroup"), fields[2], "memory.max"));
            } else if (fields[1].equals("memory")) {
                memory = Math.min(
                        memory, groups(root.resolve("sys/fs/cgroup/memory"), fields[2], "memory.limit_in_bytes"));
            }
        }
        return memory;
    }

    /** The least limit of a group and those above it; a container does not see the upper folders, or only them. */
    private static long groups(Path mount, String group, String file) {
        long least = Long.MAX_VALUE;
        Path folder = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        while (folder != null && folder.startsWith(mount)) {
            least = Math.min(least, bytes(read(folder.resolve(file)).strip(), 1));
            folder = folder.getParent();
        }
        return least;
    }

    /** A number of units; "max", nothing and what does not fit a long is no limit. */
    private static long bytes(String number, long unit) {
        try {
            return Math.multiplyExact(Long.parseLong(number), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String read(Path file) {
        if (!Files.isReadable(file)) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            Log.LOGGER.log(System.Logger.Level.DEBUG, file + " does not tell how much memory there is", e);
            return "";
        }
    }
}
