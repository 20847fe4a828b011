package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One element of a segment, read or written as another type: the casts of {@code hl_program_run}, element by
 * element. Float to integer truncates and saturates, NaN gives 0; integers wrap; to bool: not 0; complex to
 * real drops the imaginary part. An int64 passes as a {@code long}, a uint64 as its 64 bits.
 *
 * <p>Offsets are in bytes and need not be aligned: a heap segment over {@code byte[]} takes no other layouts.
 */
public final class Elements {
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private static final double TWO_63 = 0x1p63;

    private Elements() {}

    // Chains of comparisons instead of a switch, the four common dtypes without a further call: C2 inlines that into a
    // caller's loop whatever it has seen so far, and takes what does not change in the loop (dtype, liveness, bounds)
    // out of it: 0.9 ns an element. With a switch over all dtypes each element was a call, 5.7 ns, as soon as a second
    // dtype had come along (EPYC Zen 3, 2026-11-25, bench elements).

    /** The element as a double: integers are rounded to the nearest, of complex numbers the real part. */
    public static double getDouble(MemorySegment segment, long offset, DType dtype) {
        if (dtype == DType.FLOAT64 || dtype == DType.COMPLEX128) {
            return segment.get(DOUBLE, offset);
        } else if (dtype == DType.FLOAT32 || dtype == DType.COMPLEX64) {
            return segment.get(FLOAT, offset);
        } else if (dtype == DType.INT32) {
            return segment.get(INT, offset);
        } else if (dtype == DType.INT64) {
            return segment.get(LONG, offset);
        }
        long value = integer(segment, offset, dtype);
        return dtype == DType.UINT64 ? unsignedToDouble(value) : value;
    }

    /** The element as a 64-bit integer; as int64 unless it is a uint64, whose bits are given as they are. */
    public static long getLong(MemorySegment segment, long offset, DType dtype) {
        if (dtype == DType.FLOAT64 || dtype == DType.COMPLEX128) {
            return (long) segment.get(DOUBLE, offset);
        } else if (dtype == DType.FLOAT32 || dtype == DType.COMPLEX64) {
            return (long) segment.get(FLOAT, offset);
        } else if (dtype == DType.INT64) {
            return segment.get(LONG, offset);
        } else if (dtype == DType.INT32) {
            return segment.get(INT, offset);
        }
        return integer(segment, offset, dtype);
    }

    /** Whether the element is not 0; NaN is not. */
    public static boolean getBoolean(MemorySegment segment, long offset, DType dtype) {
        return switch (dtype) {
            case FLOAT64, FLOAT32 -> getDouble(segment, offset, dtype) != 0;
            case COMPLEX128, COMPLEX64 -> getReal(segment, offset, dtype) != 0 || getImag(segment, offset, dtype) != 0;
            default -> integer(segment, offset, dtype) != 0;
        };
    }

    /** The real part; of a real element the element itself. */
    public static double getReal(MemorySegment segment, long offset, DType dtype) {
        return getDouble(segment, offset, dtype);
    }

    /** The imaginary part; of a real element 0. */
    public static double getImag(MemorySegment segment, long offset, DType dtype) {
        return switch (dtype) {
            case COMPLEX128 -> segment.get(DOUBLE, offset + 8);
            case COMPLEX64 -> segment.get(FLOAT, offset + 4);
            default -> 0;
        };
    }

    /** Writes a double, cast to the dtype. */
    public static void setDouble(MemorySegment segment, long offset, DType dtype, double value) {
        // One access for two dtypes: with four of them C2 finds the method too large to inline.
        if (dtype == DType.FLOAT64 || dtype == DType.INT64) {
            segment.set(LONG, offset, dtype == DType.FLOAT64 ? Double.doubleToRawLongBits(value) : (long) value);
        } else if (dtype == DType.FLOAT32 || dtype == DType.INT32) {
            segment.set(INT, offset, dtype == DType.FLOAT32 ? Float.floatToRawIntBits((float) value) : (int) value);
        } else if (dtype.isComplex()) {
            setComplex(segment, offset, dtype, value, 0);
        } else {
            setBits(segment, offset, dtype, toInteger(value, dtype));
        }
    }

    /** Writes an int64, cast to the dtype. */
    public static void setLong(MemorySegment segment, long offset, DType dtype, long value) {
        if (dtype == DType.INT64 || dtype == DType.FLOAT64) {
            segment.set(LONG, offset, dtype == DType.INT64 ? value : Double.doubleToRawLongBits((double) value));
        } else if (dtype == DType.INT32 || dtype == DType.FLOAT32) {
            segment.set(INT, offset, dtype == DType.INT32 ? (int) value : Float.floatToRawIntBits((float) value));
        } else if (dtype.isComplex()) {
            setComplex(segment, offset, dtype, dtype == DType.COMPLEX64 ? (float) value : (double) value, 0);
        } else {
            setBits(segment, offset, dtype, dtype == DType.BOOL && value != 0 ? 1 : value);
        }
    }

    /** Writes the bits of a uint64, cast to the dtype. */
    public static void setUnsigned(MemorySegment segment, long offset, DType dtype, long value) {
        switch (dtype) {
            case FLOAT64, COMPLEX128 -> setDouble(segment, offset, dtype, unsignedToDouble(value));
            case FLOAT32, COMPLEX64 -> setDouble(segment, offset, dtype, unsignedToFloat(value));
            default -> setLong(segment, offset, dtype, value);
        }
    }

    /** Writes 1 or 0 in the dtype. */
    public static void setBoolean(MemorySegment segment, long offset, DType dtype, boolean value) {
        setLong(segment, offset, dtype, value ? 1 : 0);
    }

    /** Writes a complex number; a real dtype takes its real part, bool whether it is not 0. */
    public static void setComplex(MemorySegment segment, long offset, DType dtype, double re, double im) {
        switch (dtype) {
            case COMPLEX128 -> {
                segment.set(DOUBLE, offset, re);
                segment.set(DOUBLE, offset + 8, im);
            }
            case COMPLEX64 -> {
                segment.set(FLOAT, offset, (float) re);
                segment.set(FLOAT, offset + 4, (float) im);
            }
            case BOOL -> setBits(segment, offset, dtype, re != 0 || im != 0 ? 1 : 0);
            default -> setDouble(segment, offset, dtype, re);
        }
    }

    /** Copies one element, cast from a dtype to another. */
    public static void copy(
            MemorySegment to, long toOffset, DType toDType, MemorySegment from, long fromOffset, DType fromDType) {
        switch (fromDType) {
            case FLOAT64, FLOAT32 -> setDouble(to, toOffset, toDType, getDouble(from, fromOffset, fromDType));
            case COMPLEX128, COMPLEX64 ->
                setComplex(
                        to,
                        toOffset,
                        toDType,
                        getReal(from, fromOffset, fromDType),
                        getImag(from, fromOffset, fromDType));
            case UINT64 -> setUnsigned(to, toOffset, toDType, from.get(LONG, fromOffset));
            default -> setLong(to, toOffset, toDType, integer(from, fromOffset, fromDType));
        }
    }

    /** An element of bool (0 or 1) or of an integer dtype, extended to 64 bits. */
    private static long integer(MemorySegment segment, long offset, DType dtype) {
        if (dtype == DType.INT32 || dtype == DType.UINT32) {
            int value = segment.get(INT, offset);
            return dtype == DType.INT32 ? value : value & 0xffff_ffffL;
        } else if (dtype == DType.INT64 || dtype == DType.UINT64) {
            return segment.get(LONG, offset);
        } else if (dtype == DType.INT16 || dtype == DType.UINT16) {
            short value = segment.get(SHORT, offset);
            return dtype == DType.INT16 ? value : value & 0xffff;
        }
        byte value = segment.get(BYTE, offset);
        return dtype == DType.INT8 ? value : dtype == DType.UINT8 ? value & 0xff : value != 0 ? 1 : 0;
    }

    private static void setBits(MemorySegment segment, long offset, DType dtype, long value) {
        if (dtype == DType.INT32 || dtype == DType.UINT32) {
            segment.set(INT, offset, (int) value);
        } else if (dtype == DType.INT64 || dtype == DType.UINT64) {
            segment.set(LONG, offset, value);
        } else if (dtype == DType.INT16 || dtype == DType.UINT16) {
            segment.set(SHORT, offset, (short) value);
        } else {
            segment.set(BYTE, offset, (byte) value);
        }
    }

    /** A double cast to bool or an integer dtype: truncated and saturated, 0 for NaN. */
    static long toInteger(double value, DType dtype) {
        return switch (dtype) {
            case BOOL -> value != 0 ? 1 : 0;
            case INT8 -> Math.clamp((long) value, -0x80, 0x7f);
            case INT16 -> Math.clamp((long) value, -0x8000, 0x7fff);
            case INT32 -> (int) value;
            case INT64 -> (long) value;
            case UINT8 -> Math.clamp((long) value, 0, 0xff);
            case UINT16 -> Math.clamp((long) value, 0, 0xffff);
            case UINT32 -> Math.clamp((long) value, 0L, 0xffff_ffffL);
            case UINT64 -> toUnsigned(value);
            default -> throw new AssertionError(dtype);
        };
    }

    /** A double cast to uint64. */
    static long toUnsigned(double value) {
        if (value < TWO_63) {
            return Math.max((long) value, 0);
        }
        return value < 2 * TWO_63 ? (long) (value - TWO_63) ^ Long.MIN_VALUE : value == value ? -1 : 0;
    }

    /** An integer wrapped into the range of an integer dtype, or cast to bool; uint64 and int64 as they are. */
    static long wrap(long value, DType dtype) {
        return switch (dtype) {
            case BOOL -> value != 0 ? 1 : 0;
            case INT8 -> (byte) value;
            case INT16 -> (short) value;
            case INT32 -> (int) value;
            case UINT8 -> value & 0xff;
            case UINT16 -> value & 0xffff;
            case UINT32 -> value & 0xffff_ffffL;
            default -> value;
        };
    }

    /** The bits of a uint64 as the nearest double. */
    static double unsignedToDouble(long bits) {
        // Halved with the last bit kept sticky, so that the one rounding is that of the whole number.
        return bits >= 0 ? (double) bits : (double) (bits >>> 1 | bits & 1) * 2;
    }

    /** The bits of a uint64 as the nearest float. */
    public static float unsignedToFloat(long bits) {
        return bits >= 0 ? (float) bits : (float) (bits >>> 1 | bits & 1) * 2;
    }
}
