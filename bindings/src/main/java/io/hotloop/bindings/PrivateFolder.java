package io.hotloop.bindings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Folders for files that will be loaded as code, with the user's rights: the user's own, and nobody else's to enter. Where
 * they are looked for, and what is checked; what lies in them is for {@link LibraryCache} and for compiled kernels to say.
 */
public final class PrivateFolder {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private PrivateFolder() {}

    /**
     * The folders to try for this process, best first: the user's cache folder, or the one that
     * {@code hotloop.cache.dir} names, then one below {@code java.io.tmpdir}. Nothing happens to them.
     *
     * @return absolute paths
     */
    public static List<Path> candidates() {
        return candidates(System::getProperty, System::getenv);
    }

    /**
     * The folders to try, best first: the user's cache folder, or the one that
     * {@code hotloop.cache.dir} names, then one below {@code java.io.tmpdir}.
     *
     * @param property reads a system property, null when not set
     * @param environment reads an environment variable, null when not set
     */
    static List<Path> candidates(
            UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
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
     * Tells whether a file is the user's, and closed to all others.
     *
     * @param file a file that exists; a symbolic link is not followed
     * @return true as well where files have no POSIX permissions
     * @throws IOException if that cannot be found out
     */
    public static boolean isOwn(Path file) throws IOException {
        if (!POSIX) {
            return true;
        }
        var posix = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return posix.owner().equals(self()) && OWNER_ONLY.containsAll(posix.permissions());
    }

    /**
     * Makes a folder that is missing, with its parents, and checks one that is there.
     *
     * @param folder the folder
     * @throws UnsafeFolderException if it is a link or a file, belongs to somebody else, or others may enter it
     * @throws IOException if it cannot be made or looked at
     */
    public static void require(Path folder) throws IOException {
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

    /** A folder into which somebody else could put a library. */
    public static final class UnsafeFolderException extends IOException {
        private static final long serialVersionUID = 1;

        UnsafeFolderException(String message) {
            super(message);
        }
    }
}
