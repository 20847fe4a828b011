package io.hotloop.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that appears whole or not at all: text goes to a temporary file beside it, which takes its place
 * at the end. Neither an error nor Ctrl-C leaves a part of it. A pipe or a device is written directly.
 */
final class OutputFile implements AutoCloseable {
    private final Path target;
    private final Path written;
    private final OutputStream stream;
    private final BufferedWriter writer;
    private final Thread cleaner;

    /** Guarded by this: committed, given up, or the JVM is ending. */
    private boolean done;

    private OutputFile(Path target, Path written) throws IOException {
        this.target = target;
        this.written = written;
        stream = written.equals(target)
                ? Files.newOutputStream(target)
                : Files.newOutputStream(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8.newEncoder()));
        cleaner = new Thread(this::abandon, "hotloop-output-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** Opens it now, so that a folder that is missing or closed shows before the work and not after it. */
    static OutputFile create(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder: a file is needed");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new OutputFile(file, file);
        }
        // The file behind a link is what is replaced, not the link.
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        if (!Files.isDirectory(folder)) {
            throw new IOException(file + " cannot be written: there is no folder " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(file + " cannot be written: access to the folder " + folder + " is denied");
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new IOException("access to " + file + " is denied");
        }
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new OutputFile(target, target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp"));
    }

    Writer writer() {
        return writer;
    }

    /** For what is not text, instead of the writer. */
    OutputStream stream() {
        return stream;
    }

    /** All is written: the file takes its place. */
    synchronized void commit() throws IOException {
        writer.close();
        if (done) {
            throw new IOException(target + " was not written: the JVM is ending");
        }
        if (!written.equals(target)) {
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        done = true;
    }

    /** Gives the file up unless it was committed. */
    @Override
    public void close() throws IOException {
        boolean endingJvm = !removeHook();
        if (!endingJvm) {
            writer.close();
            abandon();
        }
    }

    private boolean removeHook() {
        try {
            return Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does the work.
            return false;
        }
    }

    private synchronized void abandon() {
        if (!done) {
            done = true;
            try {
                if (!written.equals(target)) {
                    Files.deleteIfExists(written);
                }
            } catch (IOException e) {
                System.getLogger("io.hotloop").log(System.Logger.Level.WARNING, written + " could not be removed", e);
            }
        }
    }
}
