package io.hotloop.bindings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A private folder into which a library is extracted, since no system loads one out of a jar. What is
 * loaded runs with the user's rights: so the folder must be the user's own and nobody else's to enter, no
 * symbolic link is followed inside it, and a file is compared with the jar's content before each use.
 *
 * <p>Any number of threads and processes may use one folder at the same time: a file appears whole, by an
 * atomic move, in a folder named by its content, so that whoever comes second replaces it by the same.
 */
final class LibraryCache {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    /**
     * Uses a folder; nothing happens to it yet.
     *
     * @param folder made when it is missing, with its parents
     */
    LibraryCache(Path folder) {
        this.folder = folder;
    }

    /**
     * The folders to try, best first: the user's cache folder, or the one that
     * {@code hotloop.cache.dir} names, then one below {@code java.io.tmpdir}.
     *
     * @param property reads a system property, null when not set
     * @param environment reads an environment variable, null when not set
     */
    static List<Path> folders(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
        var folders = new ArrayList<Path>();
        String chosen = property.apply("hotloop.cache.dir");
        if (chosen != null && !chosen.isBlank()) {
            add(folders, chosen);
        } else {
            String system = String.valueOf(property.apply("os.name")).toLowerCase(Locale.ROOT);
            String home = property.apply("user.home");
            String xdg = environment.apply("XDG_CACHE_HOME");
            String localAppData = environment.apply("LOCALAPPDATA");
            if (system.startsWith("windows")) {
                if (localAppData != null) {
                    addAbsolute(folders, localAppData, "hotloop", "cache");
                }
            } else if (xdg != null && xdg.startsWith("/")) {
                // The XDG specification has relative paths ignored.
                addAbsolute(folders, xdg, "hotloop");
            } else if (home != null && system.startsWith("mac")) {
                addAbsolute(folders, home, "Library", "Caches", "hotloop");
            } else if (home != null) {
                addAbsolute(folders, home, ".cache", "hotloop");
            }
        }
        String temporary = property.apply("java.io.tmpdir");
        if (temporary != null) {
            // Shared by all users: one folder each, refused when somebody else made it first.
            String user = String.valueOf(property.apply("user.name")).replaceAll("[^A-Za-z0-9_.-]", "_");
            addAbsolute(folders, temporary, "hotloop-" + user);
        }
        return folders;
    }

    private static void add(List<Path> folders, String folder) {
        folders.add(Path.of(folder).toAbsolutePath().normalize());
    }

    private static void addAbsolute(List<Path> folders, String first, String... more) {
        try {
            Path folder = Path.of(first, more);
            // A user without a home has "?" for one.
            if (folder.isAbsolute()) {
                folders.add(folder.normalize());
            }
        } catch (InvalidPathException e) {
            Log.LOGGER.log(System.Logger.Level.DEBUG, "not a folder: " + first, e);
        }
    }

    /**
     * Puts a library into the folder, unless it is there.
     *
     * @param fileName what the file is called
     * @param content its content
     * @return the file, which has this content
     * @throws IOException if the folder is not private, not writable or on a full disk; the message names it
     */
    Path place(String fileName, byte[] content) throws IOException {
        requirePrivate(folder);
        Path keyed = folder.resolve(sha256(content));
        requirePrivate(keyed);
        Path file = keyed.resolve(fileName);
        if (!holds(file, content)) {
            Path temporary = Files.createTempFile(keyed, fileName, ".tmp");
            try {
                Files.write(temporary, content);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            if (!holds(file, content)) {
                throw new IOException(file + " does not keep what is written to it");
            }
        }
        return file;
    }

    /**
     * Gives a file a second name, because a JVM loads a file for one class loader only. A hard link where
     * the file system has them: the dynamic linker then maps the library once for all class loaders.
     *
     * @return a file in this folder, for the caller to delete
     */
    Path link(Path file) throws IOException {
        requirePrivate(folder);
        Path links = folder.resolve("links");
        requirePrivate(links);
        Path link = links.resolve(UUID.randomUUID() + "-" + file.getFileName());
        try {
            Files.createLink(link, file);
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system, one without links, or another user's file.
            try {
                Files.copy(file, link);
            } catch (IOException copying) {
                copying.addSuppressed(e);
                throw copying;
            }
        }
        return link;
    }

    /** Compares whole contents: as safe as comparing hashes and no slower, the jar's bytes are at hand. */
    private static boolean holds(Path file, byte[] content) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || attributes.size() != content.length || !isOwn(file)) {
                return false;
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return Arrays.equals(in.readAllBytes(), content);
            }
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isOwn(Path file) throws IOException {
        if (!POSIX) {
            return true;
        }
        var posix = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return posix.owner().equals(self()) && OWNER_ONLY.containsAll(posix.permissions());
    }

    private static void requirePrivate(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            if (POSIX) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            // Made by an earlier run, another process or somebody else: that is what the checks are for.
        }
        var attributes = Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new UnsafeFolderException(
                    folder + " is " + (attributes.isSymbolicLink() ? "a symbolic link" : "a file") + ", not a folder");
        }
        if (POSIX) {
            var posix = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            UserPrincipal self = self();
            if (!posix.owner().equals(self)) {
                throw new UnsafeFolderException(
                        folder + " belongs to " + posix.owner().getName() + ", not to " + self.getName());
            }
            if (!OWNER_ONLY.containsAll(posix.permissions())) {
                throw new UnsafeFolderException(folder + " has the permissions "
                        + PosixFilePermissions.toString(posix.permissions())
                        + ", open to others: chmod 700 it");
            }
        }
    }

    /** The user whom new files of this process belong to; user.name is "?" for a user without an account. */
    private static UserPrincipal self() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return Files.getOwner(process);
        }
        return FileSystems.getDefault()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** A folder into which somebody else could put a library. */
    static final class UnsafeFolderException extends IOException {
        private static final long serialVersionUID = 1;

        UnsafeFolderException(String message) {
            super(message);
        }
    }
}
