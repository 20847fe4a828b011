package io.hotloop.internal.expression;

import io.hotloop.DType;
import io.hotloop.ElementwiseFunction;
import io.hotloop.ExpressionException;
import io.hotloop.bindings.MemoryScope;
import io.hotloop.internal.Engine;
import io.hotloop.internal.array.ArrayAccess;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Fused;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.PrecisionScope;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Reducer;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import io.hotloop.internal.expression.Stage.Called;
import io.hotloop.internal.expression.Stage.Reduced;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * An expression for certain dtypes, shapes and scalars: its stages, and the memory between them. It holds no arrays, is
 * never changed, and may run in many threads at once.
 */
public final class Prepared {
    /** Elements of a result from which on threads of Java may want to read what lies between stages. */
    private static final long WORTH_SHARING = 1 << 20;

    private static final int ALIGNMENT = 64;

    /** Runs over Java arrays after which the program is worth a class. */
    private static final int WORTH_A_LOOP = 16;

    /** Elements between two looks whether a loop was cancelled. */
    private static final int STRETCH = HeapLoop.MOST_ELEMENTS;

    /** Who opens the scopes of the memory between stages: no message shows it, since no array outlives them. */
    private static final StackWalker.StackFrame OWNER =
            StackWalker.getInstance().walk(frames -> frames.findFirst().orElseThrow());

    private final Syntax syntax;
    private final boolean isFast;
    private final List<Operand> operands;
    private final List<Stage> stages;
    private final Stage last;

    /** Where the results of all stages but the last one begin, in one piece of memory. */
    private final long[] places;

    private final long bytes;

    /** Whether a stage is a function of the user's. */
    private final boolean hasCalls;

    /** Whether the only stage can be a loop of its own over Java arrays. */
    private final boolean hasLoop;

    private volatile @Nullable HeapLoop loop;

    /** Runs that the loop would have done; threads may lose each other's. */
    private int runsWithoutLoop;

    private Prepared(Syntax syntax, boolean isFast, List<Operand> operands, List<Stage> stages) {
        this.syntax = syntax;
        this.isFast = isFast;
        this.operands = operands;
        this.stages = stages;
        last = stages.getLast();
        places = new long[stages.size() - 1];
        bytes = place();
        hasCalls = stages.stream().anyMatch(stage -> stage.work() instanceof Called);
        hasLoop = isElementwise()
                && hasLoopSize(Layouts.size(last.dtype(), last.result()))
                && HeapLoop.isPossible(last.elementwise());
    }

    /**
     * Makes the programs of an expression.
     *
     * @param syntax the expression
     * @param isFast whether precision may be given for speed
     * @param operands what its names stand for, in their order
     * @return programs for them
     * @throws ExpressionException if dtypes or shapes do not go together
     */
    public static Prepared of(Syntax syntax, boolean isFast, List<Operand> operands) {
        List<Operand> kept = List.copyOf(operands);
        // What is folded is computed as the rest is.
        Code code = PrecisionScope.isFast() == isFast
                ? Lowering.lower(syntax, isFast, kept)
                : PrecisionScope.call(isFast, () -> Lowering.lower(syntax, isFast, kept));
        return new Prepared(syntax, isFast, kept, Staging.of(code, kept.size()));
    }

    /**
     * Tells whether these are the programs for some values.
     *
     * @param values views and constants, in the order of the names
     * @return true if dtypes, shapes and scalars are those that the programs were made for
     */
    public boolean matches(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!operands.get(i).matches(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** The dtype of the result. */
    public DType dtype() {
        return last.dtype();
    }

    /** The shape of the result; not to be written. */
    public long[] shape() {
        return last.result();
    }

    /** Whether the result is made element by element, in one run, without memory in between. */
    public boolean isElementwise() {
        return stages.size() == 1 && last.work() instanceof Stage.Elementwise;
    }

    Syntax syntax() {
        return syntax;
    }

    boolean isFast() {
        return isFast;
    }

    List<Operand> operands() {
        return operands;
    }

    List<Stage> stages() {
        return stages;
    }

    /** Whether the program, once it has run some times over whole {@code double[]}, is a loop in Java. */
    boolean hasLoop() {
        return hasLoop;
    }

    private static boolean hasLoopSize(long size) {
        return size < HeapLoop.MOST_ELEMENTS || !Engine.isNative() && size <= Integer.MAX_VALUE;
    }

    private @Nullable HeapLoop loopOver(double @Nullable [][] arrays) {
        if (arrays == null) {
            return null;
        }
        HeapLoop made = loop;
        if (made == null && ++runsWithoutLoop > WORTH_A_LOOP) {
            made = HeapLoop.of(last.elementwise());
            loop = made;
            runsWithoutLoop = made == null ? Integer.MIN_VALUE : 0;
        }
        return made == null ? null : made.over(arrays);
    }

    /** The memory between stages. */
    long bytes() {
        return bytes;
    }

    /** Gives each stage's result a place, which a later one takes when the result is no longer needed. */
    private long place() {
        int[] lastUse = new int[operands.size() + places.length];
        for (int i = 0; i < stages.size(); i++) {
            for (int source : stages.get(i).sources()) {
                lastUse[source] = i;
            }
        }
        List<long[]> free = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < places.length; i++) {
            Stage stage = stages.get(i);
            long size = Math.ceilDiv(
                            Layouts.size(stage.dtype(), stage.result())
                                    * stage.dtype().byteSize(),
                            ALIGNMENT)
                    * ALIGNMENT;
            places[i] = -1;
            for (int k = 0; k < free.size() && places[i] < 0; k++) {
                if (free.get(k)[1] == size) {
                    places[i] = free.remove(k)[0];
                }
            }
            if (places[i] < 0) {
                places[i] = end;
                end = Math.addExact(end, size);
            }
            // Not before this stage has its place: a stage that gathers may not write where it reads.
            for (int source : stage.sources()) {
                int producer = source - operands.size();
                if (producer >= 0 && lastUse[source] == i) {
                    Stage other = stages.get(producer);
                    long freed = Math.ceilDiv(
                                    Layouts.size(other.dtype(), other.result())
                                            * other.dtype().byteSize(),
                                    ALIGNMENT)
                            * ALIGNMENT;
                    free.add(new long[] {places[producer], freed});
                }
            }
        }
        return end;
    }

    /**
     * These programs with values.
     *
     * @param values views and constants that match; kept
     * @return what can be evaluated
     */
    public Evaluation with(Object[] values) {
        return new Evaluation(values);
    }

    /** Programs and values: evaluated as often as wanted, with what the views then hold. Never changed. */
    public final class Evaluation {
        private final Object[] values;

        /** The inputs of the last stage, if it is the only one: nothing is to be made for a call. */
        private final View[] inputs;

        /** Elements of the result. */
        private final long length;

        /** The inputs as Java arrays; null if some are none, or for a program that has no loop. */
        private final double @Nullable [][] arrays;

        /** The loop over them, once there is one; which thread made it does not matter. */
        private @Nullable HeapLoop loop;

        private Evaluation(Object[] values) {
            this.values = values;
            inputs = places.length == 0 ? Prepared.inputs(last, values) : new View[0];
            length = Layouts.size(last.dtype(), last.result());
            arrays = hasLoop ? arrays(inputs, length) : null;
        }

        /** The programs. */
        public Prepared prepared() {
            return Prepared.this;
        }

        /** Evaluates into a new view: in Fortran order if all that is read for its elements is, else in C order. */
        public View evaluate() {
            View out = Blocks.empty(last.dtype(), last.result());
            if (last.result().length > 1 && isFortran()) {
                long[] strides = new long[last.result().length];
                long stride = last.dtype().byteSize();
                for (int axis = 0; axis < strides.length; axis++) {
                    strides[axis] = stride;
                    stride *= last.result()[axis];
                }
                out = new View(out.segment(), 0, last.dtype(), last.result(), strides);
            }
            evaluate(out);
            return out;
        }

        private boolean isFortran() {
            boolean isFortran = false;
            if (!(last.work() instanceof Stage.Elementwise)) {
                return false;
            }
            for (int source : last.sources()) {
                if (source >= values.length) {
                    return false;
                }
                View view = (View) values[source];
                if (view.rank() > 0) {
                    if (!Ufunc.isFortran(view, last.result())) {
                        return false;
                    }
                    isFortran = true;
                }
            }
            return isFortran;
        }

        /**
         * The loop that evaluates in Java, if the values are whole arrays of Java, too short to look for an interrupt
         * between their elements, and it has been worth one. For callers to keep: at ten elements, to ask for it each
         * time took a fifth of the call.
         *
         * @return null if there is none, or not yet
         */
        public @Nullable HeapLoop shortLoop() {
            return length < STRETCH ? loop : null;
        }

        /**
         * Evaluates by a loop in Java, if values and result are whole arrays of Java and it is worth one.
         *
         * @param out receives the result in C order
         * @return false if nothing was done
         */
        public boolean evaluateByLoop(double[] out) {
            HeapLoop made = loop;
            if (made == null) {
                made = loopOver(arrays);
                loop = made;
            }
            if (made == null || out.length != length) {
                return false;
            }
            if (out.length < STRETCH) {
                return made.run(out);
            }
            runLong(made, out);
            return true;
        }

        private static void runLong(HeapLoop loop, double[] out) {
            for (int begin = 0; begin < out.length; begin += STRETCH) {
                if (begin > 0 && Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("expression was cancelled");
                }
                loop.run(out, begin, begin + Math.min(STRETCH, out.length - begin));
            }
        }

        /**
         * Evaluates into a given view, which may overlap the values in any way.
         *
         * @param out receives the result
         * @throws ExpressionException if integers are raised to a negative power, or {@code out} does not fit
         */
        public void evaluate(View out) {
            if (!Arrays.equals(out.shape(), last.result())) {
                throw unfit("shape " + Layouts.toString(out.shape()), "shape " + Layouts.toString(last.result()));
            }
            if (out.dtype() != last.dtype() && !Ufunc.isSameKind(last.dtype(), out.dtype())) {
                throw unfit(
                        "dtype " + out.dtype(),
                        "dtype " + last.dtype() + ", which does not go there without losing its kind");
            }
            // The expression's choice, whatever that of the thread is now.
            boolean wasFast = PrecisionScope.isFast();
            if (wasFast == isFast) {
                run(out, wasFast);
            } else {
                PrecisionScope.call(isFast, () -> {
                    run(out, wasFast);
                    return out;
                });
            }
        }

        /** @param wasFast the choice outside, which is that of functions of the user's */
        private void run(View out, boolean wasFast) {
            double[] array = arrays == null ? null : HeapLoop.whole(out, length);
            if (array != null && evaluateByLoop(array)) {
                return;
            }
            if (places.length == 0) {
                Prepared.run(last, inputs, out, wasFast);
            } else {
                runStages(values, out, wasFast);
            }
        }
    }

    private ExpressionException unfit(String out, String result) {
        return new ExpressionException("out has " + out + ", the result has " + result, syntax.text(), -1);
    }

    private void runStages(Object[] values, View out, boolean wasFast) {
        if (hasCalls) {
            // What a function of the user's allocates is its own.
            runStages(values, out, Blocks.allocate(bytes), wasFast);
            return;
        }
        boolean isShared = Math.max(Layouts.size(last.dtype(), last.result()), bytes / Double.BYTES) >= WORTH_SHARING;
        try (var _ = MemoryScope.open(isShared, OWNER)) {
            runStages(values, out, Blocks.allocate(bytes), wasFast);
        }
    }

    private void runStages(Object[] values, View out, MemorySegment memory, boolean wasFast) {
        Object[] all = Arrays.copyOf(values, values.length + places.length);
        for (int i = 0; i < places.length; i++) {
            Stage stage = stages.get(i);
            long[] strides = View.contiguousStrides(stage.dtype(), stage.result());
            var target = new View(memory, places[i], stage.dtype(), stage.result(), strides);
            run(stage, inputs(stage, all), target, wasFast);
            all[values.length + i] = target;
            if (stage.check() != null) {
                requireNotNegative(stage.check(), target);
            }
        }
        run(last, inputs(last, all), out, wasFast);
    }

    private void requireNotNegative(Code.Check check, View least) {
        long exponent = Elements.getLong(least.segment(), least.offset(), least.dtype());
        if (exponent < 0) {
            IllegalArgumentException problem = Ufunc.negativePower(exponent);
            throw new ExpressionException(problem.getMessage(), syntax.text(), check.at(), problem);
        }
    }

    private static void run(Stage stage, View[] inputs, View out, boolean wasFast) {
        switch (stage.work()) {
            case Stage.Elementwise(Program program) -> Fused.run(program, inputs, out);
            case Called(ElementwiseFunction function) -> {
                View target = out.dtype() == stage.dtype() ? out : Blocks.empty(stage.dtype(), stage.result());
                Object[] arguments = new Object[inputs.length];
                for (int i = 0; i < inputs.length; i++) {
                    arguments[i] = ArrayAccess.array(inputs[i]);
                }
                PrecisionScope.call(wasFast, () -> function.applyInto(ArrayAccess.array(target), arguments));
                copy(out, target);
            }
            case Reduced reduced -> {
                View target = out.dtype() == stage.dtype() && isApart(out, inputs)
                        ? out
                        : Blocks.empty(stage.dtype(), stage.result());
                reduce(reduced, inputs, stage.shape(), target);
                copy(out, target);
            }
        }
    }

    /** Results are rounded to their own dtype before they go to another one, as the arrays' are. */
    private static void copy(View out, View result) {
        if (result != out) {
            Elementwise.copy(out, result);
        }
    }

    private static void reduce(Reduced reduced, View[] inputs, long[] shape, View out) {
        View kept = reduced.axes().kept(out);
        if (reduced.program() == null) {
            View in = reduced.axes().ordered(inputs[0]);
            Reducer.reduce(reduced.reduction(), reduced.operation(), kept, in, reduced.axes().kept, null, 0);
        } else {
            Fused.reduce(reduced.program(), reduced.reduction(), 0, inputs, shape, reduced.axes().reduced, kept);
        }
    }

    private static double @Nullable [][] arrays(View[] inputs, long length) {
        double[][] arrays = new double[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            double[] array = HeapLoop.whole(inputs[i], length);
            if (array == null) {
                return null;
            }
            arrays[i] = array;
        }
        return arrays;
    }

    private static boolean isApart(View out, View[] inputs) {
        for (View input : inputs) {
            if (Layouts.overlap(out, input) != Layouts.Overlap.NONE) {
                return false;
            }
        }
        return true;
    }

    private static View[] inputs(Stage stage, Object[] values) {
        int[] sources = stage.sources();
        View[] inputs = new View[sources.length];
        for (int i = 0; i < sources.length; i++) {
            inputs[i] = (View) values[sources[i]];
        }
        return inputs;
    }
}
