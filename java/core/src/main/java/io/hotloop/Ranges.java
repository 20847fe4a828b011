package io.hotloop;

import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Scalars;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How many numbers a range has, and which: NumPy's arange and linspace to the last bit. */
final class Ranges {
    private Ranges() {}

    static NdArray arange(DType dtype, long start, long stop, long step) {
        requireNumbers(dtype);
        if (step == 0) {
            throw new IllegalArgumentException("arange(" + start + ", " + stop + ", 0): the step must not be 0");
        }
        long count = 0;
        if (step > 0 ? start < stop : start > stop) {
            // Differences and the magnitude of the step are unsigned 64-bit numbers.
            long distance = step > 0 ? stop - start : start - stop;
            count = Long.divideUnsigned(distance - 1, step > 0 ? step : -step) + 1;
        }
        if (count < 0) {
            throw tooMany(start, stop, step, Long.toUnsignedString(count));
        }
        NdArray result = NdArray.empty(dtype, count);
        if (count > 0) {
            Scalars.of(dtype, start);
            Scalars.of(dtype, start + (count - 1) * step);
        }
        MemorySegment segment = result.view.segment();
        if (dtype == DType.INT64) {
            for (long i = 0; i < count; i++) {
                segment.setAtIndex(ValueLayout.JAVA_LONG, i, start + i * step);
            }
        } else {
            for (long i = 0; i < count; i++) {
                Elements.setLong(segment, i * dtype.byteSize(), dtype, start + i * step);
            }
        }
        return result;
    }

    /** Two truths at most are at equal distances. */
    private static void requireNumbers(DType dtype) {
        if (dtype == DType.BOOL) {
            throw new IllegalArgumentException("arange makes no array of dtype bool: use astype");
        }
    }

    private static IllegalArgumentException tooMany(Object start, Object stop, Object step, String count) {
        return new IllegalArgumentException(
                "arange(" + start + ", " + stop + ", " + step + ") is too large: " + count + " elements");
    }

    static NdArray arange(DType dtype, double start, double stop, double step) {
        requireNumbers(dtype);
        if (dtype.isComplex()) {
            throw new IllegalArgumentException("arange makes no array of dtype " + dtype + ": use astype");
        }
        if (step == 0) {
            throw new IllegalArgumentException("arange(" + start + ", " + stop + ", 0.0): the step must not be 0");
        }
        NdArray result = NdArray.empty(dtype, count(start, stop, step));
        MemorySegment segment = result.view.segment();
        long count = result.size();
        // NumPy fills from the first two elements, as the dtype has them.
        switch (dtype) {
            case FLOAT64 -> {
                double delta = start + step - start;
                for (long i = 0; i < count; i++) {
                    segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, start + i * delta);
                }
            }
            case FLOAT32 -> {
                float first = (float) start;
                float delta = (float) (start + step) - first;
                for (long i = 0; i < count; i++) {
                    segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, first + i * delta);
                }
            }
            default -> {
                long first = (long) start;
                long delta = (long) (start + step) - first;
                for (long i = 0; i < count; i++) {
                    Elements.setLong(segment, i * dtype.byteSize(), dtype, first + i * delta);
                }
            }
        }
        if (dtype.isFloating() && count > 1) {
            // The second element is rounded once, the first plus the difference may be another number.
            Elements.setDouble(segment, dtype.byteSize(), dtype, start + step);
        }
        return result;
    }

    private static long count(double start, double stop, double step) {
        double steps = (stop - start) / step;
        if (steps != steps) {
            throw new IllegalArgumentException(
                    "arange(" + start + ", " + stop + ", " + step + "): the number of elements is NaN");
        }
        if (steps == 0 && stop != start) {
            // Less than the smallest double, but not nothing.
            return Double.doubleToRawLongBits(steps) < 0 ? 0 : 1;
        }
        double count = Math.max(0, Math.ceil(steps));
        if (count >= 0x1p62) {
            throw tooMany(start, stop, step, Double.toString(count));
        }
        return (long) count;
    }

    static NdArray linspace(DType dtype, double start, double stop, long count, boolean withEnd) {
        if (dtype != DType.FLOAT64) {
            Layouts.size(dtype, count);
            NdArray exact = linspace(DType.FLOAT64, start, stop, count, withEnd);
            if (dtype.isInteger()) {
                floor(exact.view.segment(), count);
            }
            return exact.astype(dtype);
        }
        NdArray result = NdArray.empty(DType.FLOAT64, count);
        MemorySegment segment = result.view.segment();
        double parts = withEnd ? count - 1 : count;
        double delta = stop - start;
        double step = delta / parts;
        for (long i = 0; i < count; i++) {
            // NumPy's three cases: a step that underflows must not make all elements equal.
            double part = parts <= 0 ? i * delta : step == 0 ? i / parts * delta : i * step;
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, i, part + start);
        }
        if (withEnd && count > 1) {
            segment.setAtIndex(ValueLayout.JAVA_DOUBLE, count - 1, stop);
        }
        return result;
    }

    private static void floor(MemorySegment doubles, long count) {
        for (long i = 0; i < count; i++) {
            doubles.setAtIndex(ValueLayout.JAVA_DOUBLE, i, Math.floor(doubles.getAtIndex(ValueLayout.JAVA_DOUBLE, i)));
        }
    }
}
