package io.hotloop.kernel;

import io.hotloop.bindings.NativeMemory;
import io.hotloop.kernel.internal.StructObjects;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Makes objects that are structs of C: {@link Kernels#struct} gives it.
 *
 * {@snippet :
 * StructClass<MovingBall> balls = Kernels.struct(MethodHandles.lookup(), MovingBall.class, """
 *         void move(Ball *self, double dt) {
 *             self->x += dt * self->speed;
 *         }
 *         """);
 * MovingBall ball = balls.create(new Ball(0, 1, 2));
 * ball.move(0.5);
 * ball.x(ball.x() + 1);
 * }
 *
 * <p>Objects hold no values of their own: two over the same memory are equal, and see each other's. They may be used by several threads as
 * memory may.
 *
 * @param <K> the interface
 */
public final class StructClass<K> {
    private final Class<K> type;
    private final StructObjects objects;

    StructClass(Class<K> type, StructObjects objects) {
        this.type = type;
        this.objects = objects;
    }

    /**
     * A new struct, all zero; its memory is owned as that of a new array is, by the collector or the innermost
     * {@link io.hotloop.ArrayScope}.
     *
     * @return an object
     * @throws OutOfMemoryError if there is no memory
     */
    public K create() {
        return over(NativeMemory.allocateZeroed(byteSize()));
    }

    /**
     * A new struct with values.
     *
     * @param values of the record that the interface names
     * @return an object
     * @throws IllegalArgumentException if it is another record
     * @throws OutOfMemoryError if there is no memory
     */
    public K create(Record values) {
        K object = create();
        write(object, values);
        return object;
    }

    /**
     * A new struct, all zero, in an arena.
     *
     * @param arena who frees it
     * @return an object
     * @throws IllegalStateException if the arena is closed
     * @throws OutOfMemoryError if there is no memory
     */
    public K create(Arena arena) {
        return over(NativeMemory.allocateZeroed(byteSize(), arena));
    }

    /**
     * New structs one behind the other, all zero.
     *
     * @param length how many
     * @return an array
     * @throws IllegalArgumentException if the length is negative
     * @throws OutOfMemoryError if there is no memory
     */
    public StructArray<K> array(int length) {
        return new StructArray<>(this, NativeMemory.allocateZeroed(bytes(length)), length);
    }

    /**
     * The same in an arena.
     *
     * @param length how many
     * @param arena who frees them
     * @return an array
     * @throws IllegalArgumentException if the length is negative
     * @throws IllegalStateException if the arena is closed
     * @throws OutOfMemoryError if there is no memory
     */
    public StructArray<K> array(int length, Arena arena) {
        return new StructArray<>(this, NativeMemory.allocateZeroed(bytes(length), arena), length);
    }

    private long bytes(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("an array of " + length + " structs");
        }
        return length * byteSize();
    }

    /**
     * A struct that is there already, such as one that a library gave.
     *
     * @param memory where it is, off the heap
     * @return an object over its first {@link #byteSize()} bytes
     * @throws IllegalArgumentException if it is on the heap, too short, read-only, or not aligned as the struct is
     */
    public K wrap(MemorySegment memory) {
        objects.requireStruct(memory);
        return over(memory.asSlice(0, byteSize()));
    }

    /** An object over a struct. */
    K over(MemorySegment struct) {
        return type.cast(objects.over(struct));
    }

    /**
     * The memory of an object.
     *
     * @param object one that a {@code StructClass} of the same interface made
     * @return its struct
     * @throws IllegalArgumentException if it is none, or of another record
     */
    public MemorySegment memory(K object) {
        return objects.memory(Objects.requireNonNull(object, "object"));
    }

    /**
     * The values of a struct, all fields at once.
     *
     * @param <R> the record that the interface names
     * @param object a struct
     * @param record the record's class
     * @return what is in it now
     * @throws IllegalArgumentException if it is another record
     */
    public <R extends Record> R read(K object, Class<R> record) {
        objects.requireRecord(record);
        return record.cast(objects.read(memory(object)));
    }

    /**
     * Writes all fields.
     *
     * @param object a struct
     * @param values of the record that the interface names
     * @throws IllegalArgumentException if it is another record
     * @throws NullPointerException if a component is null
     */
    public void write(K object, Record values) {
        objects.requireRecord(values.getClass());
        objects.write(memory(object), values);
    }

    /**
     * The size of a struct.
     *
     * @return bytes, as C's {@code sizeof}
     */
    public long byteSize() {
        return objects.byteSize();
    }

    /**
     * The interface.
     *
     * @return what {@link Kernels#struct} was given
     */
    public Class<K> type() {
        return type;
    }

    /**
     * Where its kernels came from.
     *
     * @return as {@link Kernels#info} says of kernels
     */
    public KernelInfo info() {
        return objects.info();
    }

    @Override
    public String toString() {
        return "structs of " + type.getSimpleName();
    }
}
