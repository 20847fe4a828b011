package io.hotloop.internal.array;

import io.hotloop.DType;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Reductions of rows that lie in a {@code double[]} without gaps, and of the columns of a few of them, where they lie: what
 * {@link JavaReduce} does with copies of blocks, in the same order and so with the same bits.
 */
final class JavaDirectReduce {
    private static final int BLOCK = JavaReduce.BLOCK;

    /** Elements of a row that are looked at between two questions: whether it was cancelled, or is known already. */
    private static final int STRETCH = 1 << 16;

    /** Columns of which the lanes that are held, at most four, stay in the L1 cache with a row: 8 KB. Not tuned. */
    private static final int MOST_COLUMNS = 256;

    private final Reduction reduction;
    private final View in;
    private final double[] x;

    private JavaDirectReduce(Reduction reduction, View in, double[] x) {
        this.reduction = reduction;
        this.in = in;
        this.x = x;
    }

    /**
     * Reduces if it can; see {@link Reducer}. There is at least one result.
     *
     * @return false if nothing was done
     */
    static boolean reduce(Reduction reduction, DType dtype, View out, View in, ReduceAxes axes, @Nullable View where) {
        boolean isRow = axes.rank == axes.kept + 1 && axes.in[axes.kept] == Double.BYTES && axes.kept <= 1;
        boolean isKnown = switch (reduction) {
            case VAR, STD -> false;
            default -> true;
        };
        if (!isKnown
                || !isRow
                || where != null
                || dtype != DType.FLOAT64
                || axes.count == 0
                || axes.count > Integer.MAX_VALUE) {
            return false;
        }
        long begin = in.segment().address() + in.offset();
        long step = axes.kept == 0 ? 0 : axes.in[0];
        double[] x = JavaDirect.doubles(in);
        if (x == null || (step & 7) != 0) {
            return false;
        }
        new JavaDirectReduce(reduction, in, x)
                .rows(out, axes.kept == 0 ? 0 : axes.out[0], axes.results, begin, step, (int) axes.count);
        return true;
    }

    /**
     * Reduces the columns of few rows, if it can: those of one block, in which there is no tree.
     *
     * @return false if it has not: among other reasons for a minimum or maximum of 0, whose sign is that of the first one
     */
    static boolean columns(Reduction reduction, DType dtype, View out, View in, ReduceAxes axes, @Nullable View where) {
        boolean isKnown = switch (reduction) {
            case SUM, PROD, MIN, MAX, MEAN -> true;
            default -> false;
        };
        boolean areRows = axes.kept == 1
                && axes.rank == 2
                && axes.in[0] == Double.BYTES
                && axes.out[0] == Double.BYTES
                && (axes.in[1] & 7) == 0
                && axes.count <= BLOCK
                && axes.results <= MOST_COLUMNS;
        double[] x = isKnown && areRows && where == null && dtype == DType.FLOAT64 ? JavaDirect.doubles(in) : null;
        double[] r = x == null ? null : JavaDirect.doubles(out);
        if (x == null || r == null) {
            return false;
        }
        int rows = (int) axes.count;
        int width = (int) axes.results;
        int from = JavaDirect.first(in);
        int step = (int) (axes.in[1] >> 3);
        double[] value = new Lanes(reduction, x, from, step, rows, width).fold();
        if (reduction == Reduction.MIN || reduction == Reduction.MAX) {
            for (double one : value) {
                if (one == 0) {
                    return false;
                }
            }
        }
        if (reduction == Reduction.MEAN) {
            for (int c = 0; c < width; c++) {
                value[c] /= rows;
            }
        }
        System.arraycopy(value, 0, r, JavaDirect.first(out), width);
        return true;
    }

    /** The eight lanes of a block of rows, combined as soon as there are two. */
    private static final class Lanes {
        private final Reduction combination;
        private final double[] x;
        private final int from;
        private final int step;
        private final int rows;
        private final int width;
        private final double[][] held = new double[4][];

        Lanes(Reduction reduction, double[] x, int from, int step, int rows, int width) {
            combination = reduction == Reduction.MEAN ? Reduction.SUM : reduction;
            this.x = x;
            this.from = from;
            this.step = step;
            this.rows = rows;
            this.width = width;
        }

        double[] fold() {
            return fold(0, 0, JavaReduce.LANES);
        }

        /** Lanes from one on, of which the first one has elements. */
        private double[] fold(int depth, int lane, int lanes) {
            if (lanes == 1) {
                double[] value = held[depth];
                if (value == null) {
                    value = new double[width];
                    held[depth] = value;
                }
                System.arraycopy(x, from + lane * step, value, 0, width);
                for (int row = lane + JavaReduce.LANES; row < rows; row += JavaReduce.LANES) {
                    combine(value, x, from + row * step);
                }
                return value;
            }
            int half = lanes / 2;
            double[] value = fold(depth, lane, half);
            int other = lane + half;
            if (half == 1 && other < rows && other + JavaReduce.LANES >= rows) {
                combine(value, x, from + other * step);
            } else if (other < rows) {
                combine(value, fold(depth + 1, other, half), 0);
            }
            return value;
        }

        private void combine(double[] left, double[] right, int at) {
            JavaReduce.combineRows(combination, false, left, right, at, 1, width);
        }
    }

    private void rows(View out, long outStep, long results, long begin, long step, int n) {
        DType dtype = out.dtype();
        long rowsAtOnce = Math.max(1, STRETCH / n);
        for (long row = 0; row < results; row++) {
            if (row % rowsAtOnce == 0) {
                pollInterrupt(row);
            }
            int from = (int) (begin + row * step >> 3);
            long offset = out.offset() + row * outStep;
            switch (reduction) {
                case ANY, ALL, COUNT_NONZERO, ARGMIN, ARGMAX ->
                    Elements.setLong(out.segment(), offset, dtype, integer(from, n));
                default -> Elements.setDouble(out.segment(), offset, dtype, real(from, n));
            }
        }
    }

    private long integer(int from, int n) {
        return switch (reduction) {
            case ANY -> hasOther(from, n, true) ? 1 : 0;
            case ALL -> hasOther(from, n, false) ? 0 : 1;
            case COUNT_NONZERO -> nonzero(from, n);
            default -> position(from, n);
        };
    }

    private double real(int from, int n) {
        return switch (reduction) {
            case SUM, PROD -> tree(from, n);
            case MEAN -> tree(from, n) / n;
            case NORM -> Math.sqrt(tree(from, n));
            default -> extremum(from, n);
        };
    }

    private void pollInterrupt(long done) {
        if (done > 0 && Thread.currentThread().isInterrupted()) {
            throw new CancellationException(reduction + " of " + Layouts.toString(in.shape()) + " was cancelled");
        }
    }

    // --- sums and products: blocks, and a binary tree of their values ----------------------------------------

    /** The left subtree is the largest one of a power of two blocks: an odd block is carried up. */
    private double tree(int from, int n) {
        if (n <= BLOCK) {
            return block(from, n);
        }
        if (n > STRETCH) {
            pollInterrupt(n);
        }
        int left = BLOCK * Integer.highestOneBit((n - 1) / BLOCK);
        double a = tree(from, left);
        double b = tree(from + left, n - left);
        return reduction == Reduction.PROD ? a * b : a + b;
    }

    private double block(int from, int n) {
        return switch (reduction) {
            case PROD -> JavaReduce.product(x, from, n);
            case NORM -> JavaReduce.sumOfSquares(x, from, n);
            default -> JavaReduce.sum(x, from, n);
        };
    }

    // --- minima and maxima ----------------------------------------------------------------------------------

    private double extremum(int from, int n) {
        double value = x[from];
        for (int done = 0; done < n; done += STRETCH) {
            pollInterrupt(done);
            int length = Math.min(STRETCH, n - done);
            value = reduction == Reduction.MIN
                    ? JavaReduce.leastOf(value, x, from + done, length)
                    : JavaReduce.greatestOf(value, x, from + done, length);
        }
        return value == 0 ? firstZero(from, n) : value;
    }

    /** Of 0.0 and -0.0 the first in the order of blocks, lanes and elements is the result. */
    private double firstZero(int from, int n) {
        for (int at = from; at < from + n; at += BLOCK) {
            int end = Math.min(at + BLOCK, from + n);
            for (int lane = at; lane < at + JavaReduce.LANES; lane++) {
                for (int i = lane; i < end; i += JavaReduce.LANES) {
                    if (x[i] == 0) {
                        return x[i];
                    }
                }
            }
        }
        return 0; // another thread has changed it
    }

    /** Where the first least or greatest element is, or the first NaN. */
    private long position(int from, int n) {
        boolean isLeast = reduction == Reduction.ARGMIN;
        double best = x[from];
        int position = 0;
        for (int done = 0; done < n && best == best; done += BLOCK) {
            if (done % STRETCH == 0) {
                pollInterrupt(done);
            }
            int begin = from + done;
            int length = Math.min(BLOCK, n - done);
            double value = isLeast
                    ? JavaReduce.leastOf(best, x, begin, length)
                    : JavaReduce.greatestOf(best, x, begin, length);
            if (isLeast ? value >= best : value <= best) {
                continue;
            }
            best = value;
            for (int i = begin; i < begin + length; i++) {
                if (x[i] == value || x[i] != x[i]) {
                    position = i - from;
                    break;
                }
            }
        }
        return position;
    }

    // --- truths ---------------------------------------------------------------------------------------------

    private long nonzero(int from, int n) {
        long count = 0;
        for (int done = 0; done < n; done += STRETCH) {
            pollInterrupt(done);
            count += nonzeroOf(from + done, Math.min(STRETCH, n - done));
        }
        return count;
    }

    private int nonzeroOf(int from, int n) {
        int count = 0;
        for (int i = from; i < from + n; i++) {
            count += x[i] != 0 ? 1 : 0;
        }
        return count;
    }

    /** Whether there is an element that is not 0, or for false one that is. */
    private boolean hasOther(int from, int n, boolean truth) {
        for (int done = 0; done < n; done += BLOCK) {
            if (done % STRETCH == 0) {
                pollInterrupt(done);
            }
            int length = Math.min(BLOCK, n - done);
            int count = nonzeroOf(from + done, length);
            if (truth ? count > 0 : count < length) {
                return true;
            }
        }
        return false;
    }
}
