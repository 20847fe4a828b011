package io.hotloop.kernel.internal;

import io.hotloop.kernel.KernelInfo;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The objects of one interface of structs: how they are made, and what is behind them. */
public final class StructObjects {
    /**
     * What is behind the objects of a class.
     *
     * @param struct what they are
     * @param memory (Object)MemorySegment
     */
    private record Made(StructType struct, MethodHandle memory) {}

    /** Of each implementing class; empty for all other classes. */
    private static final ClassValue<AtomicReference<@Nullable Made>> MADE = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable Made> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    private final StructType struct;
    private final KernelInfo info;
    private final MethodHandle constructor;
    private final MethodHandle reader;
    private final MethodHandle writer;

    /**
     * @param constructor (MemorySegment)Object
     * @param memory (Object)MemorySegment
     * @param reader (MemorySegment, long)Object
     * @param writer (MemorySegment, long, Object)void
     */
    record Handles(
            Class<?> type, MethodHandle constructor, MethodHandle memory, MethodHandle reader, MethodHandle writer) {}

    StructObjects(StructType struct, Handles handles, KernelInfo info) {
        this.struct = struct;
        this.info = info;
        constructor = handles.constructor();
        reader = handles.reader();
        writer = handles.writer();
        MADE.get(handles.type()).set(new Made(struct, handles.memory()));
    }

    /** A call of a handle. */
    @FunctionalInterface
    private interface Call {
        Object run() throws Throwable;
    }

    private static Object call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("structs throw nothing that is checked", e);
        }
    }

    /** An object over a struct. */
    public Object over(MemorySegment memory) {
        return call(() -> constructor.invokeExact(memory));
    }

    /** The record of a struct. */
    public Object read(MemorySegment memory) {
        return call(() -> reader.invokeExact(memory, 0L));
    }

    /** Writes a record. */
    public void write(MemorySegment memory, Object values) {
        call(() -> {
            writer.invokeExact(memory, 0L, values);
            return memory;
        });
    }

    /**
     * The struct behind an object.
     *
     * @throws IllegalArgumentException if there is none, or another one
     */
    public MemorySegment memory(Object object) {
        return memory(object, struct);
    }

    /** The same for a struct. An interface that extends another one may be of another struct. */
    static MemorySegment memory(Object object, StructType struct) {
        Made made = MADE.get(object.getClass()).get();
        if (made == null) {
            throw new IllegalArgumentException("a " + object.getClass().getTypeName()
                    + " is no struct: those are made by a StructClass, which Kernels.struct gives");
        }
        if (made.struct.record() != struct.record()) {
            throw new IllegalArgumentException(
                    "the object is a " + made.struct.record().getTypeName() + ", not a "
                            + struct.record().getTypeName());
        }
        return (MemorySegment) call(() -> (MemorySegment) made.memory.invokeExact(object));
    }

    /** Returns when memory can be a struct. */
    public void requireStruct(MemorySegment memory) {
        String problem = !memory.isNative()
                ? "is on the Java heap"
                : memory.isReadOnly()
                        ? "is read-only"
                        : memory.byteSize() < struct.bytes()
                                ? "has " + memory.byteSize() + " bytes, a struct " + struct.bytes()
                                : memory.address() % struct.alignment() != 0
                                        ? "is at 0x" + Long.toHexString(memory.address()) + ", no multiple of "
                                                + struct.alignment()
                                        : null;
        if (problem != null) {
            throw new IllegalArgumentException("the memory of a " + struct.c() + " " + problem);
        }
    }

    /** Returns when a class is the struct's record. */
    public void requireRecord(Class<?> record) {
        if (record != struct.record()) {
            throw new IllegalArgumentException("a " + record.getTypeName() + " is not the struct's record, "
                    + struct.record().getTypeName());
        }
    }

    public long byteSize() {
        return struct.bytes();
    }

    /** Where the kernels came from. */
    public KernelInfo info() {
        return info;
    }
}
