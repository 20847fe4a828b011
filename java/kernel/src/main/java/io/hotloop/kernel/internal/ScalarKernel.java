package io.hotloop.kernel.internal;

import io.hotloop.DType;
import io.hotloop.Threads;
import io.hotloop.bindings.NativeMemory;
import io.hotloop.bindings.UserLibrary;
import io.hotloop.internal.array.BlockFunction;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Promotion;
import io.hotloop.internal.array.Ufunc;
import io.hotloop.internal.array.View;
import io.hotloop.kernel.KernelInfo;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of numbers that was compiled with its loops, and calls of it with arrays. */
public final class ScalarKernel {
    private final ScalarFunction function;
    private final MethodHandle call;
    private final Failures failures;
    private final KernelInfo info;
    private final @Nullable BlockFunction block;

    private ScalarKernel(ScalarFunction function, boolean isBlock, UserLibrary library, KernelInfo info) {
        this.function = function;
        this.info = info;
        LibraryProfile.of(library);
        block = isBlock ? block(function, library) : null;
        failures = new Failures(library);
        int operands = function.parameters().size() + 1;
        MemoryLayout[] layouts = new MemoryLayout[operands + 1];
        Arrays.fill(layouts, ValueLayout.ADDRESS);
        call = library.function(CText.ENTRY + function.name(), FunctionDescriptor.ofVoid(layouts), false)
                .asSpreader(1, MemorySegment[].class, operands)
                .asType(MethodType.methodType(void.class, MemorySegment.class, MemorySegment[].class));
    }

    /**
     * Compiles.
     *
     * @param function the declaration
     * @param body what stands between the braces
     * @param settings how
     * @return what can be called
     */
    public static ScalarKernel compile(ScalarFunction function, String body, Settings settings) {
        long begin = System.nanoTime();
        var build = new KernelBuild(
                function.around(), List.of(function.source(body)), settings, Toolchain.find(settings.compiler()));
        return Compiler.place(
                build,
                entry -> new ScalarKernel(
                        function,
                        function.isBlock(body),
                        UserLibrary.load(entry.library()),
                        Compiler.info(build.command(), entry, begin)));
    }

    private static BlockFunction block(ScalarFunction function, UserLibrary library) {
        String symbol = CText.BLOCK + function.name();
        FunctionDescriptor descriptor = FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG);
        return new BlockFunction(
                function.name(),
                function.parameters().stream()
                        .map(ScalarFunction.Element::dtype)
                        .toList(),
                library.find(symbol).orElseThrow().address(),
                library.function(symbol, descriptor, false));
    }

    /** The function over a block; null if it has none. */
    public @Nullable BlockFunction block() {
        return block;
    }

    /** Where it came from. */
    public KernelInfo info() {
        return info;
    }

    /**
     * Calls the function for all elements.
     *
     * @param inputs as many as the function has parameters, of any dtypes that can be cast to theirs
     * @param out of the shape to which the inputs broadcast; null for a new one
     * @return {@code out}, or the new one
     * @throws IllegalArgumentException if there are more or fewer inputs, one cannot be cast without loss, their shapes
     *     cannot be broadcast, or out does not fit
     */
    public View run(View[] inputs, @Nullable View out) {
        List<ScalarFunction.Element> parameters = function.parameters();
        if (inputs.length != parameters.size()) {
            throw new IllegalArgumentException(function.name() + " takes " + parameters.size() + " arguments, not "
                    + inputs.length + ": " + function.prototype());
        }
        long[] shape = inputs[0].shape();
        for (int i = 1; i < inputs.length; i++) {
            shape = Layouts.broadcast(shape, inputs[i].shape());
        }
        DType dtype = function.result().dtype();
        if (out != null) {
            Ufunc.checkOut(function.name(), shape, dtype, out);
        }
        View to = out != null && out.dtype() == dtype && out.segment().isNative() ? out : empty(dtype, shape);
        View[] operands = new View[inputs.length + 1];
        operands[inputs.length] = to;
        for (int i = 0; i < inputs.length; i++) {
            operands[i] = Layouts.broadcastTo(input(inputs[i], i, to), shape);
        }
        run(operands);
        if (out == null) {
            return to;
        }
        if (to != out) {
            Elementwise.copy(out, to);
        }
        return out;
    }

    /** An input of the parameter's dtype, off the heap, and apart from the output unless it is the same. */
    private View input(View input, int i, View to) {
        DType dtype = function.parameters().get(i).dtype();
        if (!Promotion.canCast(input.dtype(), dtype)) {
            throw new IllegalArgumentException(function.name() + ": argument " + (i + 1) + " has dtype " + input.dtype()
                    + ", the function takes " + dtype + ": use astype");
        }
        if (input.dtype() == dtype
                && input.segment().isNative()
                && Layouts.overlap(to, input) != Layouts.Overlap.SOME) {
            return input;
        }
        View copy = empty(dtype, input.shape());
        Elementwise.copy(copy, input);
        return copy;
    }

    private static View empty(DType dtype, long[] shape) {
        return View.contiguous(NativeMemory.allocate(Layouts.size(dtype, shape) * dtype.byteSize()), dtype, shape);
    }

    private void run(View[] operands) {
        Axes axes = Axes.of(operands);
        if (axes.size() == 0) {
            return;
        }
        MemorySegment[] pointers = new MemorySegment[operands.length];
        CallFrame frame = CallFrame.take(CText.FIRST_WORD, Threads.count());
        try {
            frame.append(axes.rank());
            for (int axis = 0; axis < axes.rank(); axis++) {
                frame.append(axes.length(axis));
            }
            for (int k = 0; k < operands.length; k++) {
                pointers[k] = operands[k].segment();
                frame.append(operands[k].offset());
                for (int axis = 0; axis < axes.rank(); axis++) {
                    frame.append(axes.stride(k, axis));
                }
            }
            call.invokeExact(frame.block(), pointers);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        } finally {
            frame.release();
        }
        Failures.check(failures, function.name());
    }
}
