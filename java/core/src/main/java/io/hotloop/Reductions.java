package io.hotloop;

import io.hotloop.ReduceOptions.Choice;
import io.hotloop.internal.array.Blocks;
import io.hotloop.internal.array.Elements;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.Promotion;
import io.hotloop.internal.array.ReducedAxes;
import io.hotloop.internal.array.Reducer;
import io.hotloop.internal.array.Reduction;
import io.hotloop.internal.array.Scalars;
import io.hotloop.internal.array.Scanner;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reductions mean: dtypes, axes, options, what comes of no elements, and what is refused. The methods are
 * {@link ArrayReductions}', the loops {@link Reducer}'s.
 */
final class Reductions {
    private static final Set<Choice> SUM_CHOICES =
            EnumSet.of(Choice.KEEP_DIMS, Choice.INITIAL, Choice.WHERE, Choice.DTYPE);
    private static final Set<Choice> EXTREMUM_CHOICES = EnumSet.of(Choice.KEEP_DIMS, Choice.INITIAL, Choice.WHERE);
    private static final Set<Choice> MEAN_CHOICES = EnumSet.of(Choice.KEEP_DIMS, Choice.WHERE, Choice.DTYPE);
    private static final Set<Choice> VARIANCE_CHOICES =
            EnumSet.of(Choice.KEEP_DIMS, Choice.WHERE, Choice.DTYPE, Choice.CORRECTION);
    private static final Set<Choice> COUNT_CHOICES = EnumSet.of(Choice.KEEP_DIMS, Choice.WHERE);
    private static final Set<Choice> POSITION_CHOICES = EnumSet.of(Choice.KEEP_DIMS);
    private static final Set<Choice> NORM_CHOICES =
            EnumSet.of(Choice.KEEP_DIMS, Choice.WHERE, Choice.DTYPE, Choice.ORDER);
    private static final Set<Choice> SCAN_CHOICES = EnumSet.of(Choice.DTYPE, Choice.INCLUDE_INITIAL);

    private static final Constant ZERO = Ufunc.scalar(0.0);

    private Reductions() {}

    /**
     * Reduces an array.
     *
     * @param name what users call it
     * @param reduction what is computed
     * @param in the array
     * @param options over which axes, and how
     * @param out receives the result, or null for a new array
     * @return the result
     */
    static NdArray reduce(String name, Reduction reduction, NdArray in, ReduceOptions options, @Nullable NdArray out) {
        View view = in.view;
        refuseOthers(name, options, choices(reduction));
        reduction.requireDefined(name, view.dtype());
        if ((reduction == Reduction.MIN || reduction == Reduction.MAX)
                && options.where() != null
                && options.initial() == null) {
            throw new IllegalArgumentException(name + " with where needs initial: where may leave it without elements");
        }
        ReducedAxes axes = axes(name, reduction, view, options);
        DType operation = operation(name, reduction, view.dtype(), options.dtype());
        DType result = options.dtype() != null && (reduction == Reduction.SUM || reduction == Reduction.PROD)
                ? operation
                : reduction.result(operation);
        View where = where(view, options);
        requireElements(name, reduction, axes, options);
        View target = Output.target(name, axes.resultShape, result, out, view, where);
        run(reduction, operation, target, view, axes, where, options);
        return Output.deliver(target, out);
    }

    /** Reduces into a view that shares no memory with the operands. */
    private static void run(
            Reduction reduction,
            DType operation,
            View target,
            View view,
            ReducedAxes axes,
            @Nullable View where,
            ReduceOptions options) {
        View to = axes.kept(target);
        View in = axes.ordered(view);
        View mask = where == null ? null : axes.ordered(where);
        Constant initial = options.initial();
        switch (reduction) {
            case MIN, MAX -> {
                if (initial == null) {
                    Reducer.reduce(reduction, operation, to, in, axes.kept, null, 0);
                } else {
                    extremumWithInitial(reduction, to, in, axes, mask, initial);
                }
            }
            case VAR, STD -> {
                if (operation.isComplex() || in.dtype().isComplex()) {
                    complexVariance(reduction, to, in, axes, mask, options);
                } else {
                    Reducer.reduce(reduction, operation, to, in, axes.kept, mask, options.correctionOrZero());
                }
            }
            case NORM -> norm(operation, to, in, axes, mask, options.orderOrTwo());
            default -> {
                if (initial == null) {
                    Reducer.reduce(reduction, operation, to, in, axes.kept, mask, 0);
                    if (reduction == Reduction.SUM
                            && mask != null
                            && (operation.isFloating() || operation.isComplex())) {
                        // Of nothing the masked sum is the identity, -0.0; for users it is 0.0.
                        Elementwise.run(Program.of(Op.ADD, to.dtype(), ZERO), to, to, null, null);
                    }
                } else {
                    // In the accumulator's dtype: the result is rounded once.
                    View wide = Blocks.empty(accumulator(to.dtype()), axes.keptShape);
                    Reducer.reduce(reduction, operation, wide, in, axes.kept, mask, 0);
                    Op op = reduction == Reduction.SUM ? Op.ADD : Op.MULTIPLY;
                    Constant first = constant(initial, wide.dtype());
                    Elementwise.run(Program.of(first, op, wide.dtype()), to, wide, null, null);
                }
            }
        }
    }

    private static DType accumulator(DType result) {
        return switch (result) {
            case FLOAT32 -> DType.FLOAT64;
            case COMPLEX64 -> DType.COMPLEX128;
            default -> result;
        };
    }

    private static void extremumWithInitial(
            Reduction reduction, View to, View in, ReducedAxes axes, @Nullable View mask, Constant initial) {
        DType dtype = in.dtype();
        Constant first = constant(initial, dtype);
        if (axes.count == 0) {
            Elementwise.fill(to, first);
            return;
        }
        Op op = reduction == Reduction.MIN ? Op.MINIMUM : Op.MAXIMUM;
        View some = mask == null ? null : Blocks.empty(DType.BOOL, axes.keptShape);
        Reducer.reduce(reduction, dtype, to, in, axes.kept, mask, 0);
        if (mask == null || some == null) {
            Elementwise.run(Program.of(first, op, dtype), to, to, null, null);
            return;
        }
        // Where no element takes part, the result is not set to anything that could be compared.
        Reducer.reduce(Reduction.ANY, some, mask, axes.kept, null, 0);
        Program program = new Program(
                2, List.of(first), List.of(new Step(op, dtype, 2, 0, -1), new Step(Op.WHERE, dtype, 1, 3, 2)));
        Elementwise.run(program, to, to, some, null);
    }

    /** The variance of complex numbers is that of their real parts plus that of their imaginary parts. */
    private static void complexVariance(
            Reduction reduction, View to, View in, ReducedAxes axes, @Nullable View mask, ReduceOptions options) {
        View sum = Blocks.empty(DType.FLOAT64, axes.keptShape);
        View other = Blocks.empty(DType.FLOAT64, axes.keptShape);
        double ddof = options.correctionOrZero();
        DType part = to.dtype() == DType.FLOAT32 ? DType.FLOAT32 : DType.FLOAT64;
        if (in.dtype().isComplex()) {
            Reducer.reduce(Reduction.VAR, part, sum, part(in, 0), axes.kept, mask, ddof);
            Reducer.reduce(Reduction.VAR, part, other, part(in, 1), axes.kept, mask, ddof);
            Elementwise.run(Program.of(Op.ADD, DType.FLOAT64), sum, sum, other, null);
        } else {
            Reducer.reduce(Reduction.VAR, part, sum, in, axes.kept, mask, ddof);
        }
        Op last = reduction == Reduction.STD ? Op.SQRT : Op.COPY;
        Elementwise.run(Program.of(last, DType.FLOAT64), to, sum, null, null);
    }

    /** The real or imaginary parts of complex numbers, in place. */
    private static View part(View view, int part) {
        DType dtype = Promotion.real(view.dtype());
        return new View(view.segment(), view.offset() + part * dtype.byteSize(), dtype, view.shape(), view.strides());
    }

    private static void norm(DType operation, View to, View in, ReducedAxes axes, @Nullable View mask, double order) {
        if (order == 2) {
            Reducer.reduce(Reduction.NORM, operation, to, in, axes.kept, mask, 0);
            return;
        }
        if (order == 0) {
            Reducer.reduce(Reduction.COUNT_NONZERO, to, in, axes.kept, mask, 0);
            return;
        }
        boolean isExtremum = Double.isInfinite(order);
        DType real = Promotion.real(operation);
        View magnitudes = Blocks.empty(real, in.shape());
        if (isExtremum || order == 1) {
            Elementwise.run(Program.of(Op.ABS, operation), magnitudes, in, null, null);
        } else {
            Constant power = new Constant(real, Double.doubleToRawLongBits(order), 0);
            Program program = new Program(
                    1,
                    List.of(power),
                    List.of(new Step(Op.ABS, operation, 0, -1, -1), new Step(Op.POW, real, 2, 1, -1)));
            Elementwise.run(program, magnitudes, in, null, null);
        }
        if (isExtremum) {
            Constant least = order > 0 ? ZERO : Ufunc.scalar(Double.POSITIVE_INFINITY);
            Reduction extremum = order > 0 ? Reduction.MAX : Reduction.MIN;
            extremumWithInitial(extremum, to, magnitudes, axes, mask, least);
            return;
        }
        View sum = Blocks.empty(DType.FLOAT64, axes.keptShape);
        Reducer.reduce(Reduction.SUM, sum, magnitudes, axes.kept, mask, 0);
        if (order != 1) {
            Constant root = new Constant(DType.FLOAT64, Double.doubleToRawLongBits(1 / order), 0);
            Elementwise.run(Program.of(Op.POW, DType.FLOAT64, root), sum, sum, null, null);
        }
        Elementwise.copy(to, sum);
    }

    /**
     * Reduces the elements that are not NaN. A NaN among them comes through all reductions but those to positions or in
     * integers: where the result of all elements has none, it is the result.
     *
     * @param name what users call it
     * @param reduction what is computed
     * @param in the array
     * @param options over which axes, and how
     * @param out receives the result, or null for a new array
     * @return the result
     */
    static NdArray reduceNumbers(
            String name, Reduction reduction, NdArray in, ReduceOptions options, @Nullable NdArray out) {
        View view = in.view;
        if (!view.dtype().isFloating() && !view.dtype().isComplex()) {
            return reduce(name, reduction, in, options, out);
        }
        boolean isPosition = reduction == Reduction.ARGMIN || reduction == Reduction.ARGMAX;
        NdArray given = options.where();
        DType asked = options.dtype();
        boolean keepsNaN = asked == null || asked.isFloating() || asked.isComplex();
        if (given == null && !isPosition && keepsNaN) {
            View whole = reduce(name, reduction, in, options, null).view;
            if (!hasNaN(whole)) {
                if (reduction == Reduction.SUM) {
                    // As of a sum of some: 0.0, where all are -0.0.
                    Elementwise.run(Program.of(Op.ADD, whole.dtype(), ZERO), whole, whole, null, null);
                }
                if (out != null) {
                    Output.check(name, whole.shape(), whole.dtype(), out);
                }
                return Output.deliver(whole, out);
            }
        }
        refuseOthers(name, options, choices(reduction));
        reduction.requireDefined(name, view.dtype());
        View mask = numbers(view);
        if (given != null) {
            View where = Layouts.broadcastTo(given.view, view.shape());
            Elementwise.run(Program.of(Op.LOGICAL_AND, DType.BOOL), mask, mask, where, null);
        }
        boolean isExtremum = reduction == Reduction.MIN || reduction == Reduction.MAX;
        if (!isPosition && (!isExtremum || options.initial() != null)) {
            return reduce(name, reduction, in, options.withWhere(NdArray.from(mask)), out);
        }
        if (given != null) {
            throw new IllegalArgumentException(name + " with where needs initial: where may leave it without elements");
        }
        ReducedAxes axes = axes(name, reduction, view, options);
        requireElements(name, reduction, axes, options);
        View target = Output.target(name, axes.resultShape, reduction.result(view.dtype()), out, view, mask);
        // Of nothing but NaN, a minimum is NaN and a position -1.
        Reducer.reduce(reduction, axes.kept(target), axes.ordered(view), axes.kept, axes.ordered(mask), 0);
        if (isPosition && target.size() > 0) {
            View least = Blocks.empty(DType.INT64);
            Reducer.reduce(Reduction.MIN, least, target, 0, null, 0);
            if (least.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, 0) < 0) {
                throw new IllegalArgumentException(name + ": there is nothing but NaN, which has no position");
            }
        }
        return Output.deliver(target, out);
    }

    private static boolean hasNaN(View view) {
        if (view.size() == 1) {
            return Double.isNaN(Elements.getReal(view.segment(), view.offset(), view.dtype()))
                    || Double.isNaN(Elements.getImag(view.segment(), view.offset(), view.dtype()));
        }
        View nan = Blocks.empty(DType.BOOL, view.shape());
        Elementwise.run(Program.of(Op.ISNAN, view.dtype()), nan, view, null, null);
        View any = Blocks.empty(DType.BOOL);
        Reducer.reduce(Reduction.ANY, any, nan, 0, null, 0);
        return Elements.getBoolean(any.segment(), any.offset(), DType.BOOL);
    }

    private static View numbers(View view) {
        View mask = Blocks.empty(DType.BOOL, view.shape());
        Program program = new Program(
                1,
                List.of(),
                List.of(new Step(Op.ISNAN, view.dtype(), 0, -1, -1), new Step(Op.LOGICAL_NOT, DType.BOOL, 1, -1, -1)));
        Elementwise.run(program, mask, view, null, null);
        return mask;
    }

    /**
     * A cumulative sum or product.
     *
     * @param name what users call it
     * @param reduction {@link Reduction#SUM} or {@link Reduction#PROD}
     * @param in the array
     * @param options along which axis, and how
     * @param skipsNan whether a NaN counts as 0 or 1
     * @param out receives the result, or null for a new array
     * @return the result
     */
    static NdArray scan(
            String name,
            Reduction reduction,
            NdArray in,
            ReduceOptions options,
            boolean skipsNan,
            @Nullable NdArray out) {
        refuseOthers(name, options, SCAN_CHOICES);
        View view = in.view;
        DType operation = operation(name, reduction, view.dtype(), options.dtype());
        DType result = options.dtype() != null ? operation : reduction.result(operation);
        int[] given = options.axes();
        int axis;
        if (given == null) {
            view = flat(view);
            axis = 0;
        } else if (given.length != 1) {
            throw new IllegalArgumentException(name + " goes along one axis, not " + given.length + ": " + options);
        } else {
            axis = Layouts.axis(given[0], view.rank());
        }
        int more = options.includesInitial() ? 1 : 0;
        long[] shape = view.shape().clone();
        shape[axis] += more;
        View target = scanTarget(name, shape, result, out, view, more == 0);
        boolean hasNan = skipsNan && (view.dtype().isFloating() || view.dtype().isComplex());
        View to = slice(target, axis, more, shape[axis]);
        Constant identity = new Constant(result, one(reduction, result), 0);
        View from = view;
        if (hasNan) {
            from = to.dtype() == view.dtype() ? to : Blocks.empty(view.dtype(), view.shape());
            Constant replacement = new Constant(view.dtype(), one(reduction, view.dtype()), 0);
            Program program = new Program(
                    1,
                    List.of(replacement),
                    List.of(new Step(Op.ISNAN, view.dtype(), 0, -1, -1), new Step(Op.WHERE, view.dtype(), 2, 1, 0)));
            Elementwise.run(program, from, view, null, null);
        }
        if (more == 1) {
            Elementwise.fill(slice(target, axis, 0, 1), identity);
        }
        Scanner.scan(reduction, operation, last(to, axis), last(from, axis));
        return Output.deliver(target, out);
    }

    /** The bits of 0 for a sum, of 1 for a product. */
    private static long one(Reduction reduction, DType dtype) {
        if (reduction == Reduction.SUM) {
            return 0;
        }
        return dtype.isFloating() || dtype.isComplex() ? Double.doubleToRawLongBits(1) : 1;
    }

    private static View scanTarget(
            String name, long[] shape, DType result, @Nullable NdArray out, View view, boolean mayBeSame) {
        if (out != null
                && mayBeSame
                && Arrays.equals(shape, out.view.shape())
                && out.view.dtype() == view.dtype()
                && Layouts.overlap(out.view, view) == Layouts.Overlap.SAME) {
            Output.check(name, shape, result, out);
            return out.view;
        }
        return Output.target(name, shape, result, out, view, null);
    }

    private static View flat(View view) {
        long size = view.size();
        long[] strides = Layouts.reshape(view, size);
        if (strides != null) {
            return new View(view.segment(), view.offset(), view.dtype(), new long[] {size}, strides);
        }
        View copy = Blocks.empty(view.dtype(), view.shape());
        Elementwise.copy(copy, view);
        return View.contiguous(copy.segment(), view.dtype(), size);
    }

    /** The view with an axis moved to the end. */
    private static View last(View view, int axis) {
        long[] shape = view.shape().clone();
        long[] strides = view.strides().clone();
        int end = shape.length - 1;
        System.arraycopy(view.shape(), axis + 1, shape, axis, end - axis);
        System.arraycopy(view.strides(), axis + 1, strides, axis, end - axis);
        shape[end] = view.shape()[axis];
        strides[end] = view.strides()[axis];
        return new View(view.segment(), view.offset(), view.dtype(), shape, strides);
    }

    private static View slice(View view, int axis, long from, long to) {
        long[] shape = view.shape().clone();
        shape[axis] = to - from;
        boolean isEmpty = shape[axis] == 0;
        long offset = view.offset() + (isEmpty ? 0 : from * view.strides()[axis]);
        return new View(view.segment(), offset, view.dtype(), shape, view.strides());
    }

    // Arguments and results

    private static Set<Choice> choices(Reduction reduction) {
        return switch (reduction) {
            case SUM, PROD -> SUM_CHOICES;
            case MIN, MAX -> EXTREMUM_CHOICES;
            case MEAN -> MEAN_CHOICES;
            case VAR, STD -> VARIANCE_CHOICES;
            case ANY, ALL, COUNT_NONZERO -> COUNT_CHOICES;
            case ARGMIN, ARGMAX -> POSITION_CHOICES;
            case NORM -> NORM_CHOICES;
        };
    }

    private static void refuseOthers(String name, ReduceOptions options, Set<Choice> known) {
        for (Choice choice : Choice.values()) {
            if (options.has(choice) && !known.contains(choice)) {
                String reason = switch (choice) {
                    case KEEP_DIMS -> "it keeps all axes";
                    case INITIAL -> "there is no first element that it could start from";
                    case WHERE -> "it has no result without an element";
                    case DTYPE -> "the elements decide it";
                    case CORRECTION -> "only var and std divide by a count that can be corrected";
                    case ORDER -> "only a norm has one";
                    case INCLUDE_INITIAL -> "only cumulative operations have one";
                };
                throw new IllegalArgumentException(name + " does not take " + choice + ": " + reason);
            }
        }
    }

    private static void requireElements(String name, Reduction reduction, ReducedAxes axes, ReduceOptions options) {
        if (options.initial() == null) {
            axes.requireElements(name, reduction);
        }
    }

    private static ReducedAxes axes(String name, Reduction reduction, View view, ReduceOptions options) {
        int[] axes = options.axes();
        if ((reduction == Reduction.ARGMIN || reduction == Reduction.ARGMAX) && axes != null && axes.length != 1) {
            throw new IllegalArgumentException(name + " takes one axis or all, not " + axes.length + ": " + options);
        }
        return new ReducedAxes(view.shape(), axes, options.keepsDims());
    }

    /** The dtype in which it is computed. */
    private static DType operation(String name, Reduction reduction, DType in, @Nullable DType asked) {
        if (asked == null) {
            return reduction.operation(in);
        }
        if (asked == DType.BOOL) {
            throw new IllegalArgumentException(name + " is not computed in bool: use any, all or countNonzero");
        }
        boolean needsFloat = reduction.operation(DType.INT64) != DType.INT64;
        if (needsFloat && !asked.isFloating() && !asked.isComplex()) {
            throw new IllegalArgumentException(
                    name + " is not computed in " + asked + ": it takes a floating-point or complex dtype");
        }
        if (in.isComplex() && !asked.isComplex()) {
            throw new IllegalArgumentException(
                    name + " of " + in + " is not computed in " + asked + ": the imaginary parts would be lost");
        }
        return asked;
    }

    private static @Nullable View where(View view, ReduceOptions options) {
        NdArray where = options.where();
        return where == null ? null : Layouts.broadcastTo(where.view, view.shape());
    }

    /** A scalar in a dtype. */
    private static Constant constant(Constant scalar, DType dtype) {
        return switch (scalar.dtype()) {
            case INT64 -> Scalars.of(dtype, scalar.bits());
            case FLOAT64 -> Scalars.of(dtype, Double.longBitsToDouble(scalar.bits()));
            default ->
                Scalars.of(
                        dtype,
                        new Complex(
                                Double.longBitsToDouble(scalar.bits()), Double.longBitsToDouble(scalar.imaginary())));
        };
    }

    // Scalars

    /** A place for one result of each dtype, of the thread's own: a scalar needs no array. */
    private static final ThreadLocal<View[]> SCALARS = ThreadLocal.withInitial(() -> {
        var segment = Arena.ofAuto().allocate(16, 16);
        DType[] dtypes = DType.values();
        View[] views = new View[dtypes.length];
        for (DType dtype : dtypes) {
            views[dtype.ordinal()] = View.contiguous(segment, dtype);
        }
        return views;
    });

    /**
     * Reduces all elements to a double. float32 is not rounded to float32 at the end.
     *
     * @param name what users call the reduction
     * @param reduction what is computed
     * @param in the array
     * @return the result
     */
    static double toDouble(String name, Reduction reduction, View in) {
        boolean hasRealResult = reduction == Reduction.VAR || reduction == Reduction.STD || reduction == Reduction.NORM;
        if (in.dtype().isComplex() && !hasRealResult) {
            throw new IllegalArgumentException(name + "AsDouble is not defined for " + in.dtype() + ": use " + name);
        }
        View to = scalar(name, reduction, in, DType.FLOAT64);
        return to.segment().get(ValueLayout.JAVA_DOUBLE_UNALIGNED, 0);
    }

    /**
     * Reduces all elements to a long.
     *
     * @param name what users call the reduction
     * @param reduction what is computed
     * @param in the array
     * @return the result; of a uint64 the bits
     */
    static long toLong(String name, Reduction reduction, View in) {
        DType dtype = in.dtype();
        boolean isValue = switch (reduction) {
            case SUM, PROD, MIN, MAX -> true;
            default -> false;
        };
        if (isValue && (dtype.isFloating() || dtype.isComplex())) {
            throw new IllegalArgumentException(
                    name + "AsLong is defined for integers and bool, not for " + dtype + ": use " + name + "AsDouble");
        }
        View to = scalar(name, reduction, in, DType.INT64);
        return to.segment().get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
    }

    private static View scalar(String name, Reduction reduction, View in, DType result) {
        reduction.requireDefined(name, in.dtype());
        ReducedAxes axes = new ReducedAxes(in.shape(), null, false);
        axes.requireElements(name, reduction);
        View to = SCALARS.get()[result.ordinal()];
        DType operation = operation(name, reduction, in.dtype(), null);
        run(reduction, operation, to, in, axes, null, ReduceOptions.allAxes());
        return to;
    }
}
