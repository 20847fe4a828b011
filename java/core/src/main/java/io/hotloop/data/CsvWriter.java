package io.hotloop.data;

import io.hotloop.DType;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.View;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Numbers to text, row by row. */
final class CsvWriter {
    private final Appendable out;
    private final CsvOptions options;
    private final StringBuilder line = new StringBuilder(256);

    CsvWriter(Appendable out, CsvOptions options) {
        this.out = out;
        this.options = options;
    }

    void write(View table) throws IOException {
        if (!options.header.isEmpty()) {
            for (String name : options.header) {
                delimit();
                name(name);
            }
            endLine();
        }
        long columns = table.shape()[1];
        for (long i = 0; i < table.shape()[0]; i++) {
            long at = table.offset() + i * table.strides()[0];
            for (long k = 0; k < columns; k++) {
                if (k > 0) {
                    line.append(options.delimiter);
                }
                number(table.segment(), at + k * table.strides()[1], table.dtype());
                // A row of any length goes out in pieces.
                if (line.length() > 8192) {
                    out.append(line);
                    line.setLength(0);
                }
            }
            endLine();
        }
    }

    private void delimit() {
        if (!line.isEmpty()) {
            line.append(options.delimiter);
        }
    }

    private void endLine() throws IOException {
        out.append(line.append('\n'));
        line.setLength(0);
    }

    private void name(String name) {
        boolean plain = !name.isEmpty()
                && name.indexOf('"') < 0
                && name.indexOf(options.delimiter) < 0
                && (options.delimiter != CsvOptions.WHITE_SPACE || name.indexOf('\t') < 0);
        line.append(plain ? name : '"' + name.replace("\"", "\"\"") + '"');
    }

    private void number(MemorySegment segment, long offset, DType dtype) {
        switch (dtype) {
            case BOOL -> line.append(Elements.getBoolean(segment, offset, dtype) ? '1' : '0');
            case UINT64 -> line.append(Long.toUnsignedString(Elements.getLong(segment, offset, dtype)));
            case FLOAT32 -> line.append((float) Elements.getDouble(segment, offset, dtype));
            case FLOAT64 -> line.append(Elements.getDouble(segment, offset, dtype));
            case COMPLEX64, COMPLEX128 -> {
                double re = Elements.getReal(segment, offset, dtype);
                double im = Elements.getImag(segment, offset, dtype);
                part(re, dtype);
                // NaN has no sign that anybody writes.
                if (Double.doubleToLongBits(im) >= 0) {
                    line.append('+');
                }
                part(im, dtype);
                line.append('j');
            }
            default -> line.append(Elements.getLong(segment, offset, dtype));
        }
    }

    private void part(double value, DType dtype) {
        if (dtype == DType.COMPLEX64) {
            line.append((float) value);
        } else {
            line.append(value);
        }
    }
}
