package io.hotloop.data;

import io.hotloop.DType;
import io.hotloop.NdArray;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.NpyFormat;
import io.hotloop.internal.array.View;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * NumPy's {@code .npy} files: one array each.
 *
 * <p>Read are versions 1.0, 2.0 and 3.0 of the format, all dtypes that {@link DType} has, in either byte order.
 * An array in Fortran order comes as one whose strides are so, without being moved. Written is version 1.0,
 * little-endian, byte for byte as NumPy 2 does; an array that lies in Fortran order without gaps is written in
 * that order, every other one in C order.
 *
 * <p>A header is data, never a program: other dtypes, structured ones and Python objects are refused.
 *
 * {@snippet :
 * Npy.save(Path.of("a.npy"), NdArray.arange(12).reshape(3, 4));
 * NdArray a = Npy.load(Path.of("a.npy"));
 * NdArray huge = Npy.map(Path.of("huge.npy")); // nothing is read before it is used
 * }
 */
public final class Npy {
    /** What a mapped file is for. */
    public enum Mode {
        /** Writing to the array throws {@link UnsupportedOperationException}. */
        READ_ONLY,
        /** What is written to the array goes to the file. */
        READ_WRITE
    }

    /** How many zeros are written at a time to a new file. */
    private static final int ZEROS = 1 << 16;

    private Npy() {}

    /**
     * Loads a file into memory that the collector owns, or the current scope. Bytes behind the elements are not
     * looked at.
     *
     * @param file the file
     * @return a new array
     * @throws IOException if the file cannot be read, is no {@code .npy} file, is too short, or has a dtype that
     *     {@link DType} has not
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray load(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return ArrayFiles.named(file, () -> {
            ArrayFiles.refuseFolder(file);
            long size = Files.isRegularFile(file) ? Files.size(file) : -1;
            try (InputStream in = Files.newInputStream(file)) {
                return ArrayAccess.array(NpyFormat.read(in, file.toString(), size));
            }
        });
    }

    /**
     * Reads one array from a stream, which then stands behind its last element: several arrays may follow each
     * other.
     *
     * @param in the stream; it is not closed
     * @return a new array
     * @throws IOException if the stream ends too early, cannot be read, is not in {@code .npy} format, or has a
     *     dtype that {@link DType} has not
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray read(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in");
        return ArrayAccess.array(NpyFormat.read(in, ".npy stream", -1));
    }

    /**
     * Saves an array. The file is written beside its final place, under a hidden name, and moved there: it is
     * replaced as a whole, and a mapping of the old one keeps the old elements. Pipes and devices are written to
     * as they are.
     *
     * @param file the file, with whatever ending
     * @param array the array
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalStateException if the memory of the array is closed
     */
    public static void save(Path file, NdArray array) throws IOException {
        Objects.requireNonNull(file, "file");
        View view = ArrayFiles.elements(array);
        ArrayFiles.write(file, out -> NpyFormat.write(view, out));
    }

    /**
     * Writes an array to a stream.
     *
     * @param out the stream; it is neither flushed nor closed
     * @param array the array
     * @throws IOException if writing fails
     * @throws IllegalStateException if the memory of the array is closed; nothing is written then
     */
    public static void write(OutputStream out, NdArray array) throws IOException {
        Objects.requireNonNull(out, "out");
        NpyFormat.write(ArrayFiles.elements(array), out);
    }

    /**
     * Maps a file for reading: {@link #map(Path, Mode)} with {@link Mode#READ_ONLY}.
     *
     * @param file the file
     * @return an array over the file's bytes
     * @throws IOException as {@link #map(Path, Mode)} says
     */
    public static NdArray map(Path file) throws IOException {
        return map(file, Mode.READ_ONLY);
    }

    /**
     * Maps a file: its elements are read when they are used, by the system, and need no memory of the process.
     * The mapping ends when the collector finds no array over it.
     *
     * <p><b>A process that shortens the file while it is mapped ends this JVM</b> when the lost part is used; so
     * does a full disk where a file with holes is written to.
     *
     * @param file the file
     * @param mode whether the array can be written to
     * @return an array over the file's bytes
     * @throws IOException if the file cannot be mapped, is no {@code .npy} file, is too short, has a dtype that
     *     {@link DType} has not, or is big-endian: {@link #load} turns the bytes around, a mapping cannot
     */
    public static NdArray map(Path file, Mode mode) throws IOException {
        return map(file, mode, Arena.ofAuto());
    }

    /**
     * Maps a file as {@link #map(Path, Mode)} does, until an arena is closed.
     *
     * @param file the file
     * @param mode whether the array can be written to
     * @param arena ends the mapping when it is closed; a confined one lets only its own thread use the array
     * @return an array over the file's bytes
     * @throws IOException as {@link #map(Path, Mode)} says
     * @throws IllegalStateException if the arena is closed already
     * @throws WrongThreadException if the arena is confined to another thread
     */
    public static NdArray map(Path file, Mode mode, Arena arena) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(arena, "arena");
        return ArrayFiles.named(file, () -> {
            ArrayFiles.refuseFolder(file);
            boolean write = mode == Mode.READ_WRITE;
            try (FileChannel channel = write
                    ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : FileChannel.open(file, StandardOpenOption.READ)) {
                // Not closed: that would close the channel, whose position nobody needs.
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 256);
                NpyFormat.Header header = NpyFormat.readHeader(in, file.toString());
                if (header.bigEndian()) {
                    throw new IOException(file + ": its elements are big-endian, which memory here is not: "
                            + "load the file instead of mapping it");
                }
                long bytes = header.dataBytes();
                long found = channel.size() - header.dataOffset();
                if (bytes > found) {
                    throw new IOException(file + ": the elements take " + bytes
                            + " bytes by the header, but there are only " + found);
                }
                return ArrayAccess.array(header.view(segment(channel, header.dataOffset(), bytes, write, arena), 0));
            }
        });
    }

    private static MemorySegment segment(FileChannel channel, long offset, long bytes, boolean write, Arena arena)
            throws IOException {
        if (bytes == 0) {
            // Nothing can be mapped. An arena that is closed is refused all the same.
            MemorySegment nothing = Blocks.allocate(0, arena);
            return write ? nothing : nothing.asReadOnly();
        }
        var mode = write ? FileChannel.MapMode.READ_WRITE : FileChannel.MapMode.READ_ONLY;
        return channel.map(mode, offset, bytes, arena);
    }

    /**
     * Makes a file of zeros and maps it with {@link Mode#READ_WRITE}: an array larger than memory, or one that
     * another program reads. A file that was there is replaced; mappings of it keep the old elements. The zeros
     * are written, so that the disk has room for every element.
     *
     * @param file the file
     * @param dtype the type of the elements
     * @param shape the lengths of the axes
     * @return an array over the file's bytes, in C order
     * @throws IOException if the file cannot be written or mapped
     * @throws IllegalArgumentException if a length is negative, or the size does not fit
     */
    public static NdArray create(Path file, DType dtype, long... shape) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(dtype, "dtype");
        long bytes = Layouts.size(dtype, shape) * dtype.byteSize();
        ArrayFiles.write(file, out -> {
            // Asked before the disk is full of zeros.
            long free = Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace();
            if (bytes > free) {
                throw new IOException(file + ": " + bytes + " bytes are needed, the disk has " + free);
            }
            out.write(NpyFormat.header(dtype, false, shape));
            byte[] zeros = new byte[(int) Math.min(ZEROS, bytes)];
            for (long left = bytes; left > 0; left -= Math.min(left, zeros.length)) {
                out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        });
        return map(file, Mode.READ_WRITE);
    }

    /**
     * Waits until the file of a mapped array has what was written to the array. Without it the system writes
     * when it sees fit, also after the JVM has ended.
     *
     * @param array an array over a mapped file, or a view of one
     * @throws IOException if the system could not write
     * @throws IllegalArgumentException if the array is over no mapped file
     * @throws UnsupportedOperationException if the array is read-only
     */
    public static void flush(NdArray array) throws IOException {
        MemorySegment segment = ArrayAccess.view(array).segment();
        if (!segment.isMapped()) {
            // A mapped file without elements is no mapping either, and has nothing to wait for.
            if (array.size() == 0) {
                return;
            }
            throw new IllegalArgumentException("the array is over no mapped file");
        }
        if (segment.isReadOnly()) {
            throw new UnsupportedOperationException("array is read-only");
        }
        try {
            segment.force();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
