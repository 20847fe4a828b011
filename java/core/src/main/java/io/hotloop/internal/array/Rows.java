package io.hotloop.internal.array;

/**
 * Walks a view in C order, a row at a time: for what is done element by element in Java alone, such as comparing
 * and hashing. Arithmetic does not come by here.
 *
 * {@snippet :
 * Rows rows = new Rows(view);
 * while (rows.next()) {
 *     for (long i = 0; i < rows.length(); i++) {
 *         use(rows.offset() + i * rows.stride());
 *     }
 * }
 * }
 */
public final class Rows {
    private final View view;
    private final long[] index;
    private final long length;
    private final long stride;
    private long left;
    private boolean started;
    private long offset;

    /**
     * Starts before the first row.
     *
     * @param view the view; one of rank 0 has a single row of one element
     */
    public Rows(View view) {
        this.view = view;
        int last = view.rank() - 1;
        index = new long[Math.max(0, last)];
        length = last < 0 ? 1 : view.shape()[last];
        stride = last < 0 ? 0 : view.strides()[last];
        left = length == 0 ? 0 : view.size() / length;
        offset = view.offset();
    }

    /**
     * Goes to the next row.
     *
     * @return false if there is none
     */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        if (started) {
            for (int axis = index.length - 1; axis >= 0; axis--) {
                long step = view.strides()[axis];
                if (++index[axis] < view.shape()[axis]) {
                    offset += step;
                    break;
                }
                offset -= (view.shape()[axis] - 1) * step;
                index[axis] = 0;
            }
        }
        started = true;
        return true;
    }

    /** Where the row's first element lies, in bytes from the segment's beginning. */
    public long offset() {
        return offset;
    }

    /** How many elements a row has. */
    public long length() {
        return length;
    }

    /** How many bytes lie between a row's elements. */
    public long stride() {
        return stride;
    }
}
