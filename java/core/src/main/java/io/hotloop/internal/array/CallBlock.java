package io.hotloop.internal.array;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The description of a native array call: words, written to a Java array, which takes half the time of writing them
 * off the heap, and copied there for calls that cannot see the heap. A thread has one of its own, and one for each call
 * within a call, and fills it anew for each; virtual threads, of which there may be millions, share what is free.
 */
final class CallBlock {
    /** The longest description is that of a program: 11 + 64 + 33 · (2 + 64) + 128 · 3 + 256 · 5 words. */
    private static final int WORDS = 4096;

    /** Bytes of a plan: {@code HL_PLAN_BYTES}. */
    private static final int PLAN_BYTES = 2048;

    /** Programs whose plans are kept; a power of two. */
    private static final int PLANS = 8;

    private static final ThreadLocal<@Nullable CallBlock> OWN = new ThreadLocal<>();

    private static final Queue<CallBlock> SHARED = new ConcurrentLinkedQueue<>();

    private final long[] words = new long[WORDS];
    private final MemorySegment onHeap = MemorySegment.ofArray(words);
    private final MemorySegment offHeap = Arena.ofAuto().allocate(WORDS * 8L, 64);
    private final Plan plan = new Plan();
    private final MemorySegment[] inputs = new MemorySegment[Program.MAX_INPUTS];

    /** What C keeps of its planning, for each place of a program: made when the first is wanted. */
    private @Nullable MemorySegment plans;

    private final @Nullable Program[] planned = new Program[PLANS];
    private final long[] layouts = new long[PLANS];
    private int used;
    private boolean taken;

    /** For a call within a call of the same thread. */
    private @Nullable CallBlock inner;

    private CallBlock() {
        Arrays.fill(inputs, MemorySegment.NULL);
    }

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
        release(Math.max(0, plan.operands - 1));
    }

    /** The same where so many inputs were set. */
    void release(int inputCount) {
        for (int k = 0; k < inputCount; k++) {
            inputs[k] = MemorySegment.NULL;
        }
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

    /** The inputs' memory as {@code hl_expression_run} takes it: {@code NULL} until set, and after the call. */
    MemorySegment[] inputs() {
        return inputs;
    }

    /**
     * The place of the plan that C keeps for a program and a layout of its operands.
     *
     * @param program the program
     * @param layout all that the plan depends on besides the program
     * @return the number of the place
     */
    int planFor(Program program, long layout) {
        int place = System.identityHashCode(program) & PLANS - 1;
        MemorySegment memory = plans;
        if (memory == null) {
            memory = Arena.ofAuto().allocate((long) PLANS * PLAN_BYTES, 64);
            plans = memory;
        }
        if (planned[place] != program || layouts[place] != layout) {
            planned[place] = program;
            layouts[place] = layout;
            memory.set(ValueLayout.JAVA_LONG, (long) place * PLAN_BYTES, 0);
        }
        return place;
    }

    /** Whether C has filled the plan of a place. */
    boolean isPlanned(int place) {
        MemorySegment memory = plans;
        return memory != null && memory.get(ValueLayout.JAVA_BYTE, (long) place * PLAN_BYTES) != 0;
    }

    /** The address of the plan of a place. */
    long planAddress(int place) {
        MemorySegment memory = plans;
        assert memory != null : "no plan " + place;
        return memory.address() + (long) place * PLAN_BYTES;
    }

    /** Forgets all words. */
    void clear() {
        used = 0;
    }

    /** Appends a word. */
    CallBlock word(long value) {
        words[used++] = value;
        return this;
    }

    /** Appends the first words of an array. */
    CallBlock words(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            words[used + i] = values[i];
        }
        used += count;
        return this;
    }

    /** Replaces a word. */
    void set(int index, long value) {
        words[index] = value;
    }

    /** Reads a word that C has written in a call of {@link #segment}. */
    long get(int index) {
        return offHeap.get(ValueLayout.JAVA_LONG, index * 8L);
    }

    /** The words for a call: what is set later does not show. */
    MemorySegment segment() {
        MemorySegment.copy(words, 0, offHeap, ValueLayout.JAVA_LONG, 0, used);
        return offHeap;
    }

    /** The words for a critical call, on the heap. */
    MemorySegment heapSegment() {
        return onHeap;
    }
}
