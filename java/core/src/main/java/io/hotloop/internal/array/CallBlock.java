package io.hotloop.internal.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The description of a native array call: words in memory that C can read. A thread has one of its own and
 * fills it anew for each call; virtual threads, of which there may be millions, share what is free.
 */
final class CallBlock {
    /** The longest description is that of a program: 6 + 64 + 4 · (2 + 64) + 64 · 3 + 64 · 5 words. */
    private static final int WORDS = 1024;

    private static final ThreadLocal<@Nullable CallBlock> OWN = new ThreadLocal<>();

    private static final Queue<CallBlock> SHARED = new ConcurrentLinkedQueue<>();

    private final MemorySegment words = Arena.ofAuto().allocate(WORDS * 8L, 64);
    private final Plan plan = new Plan();
    private int used;
    private boolean taken;

    /** For a call within a call of the same thread. */
    private @Nullable CallBlock inner;

    private CallBlock() {}

    /** A block without words, for the calling thread until it is released. */
    static CallBlock take() {
        CallBlock block = Thread.currentThread().isVirtual() ? SHARED.poll() : own();
        if (block == null) {
            block = new CallBlock();
        }
        block.taken = true;
        block.used = 0;
        return block;
    }

    /** The thread's own, or where a call is within a call, such as the copy of an input, the one for that. */
    private static CallBlock own() {
        CallBlock block = OWN.get();
        if (block == null) {
            block = new CallBlock();
            OWN.set(block);
        }
        while (block.taken) {
            if (block.inner == null) {
                block.inner = new CallBlock();
            }
            block = block.inner;
        }
        return block;
    }

    /** Gives the block back; the plan's operands are forgotten. */
    void release() {
        plan.clear();
        taken = false;
        if (Thread.currentThread().isVirtual()) {
            SHARED.add(this);
        }
    }

    /** The plan of an elementwise call, kept here so that one look finds both. */
    Plan plan() {
        return plan;
    }

    /** Forgets all words. */
    void clear() {
        used = 0;
    }

    /** Appends a word. */
    CallBlock word(long value) {
        words.set(ValueLayout.JAVA_LONG, used * 8L, value);
        used++;
        return this;
    }

    /** Appends the first words of an array. */
    CallBlock words(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            words.set(ValueLayout.JAVA_LONG, (used + i) * 8L, values[i]);
        }
        used += count;
        return this;
    }

    /** Replaces a word. */
    void set(int index, long value) {
        words.set(ValueLayout.JAVA_LONG, index * 8L, value);
    }

    /** Reads a word, also one that C has written. */
    long get(int index) {
        return words.get(ValueLayout.JAVA_LONG, index * 8L);
    }

    /** The words. */
    MemorySegment segment() {
        return words;
    }
}
