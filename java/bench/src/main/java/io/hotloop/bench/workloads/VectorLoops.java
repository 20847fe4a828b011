package io.hotloop.bench.workloads;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The loops of the variants {@code JAVA_VECTOR}: not to be loaded without the incubator module. */
final class VectorLoops {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** The places of even and odd numbers in two registers; those of the second one count on from the first's. */
    private static final VectorShuffle<Double> EVEN = VectorShuffle.fromOp(SPECIES, i -> wrapped(2 * i));

    private static final VectorShuffle<Double> ODD = VectorShuffle.fromOp(SPECIES, i -> wrapped(2 * i + 1));

    private VectorLoops() {}

    /** A place of the second register is exceptional, and stands as a negative number. */
    private static int wrapped(int place) {
        return place < LANES ? place : place - 2 * LANES;
    }

    static void add(double[] a, double[] b, double[] out, int begin, int end) {
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            load(a, i).add(load(b, i)).intoArray(out, i);
        }
        for (; i < end; i++) {
            out[i] = a[i] + b[i];
        }
    }

    /** 2a + 3bc. */
    static void combine(double[] a, double[] b, double[] c, double[] out, int begin, int end) {
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            load(a, i).mul(2).add(load(b, i).mul(3).mul(load(c, i))).intoArray(out, i);
        }
        for (; i < end; i++) {
            out[i] = 2 * a[i] + 3 * b[i] * c[i];
        }
    }

    /** The square root of aa + bb. */
    static void length(double[] a, double[] b, double[] out, int begin, int end) {
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector x = load(a, i);
            DoubleVector y = load(b, i);
            x.mul(x).add(y.mul(y)).sqrt().intoArray(out, i);
        }
        for (; i < end; i++) {
            out[i] = Math.sqrt(a[i] * a[i] + b[i] * b[i]);
        }
    }

    /** The distances of a point to all points (x, y). */
    static void distances(double[] x, double[] y, double pointX, double pointY, double[] out) {
        int j = 0;
        for (; j <= out.length - LANES; j += LANES) {
            DoubleVector dx = load(x, j).sub(pointX);
            DoubleVector dy = load(y, j).sub(pointY);
            dx.mul(dx).add(dy.mul(dy)).sqrt().intoArray(out, j);
        }
        for (; j < out.length; j++) {
            double dx = x[j] - pointX;
            double dy = y[j] - pointY;
            out[j] = Math.sqrt(dx * dx + dy * dy);
        }
    }

    /**
     * A function by its name. Lanes beyond the end are computed and not stored: a function of its own for the tail
     * could differ.
     */
    static void function(String name, double[] a, double[] out, int begin, int end) {
        VectorOperators.Unary function = unary(name);
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            load(a, i).lanewise(function).intoArray(out, i);
        }
        if (i < end) {
            VectorMask<Double> rest = SPECIES.indexInRange(i, end);
            DoubleVector.fromArray(SPECIES, a, i, rest).lanewise(function).intoArray(out, i, rest);
        }
    }

    private static VectorOperators.Unary unary(String name) {
        return switch (name) {
            case "exp" -> VectorOperators.EXP;
            case "expm1" -> VectorOperators.EXPM1;
            case "log" -> VectorOperators.LOG;
            case "log10" -> VectorOperators.LOG10;
            case "log1p" -> VectorOperators.LOG1P;
            case "cbrt" -> VectorOperators.CBRT;
            case "sin" -> VectorOperators.SIN;
            case "cos" -> VectorOperators.COS;
            case "tan" -> VectorOperators.TAN;
            case "asin" -> VectorOperators.ASIN;
            case "acos" -> VectorOperators.ACOS;
            case "atan" -> VectorOperators.ATAN;
            case "sinh" -> VectorOperators.SINH;
            case "cosh" -> VectorOperators.COSH;
            case "tanh" -> VectorOperators.TANH;
            default -> throw new IllegalArgumentException("the Vector API has no function " + name);
        };
    }

    /** A function of two arguments by its name. */
    static void function(String name, double[] a, double[] b, double[] out, int begin, int end) {
        VectorOperators.Binary function = switch (name) {
            case "pow" -> VectorOperators.POW;
            case "hypot" -> VectorOperators.HYPOT;
            case "atan2" -> VectorOperators.ATAN2;
            default -> throw new IllegalArgumentException("the Vector API has no function " + name);
        };
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            load(a, i).lanewise(function, load(b, i)).intoArray(out, i);
        }
        if (i < end) {
            VectorMask<Double> rest = SPECIES.indexInRange(i, end);
            DoubleVector.fromArray(SPECIES, a, i, rest)
                    .lanewise(function, DoubleVector.fromArray(SPECIES, b, i, rest))
                    .intoArray(out, i, rest);
        }
    }

    static void squaresOfSinAndCos(double[] a, double[] out, int begin, int end) {
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            squaresOfSinAndCos(load(a, i)).intoArray(out, i);
        }
        if (i < end) {
            VectorMask<Double> rest = SPECIES.indexInRange(i, end);
            squaresOfSinAndCos(DoubleVector.fromArray(SPECIES, a, i, rest)).intoArray(out, i, rest);
        }
    }

    private static DoubleVector squaresOfSinAndCos(DoubleVector x) {
        DoubleVector sin = x.lanewise(VectorOperators.SIN);
        DoubleVector cos = x.lanewise(VectorOperators.COS);
        return sin.mul(sin).add(cos.mul(cos));
    }

    static double sum(double[] a, int begin, int end) {
        // Four chains: one addition waits for the last of its own chain only.
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = begin;
        for (; i <= end - 4 * LANES; i += 4 * LANES) {
            s0 = s0.add(load(a, i));
            s1 = s1.add(load(a, i + LANES));
            s2 = s2.add(load(a, i + 2 * LANES));
            s3 = s3.add(load(a, i + 3 * LANES));
        }
        double sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
        for (; i < end; i++) {
            sum += a[i];
        }
        return sum;
    }

    /** The sum of the squares of the distances from a mean. */
    static double squaredDistances(double[] a, double mean, int begin, int end) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        int i = begin;
        for (; i <= end - 2 * LANES; i += 2 * LANES) {
            DoubleVector d0 = load(a, i).sub(mean);
            DoubleVector d1 = load(a, i + LANES).sub(mean);
            s0 = s0.add(d0.mul(d0));
            s1 = s1.add(d1.mul(d1));
        }
        double sum = s0.add(s1).reduceLanes(VectorOperators.ADD);
        for (; i < end; i++) {
            double d = a[i] - mean;
            sum += d * d;
        }
        return sum;
    }

    static double max(double[] a, int begin, int end) {
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        DoubleVector m1 = m0;
        int i = begin;
        for (; i <= end - 2 * LANES; i += 2 * LANES) {
            m0 = m0.max(load(a, i));
            m1 = m1.max(load(a, i + LANES));
        }
        double max = m0.max(m1).reduceLanes(VectorOperators.MAX);
        for (; i < end; i++) {
            max = Math.max(max, a[i]);
        }
        return max;
    }

    /** Sums of columns [begin, end) of rows that lie one after the other: four registers of sums, down all rows. */
    static void sumRows(double[] a, int columns, double[] out, int begin, int end) {
        int rows = a.length / columns;
        int i = begin;
        for (; i <= end - 4 * LANES; i += 4 * LANES) {
            DoubleVector s0 = load(a, i);
            DoubleVector s1 = load(a, i + LANES);
            DoubleVector s2 = load(a, i + 2 * LANES);
            DoubleVector s3 = load(a, i + 3 * LANES);
            int at = i;
            for (int row = 1; row < rows; row++) {
                at += columns;
                s0 = s0.add(load(a, at));
                s1 = s1.add(load(a, at + LANES));
                s2 = s2.add(load(a, at + 2 * LANES));
                s3 = s3.add(load(a, at + 3 * LANES));
            }
            s0.intoArray(out, i);
            s1.intoArray(out, i + LANES);
            s2.intoArray(out, i + 2 * LANES);
            s3.intoArray(out, i + 3 * LANES);
        }
        for (; i < end; i++) {
            double sum = a[i];
            for (int row = 1; row < rows; row++) {
                sum += a[row * columns + i];
            }
            out[i] = sum;
        }
    }

    /** Rows [begin, end) of a matrix times a row. */
    static void multiplyRows(double[] a, double[] row, double[] out, int begin, int end) {
        int n = row.length;
        for (int r = begin; r < end; r++) {
            int at = r * n;
            int i = 0;
            for (; i <= n - LANES; i += LANES) {
                load(a, at + i).mul(load(row, i)).intoArray(out, at + i);
            }
            for (; i < n; i++) {
                out[at + i] = a[at + i] * row[i];
            }
        }
    }

    /** Norms of points whose two coordinates lie side by side. */
    static void norms(double[] r, double[] out, int begin, int end) {
        int i = begin;
        for (; i <= end - LANES; i += LANES) {
            DoubleVector first = load(r, 2 * i);
            DoubleVector second = load(r, 2 * i + LANES);
            DoubleVector x = first.rearrange(EVEN, second);
            DoubleVector y = first.rearrange(ODD, second);
            x.mul(x).add(y.mul(y)).sqrt().intoArray(out, i);
        }
        for (; i < end; i++) {
            out[i] = Math.sqrt(r[2 * i] * r[2 * i] + r[2 * i + 1] * r[2 * i + 1]);
        }
    }

    private static DoubleVector load(double[] a, int i) {
        return DoubleVector.fromArray(SPECIES, a, i);
    }
}
