package io.hotloop.bindings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.UUID;

/**
 * A private folder into which a library is extracted, since no system loads one out of a jar. What is
 * loaded runs with the user's rights: so the folder must be the user's own and nobody else's to enter, no
 * symbolic link is followed inside it ({@link PrivateFolder}), and a file is compared with the jar's content before each use.
 *
 * <p>Any number of threads and processes may use one folder at the same time: a file appears whole, by an
 * atomic move, in a folder named by its content, so that whoever comes second replaces it by the same.
 */
final class LibraryCache {
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
     * Puts a library into the folder, unless it is there.
     *
     * @param fileName what the file is called
     * @param content its content
     * @return the file, which has this content
     * @throws IOException if the folder is not private, not writable or on a full disk; the message names it
     */
    Path place(String fileName, byte[] content) throws IOException {
        PrivateFolder.require(folder);
        Path keyed = folder.resolve(Sha256.of(content));
        PrivateFolder.require(keyed);
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
        PrivateFolder.require(folder);
        Path links = folder.resolve("links");
        PrivateFolder.require(links);
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
            if (!attributes.isRegularFile() || attributes.size() != content.length || !PrivateFolder.isOwn(file)) {
                return false;
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return Arrays.equals(in.readAllBytes(), content);
            }
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
