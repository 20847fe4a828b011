package io.hotloop.internal.array;

import io.hotloop.DType;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Runs elementwise programs in Java: where there is no native library, where a step has no native kernel, and as
 * the oracle of the tests. The same bits as {@code hl_program_run}.
 *
 * <p>Elements are taken in blocks that stay in the L1 cache. A block of each source is in a register (see
 * {@link Casts}); what a step needs in another dtype is cast to a register of its own, and a register is given
 * free after its last use, so that a step may write where one of its sources was.
 *
 * <p>An instance holds the registers of a running call; a few are kept for the next calls.
 */
final class JavaInterpreter {
    /** Elements of a block: three registers of doubles are 24 KB. */
    static final int BLOCK = 1024;

    /** How many interpreters are kept for later calls. */
    private static final int POOLED = 64;

    /** How many registers of each kind an interpreter keeps. */
    private static final int KEPT_REGISTERS = 16;

    private static final AtomicReferenceArray<JavaInterpreter> POOL = new AtomicReferenceArray<>(POOLED);

    private static final Register NONE = new Register();

    /** A block of one source: integers in one array, floats or complex numbers in the other. */
    static final class Register {
        final long[] longs = new long[BLOCK];
        final double[] doubles = new double[2 * BLOCK];
    }

    /** One operation on registers; a cast from a dtype to another if {@code op} is null. */
    private static final class Instruction {
        @Nullable
        Op op;

        DType dtype = DType.BOOL;
        DType from = DType.BOOL;
        Register r = NONE;
        Register a = NONE;
        Register b = NONE;
        Register c = NONE;

        /** What a call calls. */
        @Nullable
        BlockFunction function;

        /** Whether all operands but the first are the same everywhere, and there is a loop for that. */
        boolean hasScalars;
    }

    private final BlockIo io = new BlockIo();

    /** Where functions of the user's read and write: the output and three sources, once there is a call. */
    private @Nullable MemorySegment called;

    /** Of one source: user functions take and give numbers of at most 8 bytes. */
    private static final long CALLED_BYTES = BLOCK * (long) Long.BYTES;

    /** Elements of which a function takes some 5 ms: such calls can be interrupted, between two blocks. */
    private static final long WATCHED = 1 << 18;

    /** All registers, and how many of them this call has taken. */
    private Register[] registers = new Register[KEPT_REGISTERS];

    private int registerCount;
    private int takenCount;

    /** Those that it has given free: they are written in each block. */
    private Register[] free = new Register[KEPT_REGISTERS];

    private int freeCount;
    private final List<Instruction> instructions = new ArrayList<>();
    private int instructionCount;

    // Of each source number: its dtype, its register until its last use, the number of the step that is.
    private DType[] dtypes = {};
    private @Nullable Register[] held = {};
    private int[] lastUse = {};

    /** Which sources have the same values in every block: constants, and inputs that are one element. */
    private boolean[] isFixed = {};

    private final @Nullable Register[] inputs = new Register[Program.MAX_INPUTS];

    /** Registers of the step being compiled that hold casts of its sources. */
    private final Register[] casts = new Register[3];

    private int castCount;
    private boolean isWatched;

    private final long[] index = new long[Plan.MAX_RANK];
    private final long[] walk = new long[Plan.MAX_RANK];
    private final long[] positions = new long[Plan.MAX_OPERANDS];

    private JavaInterpreter() {}

    /**
     * Runs a program. An input may be the output, element for element; there are no other overlaps.
     *
     * @param program the program
     * @param plan the walk over the output and the program's inputs
     * @throws CancellationException if the thread was interrupted during a long call
     */
    static void run(Program program, Plan plan) {
        if (plan.size == 0) {
            return;
        }
        JavaInterpreter interpreter = borrow();
        Register result = interpreter.prepare(program, plan);
        interpreter.runBlocks(program, plan, result);
        giveBack(interpreter, program);
    }

    /** An interpreter for one evaluation, to be given back by {@link #giveBack}. */
    static JavaInterpreter borrow() {
        JavaInterpreter interpreter = POOL.getAndSet(slot(), null);
        return interpreter == null ? new JavaInterpreter() : interpreter;
    }

    /** Gives an interpreter back. */
    static void giveBack(JavaInterpreter interpreter, Program program) {
        interpreter.reset(program.inputs());
        POOL.set(slot(), interpreter);
    }

    private static int slot() {
        return (int) (Thread.currentThread().threadId() & POOLED - 1);
    }

    /** Makes ready to {@link #compute}: in which register the results will be. */
    Register start(Program program, Plan plan) {
        isWatched = Elementwise.isWatched(program, plan.size);
        return prepare(program, plan);
    }

    /** Computes n elements, at most a block, from a position in C order on; the plan has at least one axis. */
    void compute(Plan plan, int inputCount, long position, int n) {
        System.arraycopy(plan.offsets, 0, positions, 0, plan.operands);
        long rest = position;
        for (int axis = plan.rank - 1; axis >= 0; axis--) {
            index[axis] = rest % plan.shape[axis];
            rest /= plan.shape[axis];
            for (int k = 1; k <= inputCount; k++) {
                positions[k] += index[axis] * plan.strides[k][axis];
            }
        }
        for (int k = 0; k < inputCount; k++) {
            Register register = inputs[k];
            if (register != null) {
                move(plan, 1 + k, register, n);
            }
        }
        runInstructions(n);
    }

    private static void pollInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("elementwise operation was cancelled");
        }
    }

    // --- from a program to instructions ---------------------------------------------------------------------

    /** Writes the instructions, loads what is the same in all blocks, and tells where the result will be. */
    private Register prepare(Program program, Plan plan) {
        List<Constant> constants = program.constants();
        List<Step> steps = program.steps();
        int inputCount = program.inputs();
        int firstStep = inputCount + constants.size();
        int n = (int) Math.min(BLOCK, plan.size);
        reserve(firstStep + steps.size());
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            dtypes[firstStep + i] = step.result();
            use(step.a(), i);
            use(step.b(), i);
            use(step.c(), i);
        }
        for (int k = 0; k < inputCount; k++) {
            if (lastUse[k] < 0) {
                continue;
            }
            Register register = take();
            dtypes[k] = plan.view(1 + k).dtype();
            held[k] = register;
            if (isOneElement(plan, 1 + k)) {
                isFixed[k] = true;
                load(register, plan.segment(1 + k), dtypes[k], plan.offsets[1 + k], 0, 0, n);
            } else {
                inputs[k] = register;
            }
        }
        for (int i = 0; i < constants.size(); i++) {
            Register register = take();
            dtypes[inputCount + i] = constants.get(i).dtype();
            held[inputCount + i] = register;
            isFixed[inputCount + i] = true;
            fill(register, constants.get(i), n);
        }
        Register result = null;
        for (int i = 0; i < steps.size(); i++) {
            result = compile(steps.get(i), i, n);
            held[firstStep + i] = result;
        }
        assert result != null : "a program without steps";
        DType from = program.result();
        DType to = plan.view(0).dtype();
        if (Casts.isFree(from, to)) {
            return result;
        }
        Register cast = take();
        addCast(cast, to, result, from);
        return cast;
    }

    private void reserve(int sources) {
        if (dtypes.length < sources) {
            int length = 2 * sources;
            dtypes = new DType[length];
            held = new Register[length];
            lastUse = new int[length];
            isFixed = new boolean[length];
        }
        Arrays.fill(lastUse, 0, sources, -1);
        Arrays.fill(isFixed, 0, sources, false);
    }

    private void use(int source, int step) {
        if (source >= 0) {
            lastUse[source] = step;
        }
    }

    private static boolean isOneElement(Plan plan, int operand) {
        for (int axis = 0; axis < plan.rank; axis++) {
            if (plan.strides[operand][axis] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void fill(Register register, Constant constant, int n) {
        double re = Double.longBitsToDouble(constant.bits());
        if (Casts.isLong(constant.dtype())) {
            Arrays.fill(register.longs, 0, n, constant.bits());
        } else if (constant.dtype().isComplex()) {
            double im = Double.longBitsToDouble(constant.imaginary());
            for (int i = 0; i < n; i++) {
                register.doubles[2 * i] = re;
                register.doubles[2 * i + 1] = im;
            }
        } else {
            Arrays.fill(register.doubles, 0, n, re);
        }
    }

    private Register compile(Step step, int number, int n) {
        DType dtype = step.dtype();
        castCount = 0;
        Register a = operand(step.a(), step.sourceDType(0), n);
        Register b = step.b() < 0 ? a : operand(step.b(), step.sourceDType(1), n);
        Register c = step.c() < 0 ? b : operand(step.c(), step.sourceDType(2), n);
        // Loops over parts of complex numbers do not read and write at the same index: not in place.
        Register r = dtype.isComplex() ? take() : null;
        if (step.op() == Op.COPY && !isFixed[step.a()] && lastUse[step.a()] == number) {
            // Nothing is left to do but the cast, if there is one.
            if (castCount > 0) {
                release(step.a(), number);
            }
            return a;
        }
        release(step.a(), number);
        release(step.b(), number);
        release(step.c(), number);
        for (int i = 0; i < castCount; i++) {
            giveFree(casts[i]);
        }
        Instruction instruction = next();
        instruction.hasScalars = hasScalarLoop(step);
        instruction.op = step.op();
        instruction.function = step.function();
        instruction.dtype = dtype;
        instruction.a = a;
        instruction.b = b;
        instruction.c = c;
        instruction.r = r == null ? take() : r;
        return instruction.r;
    }

    private boolean hasScalarLoop(Step step) {
        boolean isBounded = switch (step.op()) {
            case MAXIMUM, MINIMUM -> isFixed[step.b()];
            case CLIP -> isFixed[step.b()] && isFixed[step.c()];
            default -> false;
        };
        return isBounded && step.dtype().isFloating();
    }

    /** The register of a source in a dtype: its own where a cast would change nothing. */
    private Register operand(int source, DType dtype, int n) {
        Register register = held[source];
        assert register != null : "source " + source + " is read after its last use";
        if (Casts.isFree(dtypes[source], dtype)) {
            return register;
        }
        Register cast = isFixed[source] ? takeFresh() : take();
        if (isFixed[source]) {
            cast(cast, dtype, register, dtypes[source], n);
        } else {
            addCast(cast, dtype, register, dtypes[source]);
            casts[castCount++] = cast;
        }
        return cast;
    }

    private void addCast(Register to, DType dtype, Register register, DType from) {
        Instruction instruction = next();
        instruction.op = null;
        instruction.function = null;
        instruction.hasScalars = false;
        instruction.dtype = dtype;
        instruction.from = from;
        instruction.r = to;
        instruction.a = register;
    }

    private Instruction next() {
        if (instructionCount == instructions.size()) {
            instructions.add(new Instruction());
        }
        return instructions.get(instructionCount++);
    }

    private Register take() {
        return freeCount == 0 ? takeFresh() : free[--freeCount];
    }

    /** A register for values that stay: one that was given free would be written again by the next block. */
    private Register takeFresh() {
        if (takenCount == registerCount) {
            if (registerCount == registers.length) {
                registers = Arrays.copyOf(registers, 2 * registerCount);
                free = Arrays.copyOf(free, 2 * registerCount);
            }
            registers[registerCount++] = new Register();
        }
        return registers[takenCount++];
    }

    private void giveFree(Register register) {
        free[freeCount++] = register;
    }

    /** Gives the register of a source free if the step was the last one that needs it. */
    private void release(int source, int step) {
        if (source >= 0 && lastUse[source] == step && !isFixed[source]) {
            Register register = held[source];
            if (register != null) {
                giveFree(register);
                held[source] = null;
            }
        }
    }

    /** Makes ready for another call. */
    private void reset(int inputCount) {
        Arrays.fill(inputs, 0, inputCount, null);
        instructionCount = 0;
        takenCount = 0;
        freeCount = 0;
        if (registerCount > KEPT_REGISTERS) {
            registers = Arrays.copyOf(registers, KEPT_REGISTERS);
            free = new Register[KEPT_REGISTERS];
            registerCount = KEPT_REGISTERS;
        }
    }

    // --- blocks ---------------------------------------------------------------------------------------------

    private void runBlocks(Program program, Plan plan, Register result) {
        int inputCount = program.inputs();
        isWatched = plan.size >= WATCHED || Elementwise.isWatched(program, plan.size);
        if (plan.rank <= 1) {
            runRow(plan, inputCount, result);
            return;
        }
        Arrays.fill(index, 0, plan.rank, 0);
        System.arraycopy(plan.offsets, 0, positions, 0, plan.operands);
        for (long left = plan.size; left > 0; left -= BLOCK) {
            int n = (int) Math.min(BLOCK, left);
            for (int k = 0; k < inputCount; k++) {
                Register register = inputs[k];
                if (register != null) {
                    move(plan, 1 + k, register, n);
                }
            }
            runInstructions(n);
            move(plan, 0, result, n);
            System.arraycopy(walk, 0, index, 0, plan.rank);
        }
    }

    /** The blocks of one axis or element: most calls, once axes are merged. */
    private void runRow(Plan plan, int inputCount, Register result) {
        for (long start = 0; start < plan.size; start += BLOCK) {
            int n = (int) Math.min(BLOCK, plan.size - start);
            for (int k = 0; k < inputCount; k++) {
                Register register = inputs[k];
                if (register != null) {
                    long stride = plan.strides[1 + k][0];
                    long offset = plan.offsets[1 + k] + start * stride;
                    load(register, plan.segment(1 + k), dtypes[k], offset, stride, 0, n);
                }
            }
            runInstructions(n);
            DType dtype = plan.view(0).dtype();
            long stride = plan.rank == 0 ? dtype.byteSize() : plan.strides[0][0];
            store(result, plan.segment(0), dtype, plan.offsets[0] + start * stride, stride, 0, n);
        }
    }

    private void runInstructions(int n) {
        if (isWatched) {
            pollInterrupt();
        }
        for (int i = 0; i < instructionCount; i++) {
            Instruction instruction = instructions.get(i);
            BlockFunction function = instruction.function;
            if (function != null) {
                call(instruction, function, n);
            } else {
                run(instruction, n);
            }
        }
    }

    private void call(Instruction i, BlockFunction function, int n) {
        MemorySegment memory = called;
        if (memory == null) {
            memory = Arena.ofAuto().allocate(4L * CALLED_BYTES, Long.BYTES);
            called = memory;
        }
        MemorySegment[] sources = {MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL};
        Register[] registers = {i.a, i.b, i.c};
        for (int k = 0; k < function.inputs().size(); k++) {
            DType dtype = function.inputs().get(k);
            sources[k] = memory.asSlice((k + 1) * CALLED_BYTES, CALLED_BYTES);
            store(registers[k], sources[k], dtype, 0, dtype.byteSize(), 0, n);
        }
        function.run(memory.asSlice(0, CALLED_BYTES), sources[0], sources[1], sources[2], n);
        load(i.r, memory, i.dtype, 0, i.dtype.byteSize(), 0, n);
    }

    /** Loads, or for the output stores, the next n elements of an operand, a run along the innermost axis at a time. */
    private void move(Plan plan, int operand, Register register, int n) {
        MemorySegment segment = plan.segment(operand);
        DType dtype = plan.view(operand).dtype();
        long[] strides = plan.strides[operand];
        int inner = plan.rank - 1;
        long stride = strides[inner];
        long length = plan.shape[inner];
        long position = positions[operand];
        System.arraycopy(index, 0, walk, 0, plan.rank);
        int at = 0;
        while (at < n) {
            int run = (int) Math.min(n - at, length - walk[inner]);
            if (operand == 0) {
                store(register, segment, dtype, position, stride, at, run);
            } else {
                load(register, segment, dtype, position, stride, at, run);
            }
            at += run;
            walk[inner] += run;
            position += run * stride;
            for (int axis = inner; axis > 0 && walk[axis] == plan.shape[axis]; axis--) {
                walk[axis] = 0;
                walk[axis - 1]++;
                position += strides[axis - 1] - plan.shape[axis] * strides[axis];
            }
        }
        positions[operand] = position;
    }

    private void store(Register register, MemorySegment segment, DType dtype, long offset, long stride, int at, int n) {
        if (Casts.isLong(dtype)) {
            io.store(segment, dtype, offset, stride, register.longs, at, n);
        } else {
            io.store(segment, dtype, offset, stride, register.doubles, at, n);
        }
    }

    private void load(Register register, MemorySegment segment, DType dtype, long offset, long stride, int at, int n) {
        if (Casts.isLong(dtype)) {
            io.load(segment, dtype, offset, stride, register.longs, at, n);
        } else {
            io.load(segment, dtype, offset, stride, register.doubles, at, n);
        }
    }

    private static void run(Instruction i, int n) {
        Op op = i.op;
        DType dtype = i.dtype;
        if (op == null) {
            cast(i.r, dtype, i.a, i.from, n);
        } else if (Casts.isLong(dtype)) {
            IntegerKernels.run(op, dtype, i.r.longs, i.a.longs, i.b.longs, i.c.longs, 0, n);
        } else if (dtype.isComplex()) {
            runComplex(op, dtype, i, n);
        } else if (i.hasScalars) {
            FloatKernels.runWithScalars(op, i.r.doubles, i.a.doubles, i.b.doubles[0], i.c.doubles[0], 0, n);
        } else if (op == Op.WHERE) {
            FloatKernels.where(i.r.doubles, i.a.longs, i.b.doubles, i.c.doubles, 0, n);
        } else if (op.result(dtype) == DType.BOOL) {
            FloatKernels.test(op, dtype, i.r.longs, i.a.doubles, i.b.doubles, 0, n);
        } else {
            FloatKernels.run(op, dtype, i.r.doubles, i.a.doubles, i.b.doubles, i.c.doubles, 0, n);
        }
    }

    private static void runComplex(Op op, DType dtype, Instruction i, int n) {
        if (op == Op.WHERE) {
            ComplexKernels.where(i.r.doubles, i.a.longs, i.b.doubles, i.c.doubles, n);
        } else if (op.result(dtype) == DType.BOOL) {
            ComplexKernels.test(op, dtype, i.r.longs, i.a.doubles, i.b.doubles, n);
        } else if (op.result(dtype) != dtype) {
            ComplexKernels.toReal(op, dtype, i.r.doubles, i.a.doubles, n);
        } else {
            ComplexKernels.run(op, dtype, i.r.doubles, i.a.doubles, i.b.doubles, n);
        }
    }

    private static void cast(Register r, DType to, Register a, DType from, int n) {
        if (Casts.isLong(to)) {
            if (Casts.isLong(from)) {
                Casts.cast(r.longs, to, a.longs, n);
            } else {
                Casts.cast(r.longs, to, a.doubles, from, n);
            }
        } else if (Casts.isLong(from)) {
            Casts.cast(r.doubles, to, a.longs, from, n);
        } else {
            Casts.cast(r.doubles, to, a.doubles, from, n);
        }
    }
}
