package io.hotloop.internal.expression;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import io.hotloop.DType;
import io.hotloop.internal.array.Elementwise;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Program.Constant;
import io.hotloop.internal.array.Program.Step;
import io.hotloop.internal.array.View;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A program over whole {@code double[]} as a loop of bytecode: what javac would make of the formula. C2 vectorises it,
 * and there is no call to pay for, which for arrays on the heap is most of the time below some ten thousand
 * elements. It has steps of float64 only that Java's own operations give in the same bits.
 *
 * <p>The class is hidden and goes with the last program that has it.
 */
public interface HeapLoop {
    /** From so many elements on the native engine, which takes more threads, is as fast or faster where there is one. */
    int MOST_ELEMENTS = Elementwise.WORTH_THREADS;

    /** Longer programs leave no registers to C2, or are too large for it. */
    int MOST_STEPS = 32;

    /**
     * This loop over arrays. They are fields of what it gives: for ten elements, to look them up in an array of arrays
     * took a fifth of the call.
     *
     * @param inputs one array for each input, all of the same length
     */
    HeapLoop over(double[][] inputs);

    /**
     * Runs the program.
     *
     * @param out receives the results; as long as the inputs; may be one of them
     * @param begin the first element
     * @param end behind the last one
     */
    void run(double[] out, int begin, int end);

    /** Elements of each input. */
    int length();

    /**
     * Runs the program for all elements.
     *
     * @param out receives the results; may be one of the inputs
     * @return false if nothing was done, since it is not as long as they are
     */
    default boolean run(double[] out) {
        if (out.length != length()) {
            return false;
        }
        run(out, 0, out.length);
        return true;
    }

    /**
     * Tells whether a program can be such a loop.
     *
     * @param program the program
     */
    static boolean isPossible(Program program) {
        if (program.steps().size() > MOST_STEPS || program.inputs() == 0) {
            return false;
        }
        for (Step step : program.steps()) {
            boolean hasLoop = switch (step.op()) {
                case COPY,
                        ADD,
                        SUBTRACT,
                        MULTIPLY,
                        DIVIDE,
                        NEGATIVE,
                        ABS,
                        SQUARE,
                        RECIPROCAL,
                        SQRT,
                        FLOOR,
                        CEIL,
                        ROUND -> step.dtype() == DType.FLOAT64;
                default -> false;
            };
            if (!hasLoop) {
                return false;
            }
        }
        return program.constants().stream()
                .allMatch(constant -> constant.dtype() == DType.FLOAT64 || constant.dtype() == DType.INT64);
    }

    /**
     * The array that a view is.
     *
     * @param view the view
     * @param length how many elements
     * @return null if it is not a whole {@code double[]} of that length that may be written, in C order
     */
    static double @Nullable [] whole(View view, long length) {
        return view.dtype() == DType.FLOAT64
                        && view.offset() == 0
                        && view.segment().address() == 0
                        && view.array() instanceof double[] array
                        && array.length == length
                        && view.size() == length
                        && view.isContiguous()
                ? array
                : null;
    }

    /**
     * Makes a loop.
     *
     * @param program a {@linkplain #isPossible possible} one
     * @return a loop that is to be put {@linkplain #over over} arrays; null where there is no memory for it, or the runtime makes no classes, as one compiled ahead of time
     */
    static @Nullable HeapLoop of(Program program) {
        try {
            MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(Body.classOf(program), true);
            return (HeapLoop)
                    hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class, double[][].class))
                            .invoke(new double[program.inputs()][]);
        } catch (Error | UnsupportedOperationException e) {
            return null; // the engine runs the program
        } catch (Throwable e) {
            throw new AssertionError("a loop for " + program, e);
        }
    }

    /** The bytecode. */
    final class Body {
        private static final ClassDesc LOOP = HeapLoop.class.describeConstable().orElseThrow();
        private static final ClassDesc SELF = LOOP.nested("Compiled");
        private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
        private static final ClassDesc ARRAY = CD_double.arrayType();
        private static final MethodTypeDesc CONSTRUCTOR = MethodTypeDesc.of(CD_void, ARRAY.arrayType());
        private static final int OUT = 1;
        private static final int INDEX = 2;
        private static final int END = 3;
        private static final int FIRST_ARRAY = 4;

        private final CodeBuilder code;
        private final Program program;

        private Body(CodeBuilder code, Program program) {
            this.code = code;
            this.program = program;
        }

        private static byte[] classOf(Program program) {
            return ClassFile.of().build(SELF, type -> {
                type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withInterfaceSymbols(LOOP);
                for (int i = 0; i < program.inputs(); i++) {
                    type.withField(field(i), ARRAY, ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
                }
                type.withMethodBody(
                        INIT_NAME, CONSTRUCTOR, ClassFile.ACC_PUBLIC, code -> new Body(code, program).constructor());
                type.withMethodBody(
                        "over",
                        MethodTypeDesc.of(LOOP, ARRAY.arrayType()),
                        ClassFile.ACC_PUBLIC,
                        code -> code.new_(SELF)
                                .dup()
                                .aload(1)
                                .invokespecial(SELF, INIT_NAME, CONSTRUCTOR)
                                .areturn());
                type.withMethodBody(
                        "length",
                        MethodTypeDesc.of(CD_int),
                        ClassFile.ACC_PUBLIC,
                        code -> code.aload(0)
                                .getfield(SELF, field(0), ARRAY)
                                .arraylength()
                                .ireturn());
                type.withMethodBody(
                        "run",
                        MethodTypeDesc.of(CD_void, ARRAY, CD_int, CD_int),
                        ClassFile.ACC_PUBLIC,
                        code -> new Body(code, program).loop());
            });
        }

        private static String field(int input) {
            return "input" + input;
        }

        private void constructor() {
            code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void);
            for (int i = 0; i < program.inputs(); i++) {
                code.aload(0).aload(1).loadConstant(i).aaload().putfield(SELF, field(i), ARRAY);
            }
            code.return_();
        }

        private void loop() {
            Label next = code.newLabel();
            Label end = code.newLabel();
            for (int i = 0; i < program.inputs(); i++) {
                code.aload(0).getfield(SELF, field(i), ARRAY).astore(FIRST_ARRAY + i);
            }
            code.labelBinding(next).iload(INDEX).iload(END).if_icmpge(end);
            int last = program.steps().size() - 1;
            for (int i = 0; i <= last; i++) {
                step(program.steps().get(i));
                code.dstore(local(i));
            }
            code.aload(OUT).iload(INDEX).dload(local(last)).dastore();
            code.iinc(INDEX, 1).goto_(next).labelBinding(end).return_();
        }

        /** Where a step's result is: a double takes two places. */
        private int local(int step) {
            return FIRST_ARRAY + program.inputs() + 2 * step;
        }

        private void step(Step step) {
            if (step.op() == Op.RECIPROCAL) {
                code.dconst_1();
            }
            load(step.a());
            if (step.b() >= 0) {
                load(step.b());
            }
            switch (step.op()) {
                case COPY -> {}
                case ADD -> code.dadd();
                case SUBTRACT -> code.dsub();
                case MULTIPLY -> code.dmul();
                case DIVIDE, RECIPROCAL -> code.ddiv();
                case NEGATIVE -> code.dneg();
                case SQUARE -> code.dup2().dmul();
                case ABS -> call("abs");
                case SQRT -> call("sqrt");
                case FLOOR -> call("floor");
                case CEIL -> call("ceil");
                case ROUND -> call("rint");
                default -> throw new AssertionError(step);
            }
        }

        private void load(int source) {
            int constants = program.constants().size();
            if (source < program.inputs()) {
                code.aload(FIRST_ARRAY + source).iload(INDEX).daload();
            } else if (source < program.inputs() + constants) {
                Constant constant = program.constants().get(source - program.inputs());
                code.loadConstant(
                        constant.dtype() == DType.INT64
                                ? (double) constant.bits()
                                : Double.longBitsToDouble(constant.bits()));
            } else {
                code.dload(local(source - program.inputs() - constants));
            }
        }

        private void call(String name) {
            code.invokestatic(MATH, name, MethodTypeDesc.of(CD_double, CD_double));
        }
    }
}
