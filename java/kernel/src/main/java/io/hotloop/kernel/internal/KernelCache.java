package io.hotloop.kernel.internal;

import io.hotloop.bindings.PrivateFolder;
import io.hotloop.bindings.Sha256;
import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.Diagnostic;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Libraries of kernels by what they are made of: sources, options, compiler and processor. They are loaded as code, so the
 * folders are the user's own and nobody else's ({@link PrivateFolder}), and a library's hash is compared before each use.
 *
 * <p>Any number of processes may use it at the same time: a library is built in a folder of its own, which takes its place by
 * an atomic move; who comes second uses the first one's.
 */
final class KernelCache {
    private static final String PROPERTIES = "build.properties";
    private static final String LIMIT = "hotloop.kernel.cache.bytes";
    private static final long USUAL_LIMIT = 256L << 20;

    /** What was just used, or is being built, is not removed before its process has loaded it. */
    private static final Duration LEAST_AGE = Duration.ofMinutes(10);

    private final Path folder;
    private final long limit;

    /**
     * A cache of the size that the property {@code hotloop.kernel.cache.bytes} says.
     *
     * @param folder made when it is missing, with its parents
     */
    KernelCache(Path folder) {
        this(folder, Long.getLong(LIMIT, USUAL_LIMIT));
    }

    /**
     * A cache.
     *
     * @param folder made when it is missing, with its parents
     * @param limit how many bytes its files may have, more or less
     */
    KernelCache(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /**
     * A library that is ready to load.
     *
     * @param library the file
     * @param isCached whether it was there before
     * @param buildTime how long it took when it was built
     * @param compiler the compiler's name and version
     * @param warnings what the compiler said
     */
    record Entry(Path library, boolean isCached, Duration buildTime, String compiler, List<Diagnostic> warnings) {}

    /** Where a library comes from. */
    interface Origin {
        /** What messages call it. */
        String name();

        /** What tells its library from all others: 64 hexadecimal digits. */
        String key();

        /** Puts {@link KernelBuild#LIBRARY} into a folder, and leaves nothing else there. */
        KernelBuild.Outcome run(Path folder) throws IOException;
    }

    /**
     * A library: the one that was put here before, or a new one.
     *
     * @throws CompileException if there is no compiler, or the kernels do not compile
     * @throws IOException if the folder is not private or cannot be written
     */
    Entry get(Origin origin) throws IOException {
        PrivateFolder.require(folder.getParent());
        PrivateFolder.require(folder);
        Path place = folder.resolve(origin.key());
        Entry found = read(place);
        if (found != null) {
            return found;
        }
        Path own = folder.resolve("building-" + UUID.randomUUID());
        PrivateFolder.require(own);
        try {
            long begin = System.nanoTime();
            KernelBuild.Outcome outcome = origin.run(own);
            write(own, outcome, Duration.ofNanos(System.nanoTime() - begin));
            putInPlace(own, place);
        } finally {
            remove(own);
        }
        shrink(place);
        Entry built = read(place);
        if (built == null) {
            throw new IOException(place + " does not keep what is written to it");
        }
        return new Entry(built.library(), false, built.buildTime(), built.compiler(), built.warnings());
    }

    private static void putInPlace(Path own, Path place) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                Files.move(own, place, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (IOException e) {
                if (read(place) != null) {
                    return; // another process was faster
                }
                if (attempt > 0 || !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
                // What is there does not hold what it says: it was cut off, or changed.
                Path away = place.resolveSibling("building-" + UUID.randomUUID());
                Files.move(place, away, StandardCopyOption.ATOMIC_MOVE);
                remove(away);
            }
        }
    }

    private static void write(Path own, KernelBuild.Outcome outcome, Duration time) throws IOException {
        Path library = own.resolve(KernelBuild.LIBRARY);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rwx------"));
        }
        String hash = Sha256.of(Files.readAllBytes(library));
        // By its content: the dynamic linker takes a path that it knows for the library that it has.
        Files.move(library, own.resolve(fileName(hash)));
        var properties = new Properties();
        properties.setProperty("library", hash);
        properties.setProperty("compiler", outcome.compiler());
        properties.setProperty("nanos", Long.toString(time.toNanos()));
        int number = 0;
        for (Path file : outcome.dependencies()) {
            properties.setProperty("file." + number, file.toString());
            properties.setProperty("hash." + number++, Sha256.of(Files.readAllBytes(file)));
        }
        number = 0;
        for (Diagnostic warning : outcome.warnings()) {
            properties.setProperty(
                    "warning." + number++,
                    warning.file() + "\0" + warning.line() + "\0" + warning.column() + "\0" + warning.severity() + "\0"
                            + warning.message());
        }
        try (Writer writer = Files.newBufferedWriter(own.resolve(PROPERTIES))) {
            properties.store(writer, null);
        }
    }

    private static String fileName(String hash) {
        return "kernels-" + hash + ".so";
    }

    /** What is in place; null if it is not there, not whole, not the user's own, or a file that it was made of has changed. */
    private static @Nullable Entry read(Path place) throws IOException {
        try {
            return parse(place);
        } catch (NoSuchFileException
                | CharacterCodingException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            // Not there, or not what was written: it is built anew.
            return null;
        }
    }

    private static @Nullable Entry parse(Path place) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(place.resolve(PROPERTIES))) {
            properties.load(reader);
        }
        if (!properties.stringPropertyNames().containsAll(List.of("library", "compiler", "nanos"))) {
            return null;
        }
        Path library = place.resolve(fileName(properties.getProperty("library")));
        if (!PrivateFolder.isOwn(library)
                || !Sha256.of(Files.readAllBytes(library)).equals(properties.getProperty("library"))) {
            return null;
        }
        for (int i = 0; properties.containsKey("file." + i); i++) {
            Path file = Path.of(properties.getProperty("file." + i));
            if (!Sha256.of(Files.readAllBytes(file)).equals(properties.getProperty("hash." + i))) {
                return null;
            }
        }
        var warnings = new ArrayList<Diagnostic>();
        for (int i = 0; properties.containsKey("warning." + i); i++) {
            String[] parts = properties.getProperty("warning." + i).split("\0", 5);
            warnings.add(new Diagnostic(
                    parts[0],
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Diagnostic.Severity.valueOf(parts[3]),
                    parts[4]));
        }
        Duration buildTime = Duration.ofNanos(Long.parseLong(properties.getProperty("nanos")));
        Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
        return new Entry(library, true, buildTime, properties.getProperty("compiler"), warnings);
    }

    /** Removes what was not used for longest, until the rest is within the limit. */
    private void shrink(Path keep) throws IOException {
        record Old(Path place, long bytes, FileTime time) {}
        var all = new ArrayList<Old>();
        try (Stream<Path> places = Files.list(folder)) {
            for (Path place : (Iterable<Path>) places::iterator) {
                try {
                    all.add(new Old(place, bytes(place), Files.getLastModifiedTime(place, LinkOption.NOFOLLOW_LINKS)));
                } catch (NoSuchFileException e) {
                    continue; // another process removed it
                }
            }
        }
        all.sort(Comparator.comparing(Old::time));
        long bytes = all.stream().mapToLong(Old::bytes).sum();
        Instant young = Instant.now().minus(LEAST_AGE);
        for (Old old : all) {
            if (bytes > limit && !old.place.equals(keep) && old.time.toInstant().isBefore(young)) {
                remove(old.place);
                bytes -= old.bytes;
            }
        }
    }

    private static long bytes(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            long bytes = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (UncheckedIOException e) {
            throw new NoSuchFileException(String.valueOf(e.getCause()));
        }
    }

    /** A folder of files, not of folders. */
    static void remove(Path place) throws IOException {
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(place);
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(place);
    }
}
