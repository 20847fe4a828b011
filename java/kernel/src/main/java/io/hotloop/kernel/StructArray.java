package io.hotloop.kernel;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Structs one behind the other, as C has arrays of them: a list of a fixed length, whose elements are objects over its memory.
 * A kernel takes it as {@code Ball_array *}, for {@code AT} and {@code LEN}, without a copy.
 *
 * @param <K> the interface of the structs
 */
public final class StructArray<K> extends AbstractList<K> implements RandomAccess {
    private final StructClass<K> of;
    private final MemorySegment memory;
    private final int length;

    StructArray(StructClass<K> of, MemorySegment memory, int length) {
        this.of = of;
        this.memory = memory;
        this.length = length;
    }

    /**
     * The struct at a place.
     *
     * @param index 0 to the length
     * @return an object over the array's own memory: what is written to it is in the array
     * @throws IndexOutOfBoundsException if there is no such place
     */
    @Override
    public K get(int index) {
        Objects.checkIndex(index, length);
        return of.over(memory.asSlice(index * of.byteSize(), of.byteSize()));
    }

    @Override
    public int size() {
        return length;
    }

    /**
     * Whose structs they are.
     *
     * @return what made the array
     */
    public StructClass<K> of() {
        return of;
    }

    /**
     * The memory.
     *
     * @return all structs, of {@link StructClass#byteSize()} bytes each
     */
    public MemorySegment memory() {
        return memory;
    }
}
