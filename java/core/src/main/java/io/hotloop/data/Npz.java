package io.hotloop.data;

import io.hotloop.NdArray;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.NpyFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's {@code .npz} files: named arrays in a zip archive, each as {@link Npy} has it. Files and entries beyond
 * 4 GB are read and written (zip64).
 *
 * {@snippet :
 * Npz.save(Path.of("state.npz"), Map.of("x", x, "v", v), Npz.Compression.DEFLATED);
 * Map<String, NdArray> state = Npz.load(Path.of("state.npz"));
 * NdArray x = Npz.load(Path.of("state.npz"), "x"); // reads no other entry
 * }
 */
public final class Npz {
    /** How the entries of an archive are kept. */
    public enum Compression {
        /** As they are: fast, and what NumPy's {@code savez} writes. */
        STORED,
        /** Compressed: NumPy's {@code savez_compressed}. */
        DEFLATED
    }

    private static final String ENDING = ".npy";

    /** The same archive for the same arrays: no time of day in it. Zip's calendar begins in 1980. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Npz() {}

    /**
     * Loads all arrays.
     *
     * @param file the archive
     * @return the arrays by name, without {@code .npy}, in the order of the archive; it cannot be changed
     * @throws IOException if the file cannot be read, is no zip archive, is damaged, or an entry is no array that
     *     {@link Npy#load} takes
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static Map<String, NdArray> load(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return ArrayFiles.named(file, () -> {
            try (ZipFile zip = open(file)) {
                Map<String, NdArray> arrays = new LinkedHashMap<>();
                for (ZipEntry entry : entries(zip, file)) {
                    arrays.put(name(entry), read(zip, entry, file));
                }
                return Collections.unmodifiableMap(arrays);
            }
        });
    }

    /**
     * Loads one array.
     *
     * @param file the archive
     * @param name the array's name, without {@code .npy}
     * @return a new array
     * @throws IOException as {@link #load(Path)} says, or if the archive has no array of that name; the message
     *     has the names that there are
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static NdArray load(Path file, String name) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        return ArrayFiles.named(file, () -> {
            try (ZipFile zip = open(file)) {
                List<ZipEntry> entries = entries(zip, file);
                for (ZipEntry entry : entries) {
                    if (name(entry).equals(name)) {
                        return read(zip, entry, file);
                    }
                }
                throw new IOException(file + ": it has no array \"" + name + "\", but "
                        + entries.stream().map(Npz::name).toList());
            }
        });
    }

    /**
     * The names of the arrays; no array is read.
     *
     * @param file the archive
     * @return the names, without {@code .npy}, in the order of the archive
     * @throws IOException if the file cannot be read, is no zip archive, or has other entries than arrays
     */
    public static List<String> names(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return ArrayFiles.named(file, () -> {
            try (ZipFile zip = open(file)) {
                return entries(zip, file).stream().map(Npz::name).toList();
            }
        });
    }

    /**
     * Saves arrays as they are: {@link #save(Path, Map, Compression)} with {@link Compression#STORED}.
     *
     * @param file the archive
     * @param arrays the arrays by name
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalArgumentException if a name is empty or too long
     */
    public static void save(Path file, Map<String, NdArray> arrays) throws IOException {
        save(file, arrays, Compression.STORED);
    }

    /**
     * Saves arrays, in the order of the map. The file is replaced as a whole, as {@link Npy#save} does; the same
     * arrays give the same bytes. They must not change meanwhile: a stored entry whose bytes did is an
     * IOException.
     *
     * @param file the archive
     * @param arrays the arrays by name
     * @param compression how the entries are kept
     * @throws IOException if the file cannot be written; a file that was there is then still there
     * @throws IllegalArgumentException if a name is empty or too long
     */
    public static void save(Path file, Map<String, NdArray> arrays, Compression compression) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(compression, "compression");
        // A copy, in its order: what is checked is what is written.
        Map<String, NdArray> copy = new LinkedHashMap<>(arrays);
        copy.forEach((name, array) -> {
            ArrayFiles.elements(Objects.requireNonNull(array, () -> "the array \"" + name + "\""));
            if (name.isEmpty()) {
                throw new IllegalArgumentException("the name of an array is empty");
            }
            try {
                entry(name);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the name \"" + name.substring(0, 20) + "...\" of an array has " + name.length()
                                + " characters: too long for a zip archive",
                        e);
            }
        });
        ArrayFiles.write(file, out -> {
            var zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
            for (var named : copy.entrySet()) {
                ZipEntry entry = entry(named.getKey());
                if (compression == Compression.STORED) {
                    describe(entry, named.getValue());
                }
                zip.putNextEntry(entry);
                NpyFormat.write(ArrayAccess.view(named.getValue()), zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
        });
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name + ENDING);
        entry.setTimeLocal(TIME);
        return entry;
    }

    /** A stored entry's size and checksum stand before its bytes. */
    private static void describe(ZipEntry entry, NdArray array) throws IOException {
        CRC32 checksum = new CRC32();
        long[] size = {0};
        var counter = new OutputStream() {
            @Override
            public void write(int value) {
                size[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                size[0] += length;
            }
        };
        NpyFormat.write(ArrayAccess.view(array), new CheckedOutputStream(counter, checksum));
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size[0]);
        entry.setCrc(checksum.getValue());
    }

    private static ZipFile open(Path file) throws IOException {
        ArrayFiles.refuseFolder(file);
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new IOException(file + ": it is no .npz file: " + e.getMessage(), e);
        } catch (UnsupportedOperationException e) {
            throw new IOException(file + ": only files of the default file system can be read as archives", e);
        }
    }

    private static List<ZipEntry> entries(ZipFile zip, Path file) throws IOException {
        List<ZipEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().endsWith(ENDING)) {
                throw new IOException(file + ": the entry \"" + entry.getName() + "\" is no .npy file");
            }
            if (!names.add(entry.getName())) {
                throw new IOException(file + ": there are two entries \"" + entry.getName() + "\"");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static String name(ZipEntry entry) {
        return entry.getName().substring(0, entry.getName().length() - ENDING.length());
    }

    private static NdArray read(ZipFile zip, ZipEntry entry, Path file) throws IOException {
        String source = file + ", entry \"" + entry.getName() + "\"";
        try (InputStream raw = zip.getInputStream(entry)) {
            // ZipFile does not compare checksums.
            var in = new CheckedInputStream(raw, new CRC32());
            var array = ArrayAccess.array(NpyFormat.read(in, source, -1));
            if (in.read() >= 0) {
                throw new IOException(source + ": there are bytes behind its elements");
            }
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new IOException(source + ": it is damaged: its checksum is not the one that the archive says");
            }
            return array;
        } catch (ZipException e) {
            throw new IOException(source + ": " + e.getMessage(), e);
        }
    }
}
