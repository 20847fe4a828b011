package io.hotloop;

import io.hotloop.bindings.LoadResult;
import io.hotloop.bindings.Native;
import io.hotloop.bindings.NativeMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what Hotloop is and what it runs on.
 *
 * {@snippet :
 * HotloopInfo info = Hotloop.info();
 * if (!info.nativeLoaded()) {
 *     log.warn("Hotloop computes in Java: " + info.reason());
 * }
 * }
 */
public final class Hotloop {
    /** The version of the contract about result bits, {@code docs/numerics.md}. */
    public static final int NUMERICS_VERSION = 1;

    private Hotloop() {}

    /**
     * What is loaded, and why. Loads the native library when that has not happened yet; never throws for
     * a library that cannot be loaded, the reason says it instead.
     *
     * @return a snapshot; only {@link HotloopInfo#threads()} can differ between two calls
     * @throws IllegalArgumentException if the setting {@code hotloop.threads} is not a valid number
     */
    public static HotloopInfo info() {
        LoadResult result = Native.load();
        LoadResult.Loaded loaded = result instanceof LoadResult.Loaded yes ? yes : null;
        return new HotloopInfo(
                version(),
                loaded != null,
                reason(result),
                loaded == null ? null : loaded.path(),
                loaded == null ? null : loaded.origin(),
                loaded == null ? null : loaded.tier(),
                loaded == null ? List.of() : loaded.tiers(),
                Threads.count(),
                Native.ABI_VERSION,
                NUMERICS_VERSION,
                java(),
                os(),
                Cpu.NAME);
    }

    /**
     * How much off-heap memory arrays take.
     *
     * @return a snapshot; while other threads allocate, its figures need not be of the same moment
     * @throws IllegalArgumentException if the property {@code hotloop.memory.limit} is no number of bytes
     */
    public static MemoryInfo memory() {
        return new MemoryInfo(
                NativeMemory.allocatedBytes(),
                NativeMemory.pooledBytes(),
                NativeMemory.peakBytes(),
                NativeMemory.limitBytes(),
                NativeMemory.collections(),
                NativeMemory.explicitGcIgnored());
    }

    /**
     * Gives the memory of freed arrays that is kept for the next ones back to the system. What arrays use, and
     * garbage that the collector has not found yet, is not touched.
     *
     * @return how many bytes were given back
     */
    public static long trim() {
        return NativeMemory.trim();
    }

    private static @Nullable String reason(LoadResult result) {
        return switch (result) {
            case LoadResult.Loaded _ -> null;
            case LoadResult.Fallback fallback -> fallback.reason();
            case LoadResult.Failed failed -> String.valueOf(failed.error().getMessage());
        };
    }

    private static String version() {
        var properties = new Properties();
        try (InputStream in = Hotloop.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("hotloop-core has no version.properties: the jar is not whole");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties of hotloop-core cannot be read", e);
        }
        return properties.getProperty("version");
    }

    private static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    private static String os() {
        return String.join(
                " ", System.getProperty("os.name"), System.getProperty("os.version"), System.getProperty("os.arch"));
    }

    /** The processor's name, read once. */
    private static final class Cpu {
        static final String NAME = name();

        private static String name() {
            Path cpuinfo = Path.of("/proc/cpuinfo");
            if (Files.isReadable(cpuinfo)) {
                try (Stream<String> lines = Files.lines(cpuinfo)) {
                    return lines.filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElseGet(Cpu::fallback);
                } catch (IOException | UncheckedIOException e) {
                    System.getLogger("io.hotloop").log(System.Logger.Level.DEBUG, "no processor name", e);
                }
            }
            return fallback();
        }

        private static String fallback() {
            String identifier = System.getenv("PROCESSOR_IDENTIFIER");
            return identifier != null ? identifier : System.getProperty("os.arch");
        }
    }
}
