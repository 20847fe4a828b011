package io.hotloop.particles.vector;

import io.hotloop.particles.internal.Coordinates;
import io.hotloop.particles.internal.EvolveJob;
import io.hotloop.particles.internal.RangeKernel;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The strict kernel in the Vector API: the algorithm of native/src/kernels/particles.c, step by step. Nearly
 * all steps need no square root and no divide: the factor c/r is bounded from both sides by numbers that
 * are cheap to have, and where both give the same coordinates, so does the textbook's step between them.
 * The proof is in docs/numerics.md ("Particles"); constants changed here must be changed there.
 */
final class StrictVectorKernel implements RangeKernel {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Particles that are stepped together: two registers hide the latency of one step. */
    private static final int GROUP = 2 * LANES;

    /** Steps between two refreshes of the factor. Longer: fewer refreshes, wider bounds. */
    private static final int PERIOD = 16;

    /** Particles of a block: five arrays of at most 1 KB each. */
    private static final int BLOCK = 16 * LANES;

    /** Steps between two decisions whether the bounds are worth it, a multiple of PERIOD. */
    private static final int CHUNK = 32 * PERIOD;

    /** A step of a group in so many may be left open by the bounds before they are not worth it. */
    private static final int OPEN_LIMIT = 4;

    /** Chunks that take the textbook's loop after one in which the bounds left too much open. */
    private static final int CHUNKS_WITHOUT_BOUNDS = 7;

    /** Half an ulp of 1: the largest relative error of one rounding. */
    private static final double ULP = 0x1p-53;

    /** The bounds' allowance for rounding, relative, at a refresh. */
    private static final double START_ERROR = 10 * ULP;

    /** And more for each step since. */
    private static final double STEP_ERROR = 2.0625 * ULP;

    // The domain of the bounds: |c|/r, and r and |c| themselves.
    private static final double MAX_FACTOR = 0x1p-13;
    private static final double MIN_LENGTH = 0x1p-200;
    private static final double MAX_LENGTH = 0x1p+200;

    private static final double NANOS_PER_STEP = 0.8;

    @Override
    public boolean evolve(EvolveJob job, long begin, long end) {
        // Blocks of even size: a last one of a single register would leave the processor idle.
        long groups = Math.ceilDiv(end - begin, GROUP);
        long blocks = Math.max(1, Math.ceilDiv(groups * GROUP, BLOCK));
        int size = (int) (Math.ceilDiv(groups, blocks) * GROUP);
        // Particles wait in their block until there are enough of their kind: one outside of the bounds'
        // domain must not keep a whole block from it.
        var bounded = new Block(size, true);
        var textbook = new Block(size, false);
        for (long i = begin; i < end; i++) {
            double x = job.x().getAtIndex(Coordinates.DOUBLE, i);
            double y = job.y().getAtIndex(Coordinates.DOUBLE, i);
            double c = job.dt() * job.w().getAtIndex(Coordinates.DOUBLE, i);
            Block block = isInDomain(x, y, c) ? bounded : textbook;
            block.put(x, y, c, i);
            if (block.count == size && !block.evolve(job)) {
                return false;
            }
        }
        return bounded.evolve(job) && textbook.evolve(job);
    }

    @Override
    public int block() {
        return 4 * BLOCK;
    }

    @Override
    public double nanosPerParticle(long steps) {
        return steps * NANOS_PER_STEP;
    }

    /** Particles that go through all their steps together, padded to whole groups. */
    private static final class Block {
        private final double[] x;
        private final double[] y;

        /** dt·w, the length of a step. */
        private final double[] c;

        /** 1/c², 0 for c = 0. */
        private final double[] inverseC2;

        /** About c/r: where the next refresh starts from. */
        private final double[] k;

        private final Bounds bounds = new Bounds();
        /** Which particles these are. */
        private final long[] index;

        /** Whether all of them are in the domain of the bounds. */
        private final boolean bounded;

        private int count;

        Block(int capacity, boolean bounded) {
            x = new double[capacity];
            y = new double[capacity];
            c = new double[capacity];
            inverseC2 = new double[capacity];
            k = new double[capacity];
            index = new long[capacity];
            this.bounded = bounded;
        }

        void put(double newX, double newY, double newC, long newIndex) {
            x[count] = newX;
            y[count] = newY;
            c[count] = newC;
            inverseC2[count] = newC == 0 ? 0 : 1 / (newC * newC);
            index[count] = newIndex;
            count++;
        }

        /** All steps for the particles in the block, which is empty then; false when cancelled. */
        boolean evolve(EvolveJob job) {
            int particles = count;
            // Padding stands still.
            while (count % GROUP != 0) {
                put(1, 0, 0, -1);
            }
            if (count > 0 && !evolveAll(job)) {
                return false;
            }
            for (int i = 0; i < particles; i++) {
                job.xOut().setAtIndex(Coordinates.DOUBLE, index[i], x[i]);
                job.yOut().setAtIndex(Coordinates.DOUBLE, index[i], y[i]);
            }
            count = 0;
            return true;
        }

        private boolean evolveAll(EvolveJob job) {
            int wait = 0;
            boolean started = false;
            for (long remaining = job.steps(); remaining > 0; ) {
                int steps = (int) Math.min(remaining, CHUNK);
                remaining -= steps;
                if (!bounded || wait > 0) {
                    wait--;
                    if (!textbookChunk(job, steps)) {
                        return false;
                    }
                    started = false;
                    continue;
                }
                if (!started) {
                    startK();
                    started = true;
                }
                int fullSteps = strictChunk(job, steps);
                if (fullSteps < 0) {
                    return false;
                }
                if ((long) fullSteps * (OPEN_LIMIT * GROUP) > (long) steps * count) {
                    wait = CHUNKS_WITHOUT_BOUNDS;
                }
            }
            return true;
        }

        private void startK() {
            for (int i = 0; i < count; i++) {
                k[i] = c[i] / Math.sqrt(x[i] * x[i] + y[i] * y[i]);
            }
        }

        /**
         * Returns how many steps of a group had to be computed in full, or -1 when cancelled.
         *
         * <p>Asks every PERIOD steps: about 1 µs of compiled code, but some 50 ms in the interpreter.
         */
        private int strictChunk(EvolveJob job, int steps) {
            int fullSteps = 0;
            for (int done = 0; done < steps; done += PERIOD) {
                if (job.isCancelled()) {
                    return -1;
                }
                int period = Math.min(PERIOD, steps - done);
                for (int i = 0; i < count; i += GROUP) {
                    fullSteps += strictPeriod(i, period);
                }
            }
            return fullSteps;
        }

        private int strictPeriod(int at, int steps) {
            startPeriod(bounds, refresh(at), 0);
            startPeriod(bounds, refresh(at + LANES), LANES);
            int fullSteps = 0;
            int done = stepUntilUndecided(x, y, bounds, at, steps);
            while (done < steps) {
                textbookSteps(at, at + GROUP, 1);
                bounds.advance();
                fullSteps++;
                done++;
                done += stepUntilUndecided(x, y, bounds, at, steps - done);
            }
            // The upper end has the sign of c even when c is zero.
            System.arraycopy(bounds.high, 0, k, at, GROUP);
            return fullSteps;
        }

        /**
         * c/r of the current coordinates to a few ulps: one Newton step from the old k, which is within 2⁻⁴⁰
         * of it. No rounding here matters for the strict bits, only the bound on their sum.
         */
        private DoubleVector refresh(int at) {
            var x0 = DoubleVector.fromArray(SPECIES, x, at);
            var y0 = DoubleVector.fromArray(SPECIES, y, at);
            var k0 = DoubleVector.fromArray(SPECIES, k, at);
            var s = x0.mul(x0).add(y0.mul(y0));
            var error = s.mul(DoubleVector.fromArray(SPECIES, inverseC2, at))
                    .neg()
                    .fma(k0.mul(k0), DoubleVector.broadcast(SPECIES, 1));
            return k0.mul(0.5).fma(error, k0);
        }

        /** Returns false when cancelled; asks as often as strictChunk. */
        private boolean textbookChunk(EvolveJob job, int steps) {
            for (int done = 0; done < steps; done += PERIOD) {
                if (job.isCancelled()) {
                    return false;
                }
                textbookSteps(0, count, Math.min(PERIOD, steps - done));
            }
            return true;
        }

        /** The definition of a step, in the textbook's order. */
        private void textbookSteps(int begin, int end, int steps) {
            for (int step = 0; step < steps; step++) {
                for (int i = begin; i < end; i += LANES) {
                    var x0 = DoubleVector.fromArray(SPECIES, x, i);
                    var y0 = DoubleVector.fromArray(SPECIES, y, i);
                    var c0 = DoubleVector.fromArray(SPECIES, c, i);
                    var r0 = x0.mul(x0).add(y0.mul(y0)).sqrt();
                    x0.sub(c0.mul(y0.div(r0))).intoArray(x, i);
                    y0.add(c0.mul(x0.div(r0))).intoArray(y, i);
                }
            }
        }
    }

    /**
     * Whether the bounds hold for a particle: r hardly ever shrinks, so that once is enough. NaN is inside:
     * it stays NaN on any path.
     */
    private static boolean isInDomain(double x, double y, double c) {
        double r = Math.sqrt(x * x + y * y);
        double size = Math.abs(c);
        return !(r < MIN_LENGTH)
                && !(r > MAX_LENGTH)
                && !(size > MAX_FACTOR * r)
                && (size == 0 || !(size < MIN_LENGTH))
                && !(size > MAX_LENGTH);
    }

    /**
     * Sets the bounds of k for the next PERIOD steps. c/r after j steps is k·(1 + j·k²)^(−1/2), between
     * k·(1 − j·k²/2) and that plus k·3/8·(j·k²)²; rounding adds at most START_ERROR + j·STEP_ERROR to either
     * side.
     */
    private static void startPeriod(Bounds b, DoubleVector k, int at) {
        var start = DoubleVector.broadcast(SPECIES, START_ERROR);
        var perStep = DoubleVector.broadcast(SPECIES, STEP_ERROR);
        var half = DoubleVector.broadcast(SPECIES, 0.5);
        var k2 = k.mul(k);
        var curve = k2.fma(DoubleVector.broadcast(SPECIES, 0.375 * PERIOD), half.neg());
        k.neg().fma(start, k).intoArray(b.low, at);
        k.fma(start, k).intoArray(b.high, at);
        k2.fma(half, perStep).mul(k.neg()).intoArray(b.lowStep, at);
        k2.fma(curve, perStep).mul(k).intoArray(b.highStep, at);
    }

    /**
     * Steps one group until {@code steps} are done or a step is not decided, and returns the number done.
     *
     * <p>The step that is not decided is left to the caller, and two of everything go by name: C2 keeps a
     * vector in a register only while it is a local variable of one loop without a second way through it
     * (with the full step in a branch here, 7.9 ns a particle-step and 7 GB of garbage a second).
     */
    private static int stepUntilUndecided(double[] x, double[] y, Bounds b, int at, int steps) {
        int atB = at + LANES;
        var xA = DoubleVector.fromArray(SPECIES, x, at);
        var yA = DoubleVector.fromArray(SPECIES, y, at);
        var lowA = DoubleVector.fromArray(SPECIES, b.low, 0);
        var highA = DoubleVector.fromArray(SPECIES, b.high, 0);
        var lowStepA = DoubleVector.fromArray(SPECIES, b.lowStep, 0);
        var highStepA = DoubleVector.fromArray(SPECIES, b.highStep, 0);
        var xB = DoubleVector.fromArray(SPECIES, x, atB);
        var yB = DoubleVector.fromArray(SPECIES, y, atB);
        var lowB = DoubleVector.fromArray(SPECIES, b.low, LANES);
        var highB = DoubleVector.fromArray(SPECIES, b.high, LANES);
        var lowStepB = DoubleVector.fromArray(SPECIES, b.lowStep, LANES);
        var highStepB = DoubleVector.fromArray(SPECIES, b.highStep, LANES);
        int step = 0;
        for (; step < steps; step++) {
            // One negation for both ends; and EQ with allTrue, since AVX2 has no compare for "not equal".
            var mA = yA.neg();
            var mB = yB.neg();
            var xNewA = highA.fma(mA, xA);
            var yNewA = highA.fma(xA, yA);
            var xNewB = highB.fma(mB, xB);
            var yNewB = highB.fma(xB, yB);
            var difference = difference(xNewA, lowA.fma(mA, xA))
                    .or(difference(yNewA, lowA.fma(xA, yA)))
                    .or(difference(xNewB, lowB.fma(mB, xB)))
                    .or(difference(yNewB, lowB.fma(xB, yB)));
            if (!difference.compare(VectorOperators.EQ, 0).allTrue()) {
                break;
            }
            xA = xNewA;
            yA = yNewA;
            lowA = lowA.add(lowStepA);
            highA = highA.add(highStepA);
            xB = xNewB;
            yB = yNewB;
            lowB = lowB.add(lowStepB);
            highB = highB.add(highStepB);
        }
        xA.intoArray(x, at);
        yA.intoArray(y, at);
        lowA.intoArray(b.low, 0);
        highA.intoArray(b.high, 0);
        xB.intoArray(x, atB);
        yB.intoArray(y, atB);
        lowB.intoArray(b.low, LANES);
        highB.intoArray(b.high, LANES);
        return step;
    }

    /** 0 in each lane where the bits are the same: 0 and -0 differ, a NaN does not differ from itself. */
    private static LongVector difference(DoubleVector a, DoubleVector b) {
        return a.reinterpretAsLongs().lanewise(VectorOperators.XOR, b.reinterpretAsLongs());
    }

    /** The bounds of k for the group in work, and what they grow by each step. */
    private static final class Bounds {
        final double[] low = new double[GROUP];
        final double[] high = new double[GROUP];
        final double[] lowStep = new double[GROUP];
        final double[] highStep = new double[GROUP];

        void advance() {
            for (int i = 0; i < GROUP; i++) {
                low[i] += lowStep[i];
                high[i] += highStep[i];
            }
        }
    }
}
