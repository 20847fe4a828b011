package io.hotloop.tests.arrays;

import io.hotloop.DType;
import io.hotloop.NdArray;
import io.hotloop.data.Npz;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Reads the cases of a file of {@code tests/data/arrays}; {@code make_golden.py} says how they are written. */
final class GoldenFile {
    /** Receives what a file holds, in order. */
    interface Reader {
        /** An array that the following cases may name. */
        void given(String name, NdArray array);

        /** A case; without an expected value Hotloop refuses it. */
        void test(String expression, String tolerance, NdArray expected);
    }

    private final byte[] data;
    private int at;

    private GoldenFile(byte[] data) {
        this.data = data;
    }

    /** Reads a file; returns its first line, which names the NumPy that made it. */
    static String read(Path file, Reader reader) throws IOException {
        Map<String, NdArray> parts = Npz.load(file);
        String text = new String(bytes(parts.get("cases")), StandardCharsets.US_ASCII);
        var golden = new GoldenFile(bytes(parts.get("data")));
        String[] lines = text.split("\n");
        for (String line : lines) {
            golden.read(line, reader);
        }
        if (golden.at != golden.data.length) {
            throw new IOException(file + ": " + (golden.data.length - golden.at) + " bytes are left over");
        }
        return lines[0];
    }

    private static byte[] bytes(NdArray array) {
        byte[] result = new byte[Math.toIntExact(array.size())];
        array.copyTo(result);
        return result;
    }

    private void read(String line, Reader reader) {
        switch (line.substring(0, line.indexOf(' '))) {
            case "#" -> {}
            case "in" -> {
                String[] words = line.split(" ");
                reader.given(words[1], next(words[2], words[3]));
            }
            case "ok" -> {
                String[] words = line.split(" ", 5);
                reader.test(words[4], words[1], next(words[2], words[3]));
            }
            case "no" -> reader.test(line.substring(3), "exact", null);
            default -> throw new IllegalStateException(line);
        }
    }

    private NdArray next(String name, String lengths) {
        DType dtype = DType.of(name);
        String[] words = lengths.equals("-") ? new String[0] : lengths.split(",");
        long[] shape = new long[words.length];
        int bytes = dtype.byteSize();
        for (int i = 0; i < words.length; i++) {
            shape[i] = Long.parseLong(words[i]);
            bytes = Math.toIntExact(bytes * shape[i]);
        }
        var memory = Arena.ofAuto().allocate(Math.max(1, bytes), 16);
        MemorySegment.copy(MemorySegment.ofArray(data), at, memory, 0, bytes);
        at += bytes;
        return NdArray.wrap(memory, dtype, shape);
    }
}
