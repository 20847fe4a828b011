package io.hotloop.data;

import io.hotloop.NdArray;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.View;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Files that are replaced as a whole, and errors that name their file. What stands in them is not known here. */
final class ArrayFiles {
    private ArrayFiles() {}

    /** Writes contents. */
    @FunctionalInterface
    interface Contents {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Work on a file. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Writes a file next to its final place and moves it there, so that readers, and mappings of the old file,
     * see either the old or the new one. What is no regular file, such as a pipe, is written to as it is.
     */
    static void write(Path file, Contents contents) throws IOException {
        named(file, () -> {
            refuseFolder(file);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                try (OutputStream out = Files.newOutputStream(file)) {
                    contents.writeTo(out);
                }
                return null;
            }
            // The file behind a link is what is replaced, not the link.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path temporary = target.resolveSibling("." + target.getFileName() + "."
                    + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ".tmp");
            try {
                try (OutputStream out = create(temporary, file)) {
                    contents.writeTo(out);
                }
                try {
                    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (Throwable e) {
                try {
                    Files.deleteIfExists(temporary);
                } catch (IOException suppressed) {
                    e.addSuppressed(suppressed);
                }
                throw e;
            }
            return null;
        });
    }

    /** Makes the file beside another one, which is what the caller knows: where that fails, the folder is at fault. */
    private static OutputStream create(Path temporary, Path file) throws IOException {
        try {
            return Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw (IOException)
                    new NoSuchFileException(file.toString(), null, "there is no folder " + temporary.getParent())
                            .initCause(e);
        } catch (AccessDeniedException e) {
            throw (IOException) new AccessDeniedException(
                            file.toString(), null, "no file can be made in the folder " + temporary.getParent())
                    .initCause(e);
        }
    }

    /** The elements of an array to be written: refused before the file is touched if its memory is closed. */
    static View elements(NdArray array) {
        View view = ArrayAccess.view(array);
        Blocks.requireOpen(view);
        return view;
    }

    /** Opening a folder succeeds, and the failure of reading it does not tell its name. */
    static void refuseFolder(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder, not a file");
        }
    }

    /** Runs an action; an exception of it that does not name the file gets a cover that does. */
    static <T> T named(Path file, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            String message = e.getMessage();
            if (message != null && message.startsWith(file.toString())) {
                throw e;
            }
            throw new IOException(file + ": " + (message == null ? e.toString() : message), e);
        }
    }
}
