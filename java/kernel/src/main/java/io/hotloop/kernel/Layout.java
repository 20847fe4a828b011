package io.hotloop.kernel;

/** What a kernel can do with the layout of an {@link io.hotloop.NdArray}. */
public enum Layout {
    /** Any strides, also negative ones and 0; C must use them, as {@code AT} does. */
    STRIDED,
    /** C order without gaps: other arrays are refused. C may run over {@code data} from 0 to {@code size - 1}. */
    CONTIGUOUS,
    /** C order without gaps: other arrays are copied before the call, and what C writes is copied back after it. */
    COPIED
}
