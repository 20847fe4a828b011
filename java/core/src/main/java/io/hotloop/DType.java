package io.hotloop;

/**
 * The type of an array's elements: those of the Python Array API standard.
 *
 * <p>{@link #toString()} gives the standard's name, such as {@code float64}. {@link IInfo} and {@link FInfo} tell
 * the limits of integer and floating-point dtypes. In memory elements are in the platform's byte order.
 *
 * <p>Operations on two dtypes have the least dtype that holds both (int8 and uint8: int16; float32 and int32:
 * float64), int64 and uint64 meet in float64, and bool gives way to all others, as in NumPy 2. Unlike NumPy,
 * functions such as {@code exp} and the true division of bool and of any integers give float64.
 */
public enum DType {
    /** True or false, one byte each. */
    BOOL("bool", Kind.BOOL, 1),
    /** 8-bit signed integer. */
    INT8("int8", Kind.SIGNED, 1),
    /** 16-bit signed integer. */
    INT16("int16", Kind.SIGNED, 2),
    /** 32-bit signed integer, Java's {@code int}. */
    INT32("int32", Kind.SIGNED, 4),
    /** 64-bit signed integer, Java's {@code long}. */
    INT64("int64", Kind.SIGNED, 8),
    /** 8-bit unsigned integer. */
    UINT8("uint8", Kind.UNSIGNED, 1),
    /** 16-bit unsigned integer, Java's {@code char}. */
    UINT16("uint16", Kind.UNSIGNED, 2),
    /** 32-bit unsigned integer. */
    UINT32("uint32", Kind.UNSIGNED, 4),
    /** 64-bit unsigned integer. */
    UINT64("uint64", Kind.UNSIGNED, 8),
    /** IEEE 754 binary32, Java's {@code float}. */
    FLOAT32("float32", Kind.FLOATING, 4),
    /** IEEE 754 binary64, Java's {@code double}. */
    FLOAT64("float64", Kind.FLOATING, 8),
    /** A pair of {@link #FLOAT32}: real and imaginary part. */
    COMPLEX64("complex64", Kind.COMPLEX, 8),
    /** A pair of {@link #FLOAT64}: real and imaginary part. */
    COMPLEX128("complex128", Kind.COMPLEX, 16);

    /** The kinds of dtypes, in the order of promotion. */
    public enum Kind {
        /** {@link DType#BOOL}. */
        BOOL,
        /** Signed integers. */
        SIGNED,
        /** Unsigned integers. */
        UNSIGNED,
        /** Real floating-point numbers. */
        FLOATING,
        /** Complex floating-point numbers. */
        COMPLEX
    }

    private final String text;
    private final Kind kind;
    private final int byteSize;

    DType(String text, Kind kind, int byteSize) {
        this.text = text;
        this.kind = kind;
        this.byteSize = byteSize;
    }

    /**
     * The dtype of a name.
     *
     * @param name the standard's name, such as {@code float64}
     * @return the dtype
     * @throws IllegalArgumentException if no dtype has that name
     */
    public static DType of(String name) {
        for (DType dtype : values()) {
            if (dtype.text.equals(name)) {
                return dtype;
            }
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" is no dtype: there are " + java.util.Arrays.toString(values()));
    }

    /**
     * What kind of number it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The size of an element.
     *
     * @return bytes: 1, 2, 4, 8 or 16
     */
    public int byteSize() {
        return byteSize;
    }

    /**
     * Tells whether this is a signed or unsigned integer type; {@link #BOOL} is none.
     *
     * @return true for the eight integer types
     */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /**
     * Tells whether this is a real floating-point type.
     *
     * @return true for {@link #FLOAT32} and {@link #FLOAT64}
     */
    public boolean isFloating() {
        return kind == Kind.FLOATING;
    }

    /**
     * Tells whether this is a complex type.
     *
     * @return true for {@link #COMPLEX64} and {@link #COMPLEX128}
     */
    public boolean isComplex() {
        return kind == Kind.COMPLEX;
    }

    /** The standard's name, such as {@code float64}. */
    @Override
    public String toString() {
        return text;
    }
}
