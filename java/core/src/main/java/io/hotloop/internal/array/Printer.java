package io.hotloop.internal.array;

import io.hotloop.DType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of an array: dtype and shape, then the elements as NumPy lays them out. Of more than 1000 elements only
 * the outer three of each end of a longer axis are read.
 */
public final class Printer {
    /** Of more elements than this, long axes are shortened. */
    private static final long THRESHOLD = 1000;

    /** How many elements are left at each end of a shortened axis. */
    private static final long EDGE = 3;

    /** Of arrays of many short axes no more elements than this are printed. */
    private static final int MOST = 10_000;

    /** Columns after which a line is broken. */
    private static final int WIDTH = 75;

    /** Digits behind the point. */
    private static final int PRECISION = 8;

    private final View view;
    private final boolean shortened;

    /** The printed elements in C order: their parts, and their text. */
    private double[] re = new double[16];

    private double[] im = new double[16];
    private String[] cells = new String[16];
    private int count;

    /** The next cell to be printed. */
    private int next;

    private Printer(View view) {
        this.view = view;
        this.shortened = view.size() > THRESHOLD;
    }

    /**
     * The text of an array.
     *
     * @param view the array
     * @return such as {@code NdArray int64[3] [0 1 2]}; where the memory cannot be read, the reason follows dtype and
     *     shape: {@code NdArray int64[3] closed}
     */
    public static String toString(View view) {
        String header =
                "NdArray " + view.dtype() + Arrays.toString(view.shape()).replace(" ", "");
        if (!view.segment().scope().isAlive()) {
            return header + " closed";
        }
        if (!view.segment().isAccessibleBy(Thread.currentThread())) {
            return header + " of another thread";
        }
        try {
            String body = new Printer(view).print();
            return header + (body.indexOf('\n') < 0 ? ' ' : '\n') + body;
        } catch (IllegalStateException e) {
            // Closed by another thread meanwhile.
            return header + " closed";
        } catch (InternalError e) {
            // A mapped file that was cut off.
            return header + " unreadable: " + e.getMessage();
        }
    }

    private String print() {
        if (view.size() == 0) {
            return "[]";
        }
        collect(0, view.offset());
        format();
        if (view.rank() == 0) {
            return cells[0];
        }
        StringBuilder text = new StringBuilder();
        emit(text, 0, "");
        return text.toString();
    }

    /** Whether an index is left out: the walk then goes on at the end of the axis. */
    private boolean isGap(long index, long length) {
        return shortened && length > 2 * EDGE && index == EDGE;
    }

    // Reading

    private void collect(int axis, long offset) {
        if (axis == view.rank()) {
            read(offset);
            return;
        }
        long length = view.shape()[axis];
        for (long i = 0; i < length && count < MOST; i++) {
            if (isGap(i, length)) {
                i = length - EDGE;
            }
            collect(axis + 1, offset + i * view.strides()[axis]);
        }
    }

    private void read(long offset) {
        if (count == cells.length) {
            re = Arrays.copyOf(re, 2 * count);
            im = Arrays.copyOf(im, 2 * count);
            cells = Arrays.copyOf(cells, 2 * count);
        }
        DType dtype = view.dtype();
        switch (dtype.kind()) {
            case BOOL -> cells[count] = Boolean.toString(Elements.getBoolean(view.segment(), offset, dtype));
            case SIGNED -> cells[count] = Long.toString(Elements.getLong(view.segment(), offset, dtype));
            case UNSIGNED -> cells[count] = Long.toUnsignedString(Elements.getLong(view.segment(), offset, dtype));
            case FLOATING, COMPLEX -> {
                re[count] = Elements.getReal(view.segment(), offset, dtype);
                im[count] = Elements.getImag(view.segment(), offset, dtype);
            }
        }
        count++;
    }

    // The text of the elements, all of the same width

    private void format() {
        boolean single = view.dtype() == DType.FLOAT32 || view.dtype() == DType.COMPLEX64;
        if (view.dtype().isFloating()) {
            cells = floats(re, single);
        } else if (view.dtype().isComplex()) {
            String[] real = floats(re, single);
            String[] imaginary = floats(im, single);
            for (int i = 0; i < count; i++) {
                // Behind the digits, so that the columns stay: 1.0 +2.0j
                String digits = imaginary[i].strip();
                String sign = digits.startsWith("-") ? "" : "+";
                cells[i] = real[i].stripTrailing() + sign + digits + "j";
            }
        }
        int width = 0;
        for (int i = 0; i < count; i++) {
            width = Math.max(width, cells[i].length());
        }
        if (view.rank() > 0) {
            for (int i = 0; i < count; i++) {
                cells[i] = " ".repeat(width - cells[i].length()) + cells[i];
            }
        }
    }

    private String[] floats(double[] values, boolean single) {
        String[] text = new String[count];
        if (view.rank() == 0) {
            text[0] = special(values[0]) != null ? special(values[0]) : shortest(values[0], single);
            return text;
        }
        double largest = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double magnitude = Math.abs(values[i]);
            if (magnitude > 0 && magnitude < Double.POSITIVE_INFINITY) {
                largest = Math.max(largest, magnitude);
                smallest = Math.min(smallest, magnitude);
            }
        }
        // NumPy's rule of when columns of digits would become too wide.
        boolean scientific = largest >= 1e8 || largest > 0 && (smallest < 1e-4 || largest / smallest > 1000);
        int decimals = 1;
        BigDecimal[] rounded = new BigDecimal[count];
        for (int i = 0; i < count; i++) {
            if (special(values[i]) == null) {
                BigDecimal exact = new BigDecimal(shortest(values[i], single));
                BigDecimal value = scientific
                        ? exact.round(new MathContext(PRECISION + 1, RoundingMode.HALF_EVEN))
                        : exact.setScale(PRECISION, RoundingMode.HALF_EVEN);
                value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
                rounded[i] = value;
                decimals = Math.max(decimals, scientific ? value.precision() - 1 : value.scale());
            }
        }
        for (int i = 0; i < count; i++) {
            String special = special(values[i]);
            boolean negative = Double.doubleToRawLongBits(values[i]) < 0;
            text[i] = special != null
                    ? special
                    : (negative ? "-" : "")
                            + (scientific ? scientific(rounded[i].abs(), decimals) : fixed(rounded[i].abs(), decimals));
        }
        return text;
    }

    private static @Nullable String special(double value) {
        if (value != value) {
            return "nan";
        }
        return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : null;
    }

    private static String shortest(double value, boolean single) {
        return single ? Float.toString((float) value) : Double.toString(value);
    }

    /** At least one digit behind the point, blanks where others have more. */
    private static String fixed(BigDecimal value, int decimals) {
        int own = Math.max(1, value.scale());
        return value.setScale(own, RoundingMode.UNNECESSARY).toPlainString() + " ".repeat(decimals - own);
    }

    private static String scientific(BigDecimal value, int decimals) {
        int exponent = value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
        String digits = value.unscaledValue().toString();
        String sign = exponent < 0 ? "e-" : "e+";
        String magnitude = Integer.toString(Math.abs(exponent));
        return digits.charAt(0) + "." + digits.substring(1) + "0".repeat(decimals + 1 - digits.length()) + sign
                + (magnitude.length() < 2 ? "0" : "") + magnitude;
    }

    // Laying out

    private void emit(StringBuilder text, int axis, String indent) {
        long length = view.shape()[axis];
        boolean last = axis == view.rank() - 1;
        String inner = indent + " ";
        text.append('[');
        int lineStart = text.length() - inner.length();
        for (long i = 0; i < length; i++) {
            boolean gap = isGap(i, length);
            if (last) {
                String cell = next == count || gap ? "..." : cells[next++];
                if (i > 0 && text.length() + 1 + cell.length() - lineStart > WIDTH) {
                    text.append('\n').append(inner);
                    lineStart = text.length() - inner.length();
                } else if (i > 0) {
                    text.append(' ');
                }
                text.append(cell);
            } else {
                if (i > 0) {
                    text.append("\n".repeat(view.rank() - 1 - axis)).append(inner);
                }
                if (next == count || gap) {
                    text.append("...");
                } else {
                    emit(text, axis + 1, inner);
                }
            }
            if (gap) {
                i = length - EDGE - 1;
            } else if (next == count && i < length - 1) {
                if (text.lastIndexOf("...") < text.length() - 3) {
                    text.append(last ? " ..." : "\n" + inner + "...");
                }
                break;
            }
        }
        text.append(']');
    }
}
