package io.hotloop.kernel.internal;

import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One call of a kernel: its block of words, memory for structs and strings, and what is to be done after it. A thread has one
 * frame of its own, and one for each call within a call, by a callback; virtual threads share what is free.
 */
final class CallFrame {
    private static final int FIRST_WORDS = 256;
    private static final int FIRST_BYTES = 4096;
    private static final int ALIGNMENT = 16;

    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;

    private static final ThreadLocal<@Nullable CallFrame> OWN = new ThreadLocal<>();

    private static final Queue<CallFrame> SHARED = new ConcurrentLinkedQueue<>();

    /** Words are collected in a Java array, and copied to where C sees them: writing each there takes twice the time. */
    private long[] values = new long[FIRST_WORDS];

    private MemorySegment block = Arena.ofAuto().allocate(FIRST_WORDS * 8L, ALIGNMENT);
    private int words;

    /** Where structs and strings of one call lie: not in the block, which may move as it grows. */
    private MemorySegment memory = Arena.ofAuto().allocate(FIRST_BYTES, ALIGNMENT);

    private long used;

    /** Further memory of this call. */
    private final List<MemorySegment> more = new ArrayList<>();

    private final List<CallbackPool.Slot> callbacks = new ArrayList<>();

    /** Copies, behind their originals, that are to be copied back. */
    private final List<View> copies = new ArrayList<>();

    private boolean taken;

    /** Whether a virtual thread has it. */
    private boolean isShared;

    private @Nullable CallFrame inner;

    private CallFrame() {}

    /**
     * A frame for a call, for the calling thread until it is released.
     *
     * @param fixed words that have a fixed place; they are set by number
     * @param threads how many C may use
     */
    static CallFrame take(int fixed, int threads) {
        boolean isShared = Thread.currentThread().isVirtual();
        CallFrame frame = isShared ? SHARED.poll() : own();
        if (frame == null) {
            frame = new CallFrame();
        }
        frame.isShared = isShared;
        frame.taken = true;
        frame.words = fixed;
        frame.setLong(0, threads);
        return frame;
    }

    private static CallFrame own() {
        CallFrame frame = OWN.get();
        if (frame == null) {
            frame = new CallFrame();
            OWN.set(frame);
        }
        while (frame.taken) {
            if (frame.inner == null) {
                frame.inner = new CallFrame();
            }
            frame = frame.inner;
        }
        return frame;
    }

    /** Ends the call: its memory is the next one's. */
    void release() {
        used = 0;
        if (!more.isEmpty()) {
            more.clear();
        }
        if (!copies.isEmpty()) {
            copies.clear();
        }
        if (!callbacks.isEmpty()) {
            callbacks.forEach(CallbackPool.Slot::release);
            callbacks.clear();
        }
        taken = false;
        if (isShared) {
            SHARED.add(this);
        }
    }

    /** The block, once all words are in it. */
    MemorySegment block() {
        MemorySegment to = block;
        long[] from = values;
        for (int i = 0; i < words; i++) {
            to.setAtIndex(WORD, i, from[i]);
        }
        return to;
    }

    void setLong(int word, long value) {
        values[word] = value;
    }

    void setDouble(int word, double value) {
        setLong(word, Double.doubleToRawLongBits(value));
    }

    void setFloat(int word, float value) {
        setLong(word, Float.floatToRawIntBits(value));
    }

    /** A word as Java set it. */
    long argument(int word) {
        return values[word];
    }

    /** A word as C left it, in the block. */
    long getLong(int word) {
        return block.get(WORD, word * 8L);
    }

    double getDouble(int word) {
        return Double.longBitsToDouble(getLong(word));
    }

    float getFloat(int word) {
        return Float.intBitsToFloat((int) getLong(word));
    }

    /** Has room for so many further words, and tells where they begin. */
    private int room(int count) {
        int at = words;
        words += count;
        if (words > values.length) {
            values = Arrays.copyOf(values, Math.max(words, 2 * at));
            block = Arena.ofAuto().allocate(values.length * 8L, ALIGNMENT);
        }
        return at;
    }

    /** Appends a word. */
    void append(long value) {
        setLong(room(1), value);
    }

    /** Appends the words of an array. */
    void array(View view) {
        int rank = view.rank();
        int at = room(3 + 2 * rank);
        int shift = Integer.numberOfTrailingZeros(view.dtype().byteSize());
        setLong(at, view.offset());
        setLong(at + 1, rank);
        long size = 1;
        long[] shape = view.shape();
        long[] strides = view.strides();
        for (int axis = 0; axis < rank; axis++) {
            size *= shape[axis];
            setLong(at + 3 + axis, shape[axis]);
            setLong(at + 3 + rank + axis, strides[axis] >> shift);
        }
        setLong(at + 2, size);
    }

    /** Appends the words of an array of one axis without gaps. */
    void array(long length) {
        int at = room(5);
        setLong(at, 0);
        setLong(at + 1, 1);
        setLong(at + 2, length);
        setLong(at + 3, length);
        setLong(at + 4, 1);
    }

    /** Memory until the frame is released; its contents are unspecified. */
    MemorySegment allocate(long bytes) {
        long begin = used;
        long end = begin + (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (end <= memory.byteSize()) {
            used = end;
            return memory.asSlice(begin, bytes);
        }
        MemorySegment own = Arena.ofAuto().allocate(Math.max(1, bytes), ALIGNMENT);
        more.add(own);
        return own;
    }

    /** The address of a text as C has texts. */
    long text(String text, String label) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    label + " has a zero character at " + text.indexOf('\0') + ", where a string of C would end");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment memory = allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        memory.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return memory.address();
    }

    /** Has a copy copied back after the call. */
    void copyBack(View original, View copy) {
        copies.add(original);
        copies.add(copy);
    }

    /** Makes a function of a pool the call's, until it is released. */
    long callback(CallbackPool.Slot slot) {
        callbacks.add(slot);
        return slot.address();
    }

    /** After the call: what Java threw in callbacks goes on from here. */
    void rethrow() {
        if (!callbacks.isEmpty()) {
            CallbackPool.rethrow(callbacks);
        }
    }

    /** After a call that succeeded: copies back what C wrote into copies. */
    void copyBack() {
        for (int i = 0; i < copies.size(); i += 2) {
            Elementwise.copy(copies.get(i), copies.get(i + 1));
        }
    }
}
