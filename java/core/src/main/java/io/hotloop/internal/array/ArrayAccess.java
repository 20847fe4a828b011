package io.hotloop.internal.array;

import io.hotloop.NdArray;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The way from an array to its view and back for Hotloop's other packages. {@link NdArray} installs it when
 * its class is initialised; users of the module cannot reach it.
 */
public abstract class ArrayAccess {
    private static volatile @Nullable ArrayAccess instance;

    /** For {@link NdArray} alone. */
    protected ArrayAccess() {}

    /**
     * Called by {@link NdArray}'s initialiser.
     *
     * @param access the one implementation
     */
    public static void install(ArrayAccess access) {
        instance = access;
    }

    /**
     * The layout and the memory of an array.
     *
     * @param array the array
     * @return its view
     */
    public static View view(NdArray array) {
        return get().viewOf(array);
    }

    /**
     * An array over elements.
     *
     * @param view where they lie
     * @return the array
     */
    public static NdArray array(View view) {
        return get().arrayOf(view);
    }

    private static ArrayAccess get() {
        ArrayAccess access = instance;
        if (access == null) {
            try {
                MethodHandles.lookup().ensureInitialized(NdArray.class);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
            access = instance;
            assert access != null : "NdArray installs it";
        }
        return access;
    }

    /**
     * See {@link #view(NdArray)}.
     *
     * @param array the array
     * @return its view
     */
    protected abstract View viewOf(NdArray array);

    /**
     * See {@link #array(View)}.
     *
     * @param view where the elements lie
     * @return the array
     */
    protected abstract NdArray arrayOf(View view);
}
