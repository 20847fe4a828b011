package io.hotloop.internal.array;

import io.hotloop.DType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's {@code .npy} format, versions 1 to 3: the header, and elements to and from streams. Files and paths
 * belong to {@code io.hotloop.data}.
 *
 * <p>A header is a Python dict literal. It is parsed by a grammar of exactly the three entries that the format
 * has (NumPy's {@code numpy.lib.format}); nothing is evaluated, and its length is bounded before it is read.
 */
public final class NpyFormat {
    /** A longer header is refused. One of an array of 64 axes has some 1,500 bytes; NumPy's own limit is 10,000. */
    public static final int MAX_HEADER = 1 << 16;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** The header's end, and with it the first element, is aligned to this. */
    private static final int ALIGNMENT = 64;

    /** NumPy leaves room for the first axis to grow to this many digits without moving the elements. */
    private static final int GROWTH_DIGITS = 21;

    /** Elements pass between streams and memory in pieces of this many bytes. */
    private static final int CHUNK = 1 << 16;

    /** What a stream only claims to hold is not allocated beyond this before that much has come. */
    private static final long UNSEEN = 1L << 26;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private NpyFormat() {}

    /**
     * What a header says.
     *
     * @param dtype the type of the elements
     * @param bigEndian whether elements of more than one byte begin with their highest one
     * @param fortran whether the first axis is the one whose neighbours lie next to each other
     * @param shape the lengths of the axes
     * @param dataOffset how many bytes the header has, magic included: where the elements begin
     */
    public record Header(DType dtype, boolean bigEndian, boolean fortran, long[] shape, long dataOffset) {
        /**
         * The size of the elements.
         *
         * @return bytes
         */
        public long dataBytes() {
            long bytes = dtype.byteSize();
            for (long length : shape) {
                bytes *= length;
            }
            return bytes;
        }

        /**
         * The array over elements that memory holds as the file does, but in native byte order.
         *
         * @param segment the memory
         * @param offset where the elements begin in it
         * @return a view, in Fortran order by its strides
         */
        public View view(MemorySegment segment, long offset) {
            if (!fortran) {
                return new View(segment, offset, dtype, shape.clone(), View.contiguousStrides(dtype, shape));
            }
            long[] reversed = reversed(shape);
            return new View(segment, offset, dtype, shape.clone(), reversed(View.contiguousStrides(dtype, reversed)));
        }
    }

    /**
     * The header of little-endian elements, byte for byte what NumPy 2 writes.
     *
     * @param dtype the type of the elements
     * @param fortran whether they come in Fortran order
     * @param shape the lengths of the axes
     * @return magic, version 1.0, length and dict; a multiple of 64 bytes
     */
    public static byte[] header(DType dtype, boolean fortran, long... shape) {
        StringBuilder text = new StringBuilder(128);
        text.append("{'descr': '").append(descr(dtype)).append("', 'fortran_order': ");
        text.append(fortran ? "True" : "False").append(", 'shape': (");
        for (int axis = 0; axis < shape.length; axis++) {
            text.append(axis > 0 ? ", " : "").append(shape[axis]);
        }
        text.append(shape.length == 1 ? ",)" : ")").append(", }");
        if (shape.length > 0) {
            long growing = shape[fortran ? shape.length - 1 : 0];
            text.repeat(' ', GROWTH_DIGITS - Long.toString(growing).length());
        }
        int prefix = MAGIC.length + 2 + Short.BYTES;
        int unpadded = prefix + text.length() + 1;
        text.repeat(' ', -unpadded & ALIGNMENT - 1).append('\n');
        // 64 lengths of 19 digits stay far below the 65,535 bytes of version 1.
        ByteBuffer bytes = ByteBuffer.allocate(prefix + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length());
        bytes.put(text.toString().getBytes(StandardCharsets.US_ASCII));
        return bytes.array();
    }

    private static String descr(DType dtype) {
        char kind = switch (dtype.kind()) {
            case BOOL -> 'b';
            case SIGNED -> 'i';
            case UNSIGNED -> 'u';
            case FLOATING -> 'f';
            case COMPLEX -> 'c';
        };
        return (dtype.byteSize() == 1 ? "|" : "<") + kind + dtype.byteSize();
    }

    /**
     * Reads a header; the stream then stands at the first element.
     *
     * @param in the stream, at the magic
     * @param source what messages call it
     * @return what it says
     * @throws EOFException if the stream ends within the header
     * @throws IOException if it is no header of this format or one of a dtype that Hotloop does not have
     */
    public static Header readHeader(InputStream in, String source) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        int known = Math.min(start.length, MAGIC.length);
        if (!Arrays.equals(start, 0, known, MAGIC, 0, known)) {
            throw problem(source, "it does not begin with \\x93NUMPY and is no .npy data");
        }
        if (start.length < MAGIC.length + 2) {
            throw cut(source);
        }
        int major = start[MAGIC.length] & 0xff;
        int minor = start[MAGIC.length + 1] & 0xff;
        if (major < 1 || major > 3 || minor != 0) {
            throw problem(source, "version " + major + "." + minor + " of the .npy format; known are 1.0, 2.0 and 3.0");
        }
        int field = major == 1 ? Short.BYTES : Integer.BYTES;
        ByteBuffer bytes = ByteBuffer.wrap(exactly(in, field, source)).order(ByteOrder.LITTLE_ENDIAN);
        long length = field == Short.BYTES ? bytes.getShort() & 0xffff : bytes.getInt() & 0xffff_ffffL;
        if (length > MAX_HEADER) {
            throw problem(
                    source,
                    "a header of " + length + " bytes; more than " + MAX_HEADER + " no array of plain numbers needs");
        }
        byte[] text = exactly(in, (int) length, source);
        var charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new Parser(new String(text, charset), source).parse(MAGIC.length + 2 + field + length);
    }

    /**
     * Reads a header from a buffer, whose position then is at the first element.
     *
     * @param buffer the buffer, at the magic
     * @param source what messages call it
     * @return what it says
     * @throws EOFException if the buffer ends within the header
     * @throws IOException if it is no header of this format or one of a dtype that Hotloop does not have
     */
    public static Header readHeader(ByteBuffer buffer, String source) throws IOException {
        return readHeader(
                new InputStream() {
                    @Override
                    public int read() {
                        return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        int count = Math.min(length, buffer.remaining());
                        if (count == 0 && length > 0) {
                            return -1;
                        }
                        buffer.get(bytes, offset, count);
                        return count;
                    }
                },
                source);
    }

    /**
     * Writes an array, header and elements, in C order; in Fortran order if it lies so in memory.
     *
     * @param view the elements
     * @param out where to; neither flushed nor closed
     * @throws IOException if writing fails
     */
    public static void write(View view, OutputStream out) throws IOException {
        boolean fortran = isFortran(view);
        out.write(header(view.dtype(), fortran, view.shape()));
        writeElements(fortran ? transposed(view) : view, out);
    }

    /**
     * Reads an array, header and elements; of what follows nothing is read.
     *
     * @param in the stream, at the magic
     * @param source what messages call it
     * @param atMost how many bytes of elements the stream can hold at most, if known: memory for that many is
     *     allocated at once; -1 if unknown
     * @return new memory in native byte order
     * @throws EOFException if the stream ends too early
     * @throws IOException if reading fails or the header is refused
     * @throws OutOfMemoryError if the memory cannot be had
     */
    public static View read(InputStream in, String source, long atMost) throws IOException {
        Header header = readHeader(in, source);
        long bytes = header.dataBytes();
        if (atMost >= 0 && bytes > atMost - header.dataOffset()) {
            throw truncated(source, bytes, Math.max(0, atMost - header.dataOffset()));
        }
        MemorySegment segment = readBytes(in, source, bytes, atMost >= 0);
        if (header.bigEndian()) {
            swap(segment, header.dtype());
        }
        return header.view(segment, 0);
    }

    /** Whether the elements lie in Fortran order without gaps, and not in C order as well. */
    static boolean isFortran(View view) {
        return view.rank() > 1 && !view.isContiguous() && transposed(view).isContiguous();
    }

    private static View transposed(View view) {
        return new View(view.segment(), view.offset(), view.dtype(), reversed(view.shape()), reversed(view.strides()));
    }

    private static long[] reversed(long[] values) {
        long[] result = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[values.length - 1 - i];
        }
        return result;
    }

    /** Writes the elements in C order. */
    private static void writeElements(View view, OutputStream out) throws IOException {
        if (view.size() == 0) {
            return;
        }
        byte[] bytes = new byte[(int) Math.min(CHUNK, view.size() * view.dtype().byteSize())];
        MemorySegment chunk = MemorySegment.ofArray(bytes);
        // Bools go out as 0 and 1, whatever byte stands for true: copied, not taken as they are.
        if (view.isContiguous() && view.dtype() != DType.BOOL && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            long end = view.offset() + view.size() * view.dtype().byteSize();
            for (long at = view.offset(); at < end; at += bytes.length) {
                int count = (int) Math.min(bytes.length, end - at);
                MemorySegment.copy(view.segment(), at, chunk, 0, count);
                out.write(bytes, 0, count);
            }
            return;
        }
        writeAxis(view, chunk, bytes, out);
    }

    /** Writes the elements piece by piece: as many of the outermost axis at a time as the chunk takes. */
    private static void writeAxis(View view, MemorySegment chunk, byte[] bytes, OutputStream out) throws IOException {
        int size = view.dtype().byteSize();
        if (view.size() * size <= bytes.length) {
            int count = (int) view.size() * size;
            View target = View.contiguous(chunk, view.dtype(), view.shape());
            Elementwise.copy(target, view);
            if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
                swap(chunk.asSlice(0, count), view.dtype());
            }
            out.write(bytes, 0, count);
            return;
        }
        long[] shape = view.shape();
        long inner = view.size() / shape[0] * size;
        long step = Math.max(1, bytes.length / inner);
        for (long i = 0; i < shape[0]; i += step) {
            long offset = view.offset() + i * view.strides()[0];
            long count = Math.min(step, shape[0] - i);
            boolean item = inner > bytes.length;
            long[] pieceShape = item ? Arrays.copyOfRange(shape, 1, shape.length) : shape.clone();
            long[] strides = item ? Arrays.copyOfRange(view.strides(), 1, shape.length) : view.strides();
            if (!item) {
                pieceShape[0] = count;
            }
            writeAxis(new View(view.segment(), offset, view.dtype(), pieceShape, strides), chunk, bytes, out);
        }
    }

    private static MemorySegment readBytes(InputStream in, String source, long bytes, boolean trusted)
            throws IOException {
        MemorySegment segment = Blocks.allocate(trusted ? bytes : Math.min(bytes, UNSEEN));
        byte[] buffer = new byte[(int) Math.min(CHUNK, bytes)];
        MemorySegment chunk = MemorySegment.ofArray(buffer);
        for (long at = 0; at < bytes; ) {
            if (at == segment.byteSize()) {
                long larger = bytes - at <= at ? bytes : 2 * at;
                segment = Blocks.allocate(larger).copyFrom(segment);
            }
            int want = (int) Math.min(buffer.length, segment.byteSize() - at);
            int count = in.readNBytes(buffer, 0, want);
            if (count < want) {
                throw truncated(source, bytes, at + count);
            }
            MemorySegment.copy(chunk, 0, segment, at, count);
            at += count;
        }
        return segment;
    }

    /**
     * Turns the bytes of every number around.
     *
     * @param segment numbers without gaps
     * @param dtype their type; of complex ones each part is a number of its own
     */
    public static void swap(MemorySegment segment, DType dtype) {
        long bytes = segment.byteSize();
        switch (dtype.isComplex() ? dtype.byteSize() / 2 : dtype.byteSize()) {
            case 2 -> {
                for (long at = 0; at < bytes; at += 2) {
                    segment.set(SHORT, at, Short.reverseBytes(segment.get(SHORT, at)));
                }
            }
            case 4 -> {
                for (long at = 0; at < bytes; at += 4) {
                    segment.set(INT, at, Integer.reverseBytes(segment.get(INT, at)));
                }
            }
            case 8 -> {
                for (long at = 0; at < bytes; at += 8) {
                    segment.set(LONG, at, Long.reverseBytes(segment.get(LONG, at)));
                }
            }
            default -> {}
        }
    }

    private static byte[] exactly(InputStream in, int count, String source) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw cut(source);
        }
        return bytes;
    }

    private static EOFException cut(String source) {
        return new EOFException(source + ": the data ends within the header");
    }

    private static EOFException truncated(String source, long wanted, long found) {
        return new EOFException(
                source + ": the elements take " + wanted + " bytes by the header, but there are only " + found);
    }

    private static IOException problem(String source, String what) {
        return new IOException(source + ": " + what);
    }

    /** The dict literal: three entries in any order, with strings, tuples and the two truth values. */
    private static final class Parser {
        private final String text;
        private final String source;
        private int at;

        Parser(String text, String source) {
            this.text = text;
            this.source = source;
        }

        Header parse(long dataOffset) throws IOException {
            String descr = null;
            Boolean fortran = null;
            long[] shape = null;
            expect('{');
            while (!accept('}')) {
                String key = string();
                expect(':');
                switch (key) {
                    case "descr" -> descr = once(key, descr, descr());
                    case "fortran_order" -> fortran = once(key, fortran, truth());
                    case "shape" -> shape = once(key, shape, shape());
                    default -> throw bad("the unknown key \"" + key + "\"");
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length()) {
                throw bad("text behind the closing brace");
            }
            if (descr == null || fortran == null || shape == null) {
                throw bad("it lacks " + (descr == null ? "descr" : fortran == null ? "fortran_order" : "shape"));
            }
            DType dtype = dtype(descr);
            try {
                Layouts.size(dtype, shape);
            } catch (IllegalArgumentException e) {
                throw new IOException(source + ": " + e.getMessage(), e);
            }
            boolean bigEndian = dtype.byteSize() > 1
                    && switch (descr.charAt(0)) {
                        case '>' -> true;
                        case '<' -> false;
                        default -> ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
                    };
            return new Header(dtype, bigEndian, fortran, shape, dataOffset);
        }

        private <T> T once(String key, @Nullable T before, T value) throws IOException {
            if (before != null) {
                throw bad("the key \"" + key + "\" twice");
            }
            return value;
        }

        private DType dtype(String descr) throws IOException {
            boolean ordered = !descr.isEmpty() && "<>=|".indexOf(descr.charAt(0)) >= 0;
            String code = ordered ? descr.substring(1) : descr;
            return switch (code) {
                case "b1", "?" -> DType.BOOL;
                case "i1" -> DType.INT8;
                case "i2" -> DType.INT16;
                case "i4" -> DType.INT32;
                case "i8" -> DType.INT64;
                case "u1" -> DType.UINT8;
                case "u2" -> DType.UINT16;
                case "u4" -> DType.UINT32;
                case "u8" -> DType.UINT64;
                case "f4" -> DType.FLOAT32;
                case "f8" -> DType.FLOAT64;
                case "c8" -> DType.COMPLEX64;
                case "c16" -> DType.COMPLEX128;
                default -> throw unknownDtype(descr, code.isEmpty() ? ' ' : code.charAt(0));
            };
        }

        private IOException unknownDtype(String descr, char kind) {
            String what = switch (kind) {
                case 'f' -> "floats of this size";
                case 'c' -> "complex numbers of this size";
                case 'U', 'S', 'a', 'T' -> "texts";
                case 'O' -> "Python objects, which are never unpickled";
                case 'M', 'm' -> "dates and time spans";
                case 'V' -> "raw records";
                default -> "an unknown type";
            };
            return problem(
                    source,
                    "the dtype '" + shortened(descr) + "' means " + what + "; Hotloop has "
                            + Arrays.toString(DType.values()));
        }

        private String descr() throws IOException {
            skipSpace();
            if (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '(')) {
                throw problem(
                        source,
                        "the dtype " + shortened(text.substring(at, closing()))
                                + " is structured; save its fields as arrays of their own");
            }
            return string();
        }

        /** Where the brackets that open here are closed again. */
        private int closing() {
            int depth = 0;
            for (int i = at; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '[' || c == '(') {
                    depth++;
                } else if ((c == ']' || c == ')') && --depth == 0) {
                    return i + 1;
                }
            }
            return text.length();
        }

        private boolean truth() throws IOException {
            if (acceptWord("True")) {
                return true;
            }
            if (acceptWord("False")) {
                return false;
            }
            throw bad("fortran_order is neither True nor False");
        }

        private long[] shape() throws IOException {
            List<Long> lengths = new ArrayList<>();
            expect('(');
            while (!accept(')')) {
                if (lengths.size() == Plan.MAX_RANK) {
                    throw problem(source, "its shape has more than " + Plan.MAX_RANK + " axes");
                }
                lengths.add(length());
                if (!accept(',')) {
                    if (lengths.size() == 1) {
                        throw bad("the shape is a number in parentheses, not a tuple");
                    }
                    expect(')');
                    break;
                }
            }
            return lengths.stream().mapToLong(Long::longValue).toArray();
        }

        private long length() throws IOException {
            skipSpace();
            int begin = at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            String digits = text.substring(begin, at);
            if (digits.isEmpty()) {
                throw bad("a length of the shape is no number of digits");
            }
            // Files of Python 2 have longs.
            if (at < text.length() && text.charAt(at) == 'L') {
                at++;
            }
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw new IOException(source + ": a length of its shape does not fit 63 bits: " + shortened(digits), e);
            }
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private String string() throws IOException {
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            if (quote != '\'' && quote != '"') {
                throw bad("a string is expected");
            }
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw bad("a string has no end");
            }
            String value = text.substring(at + 1, end);
            if (value.indexOf('\\') >= 0) {
                throw bad("a string with a backslash");
            }
            at = end + 1;
            return value;
        }

        private boolean acceptWord(String word) {
            skipSpace();
            boolean there = text.startsWith(word, at);
            if (there) {
                at += word.length();
            }
            return there;
        }

        private boolean accept(char c) {
            skipSpace();
            boolean there = at < text.length() && text.charAt(at) == c;
            if (there) {
                at++;
            }
            return there;
        }

        private void expect(char c) throws IOException {
            if (!accept(c)) {
                throw bad("'" + c + "' is expected");
            }
        }

        private void skipSpace() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private IOException bad(String what) {
            return problem(
                    source,
                    String.format(
                            Locale.ROOT,
                            "the header is damaged: %s at character %d of %s",
                            what,
                            at + 1,
                            shortened(text)));
        }

        /** For messages: not all of a text that may be long, and nothing that a terminal would obey. */
        private static String shortened(String text) {
            String start = text.length() <= 100 ? text.stripTrailing() : text.substring(0, 97) + "...";
            return start.replaceAll("[^\\x20-\\x7e]", "?");
        }
    }
}
