package io.hotloop.kernel.internal;

import io.hotloop.bindings.LoadResult;
import io.hotloop.bindings.Native;
import io.hotloop.bindings.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A library that was compiled when the program was built. In {@code META-INF/kernels/<platform>/}, an interface has one for each
 * target, {@code <name>-<target>.so}, and {@code <name>.properties}, which tells of which sources they were made.
 *
 * @param name what messages call it
 * @param file the resource
 * @param content the library
 * @param compiler its name and version
 * @param command its option for the target
 */
public record Prebuilt(String name, String file, byte[] content, String compiler, List<String> command)
        implements KernelCache.Origin {
    /** The tiers of x86-64, as compilers call them; Hotloop's own names have underscores. */
    private static final String TIER = "x86-64-v[2-4]";

    /**
     * This platform's name in jars.
     *
     * @return as {@link Native#platform} says
     */
    public static String platform() {
        return Native.platform();
    }

    private static String folder() {
        return "META-INF/kernels/" + platform() + "/";
    }

    private static String path(Class<?> type) {
        return folder() + type.getName();
    }

    /**
     * Makes the folder of the libraries for this platform, and empties it.
     *
     * @param classes the folder of the program's classes
     * @throws IOException if it cannot be written
     */
    public static void clear(Path classes) throws IOException {
        Path folder = classes.resolve(folder());
        KernelCache.remove(folder);
        Files.createDirectories(folder);
    }

    /**
     * The file for a library.
     *
     * @param classes the folder of the program's classes
     * @param type the interface
     * @param target for which processors it is
     * @return a file in the folder that {@link #clear} makes
     */
    public static Path library(Path classes, Class<?> type, String target) {
        return classes.resolve(path(type) + "-" + target + ".so");
    }

    /**
     * Writes of what the libraries were made.
     *
     * @param classes the folder of the program's classes
     * @param type the interface
     * @param units the sources
     * @param targets the targets, the oldest processors first
     * @param compiler its name and version
     * @throws IOException if the file cannot be written
     */
    public static void describe(Path classes, Class<?> type, List<Unit> units, List<String> targets, String compiler)
            throws IOException {
        // Not by Properties, which would write the time.
        Files.writeString(
                classes.resolve(path(type) + ".properties"),
                "sources=" + hash(units) + "\ntargets=" + String.join(" ", targets) + "\ncompiler=" + compiler + "\n");
    }

    private static String hash(List<Unit> units) {
        String text =
                units.stream().map(unit -> unit.name() + "\0" + unit.text()).collect(Collectors.joining("\0"));
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Finds the best library for this processor.
     *
     * @param type the interface
     * @param units its sources; null where the program comes without them
     * @return null if there is none for this platform and processor, or it was made of other sources
     */
    public static @Nullable Prebuilt find(Class<?> type, @Nullable List<Unit> units) {
        byte[] description = resource(type, path(type) + ".properties");
        if (description == null) {
            return null;
        }
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(description));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be read", e);
        }
        if (units != null && !hash(units).equals(properties.getProperty("sources"))) {
            return null;
        }
        String target = best(List.of(properties.getProperty("targets", "").split(" ")));
        if (target == null) {
            return null;
        }
        String file = path(type) + "-" + target + ".so";
        byte[] content = resource(type, file);
        return content == null
                ? null
                : new Prebuilt(
                        type.getSimpleName(),
                        file,
                        content,
                        properties.getProperty("compiler", ""),
                        List.of("-march=" + target));
    }

    /** Not the class's own resources: those of other jars count, such as one for each platform. */
    private static byte @Nullable [] resource(Class<?> type, String name) {
        var url = Objects.requireNonNull(type.getClassLoader(), "no interface of the JDK's")
                .getResource(name);
        if (url == null) {
            return null;
        }
        try {
            URLConnection connection = url.openConnection();
            // A cached connection would keep the jar open for good.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(url + " cannot be read", e);
        }
    }

    /** The last one that the processor is known to have; the first one counts unless it is a tier that it is known to lack. */
    private static @Nullable String best(List<String> targets) {
        String best = targets.getFirst();
        if (Native.load() instanceof LoadResult.Loaded loaded) {
            // The tier in use may have been lowered.
            var tiers = loaded.tiers().subList(0, loaded.tiers().indexOf(loaded.tier()) + 1);
            best = best.matches(TIER) && !tiers.contains(best.replace('-', '_')) ? null : best;
            for (String target : targets) {
                best = tiers.contains(target.replace('-', '_')) ? target : best;
            }
        }
        return best;
    }

    @Override
    public String key() {
        return Sha256.of(content);
    }

    @Override
    public KernelBuild.Outcome run(Path folder) throws IOException {
        Files.write(folder.resolve(KernelBuild.LIBRARY), content);
        return new KernelBuild.Outcome(List.of(), List.of(), compiler);
    }
}
