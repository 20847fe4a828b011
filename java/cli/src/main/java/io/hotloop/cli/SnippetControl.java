package io.hotloop.cli;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import jdk.jshell.execution.DirectExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets in this JVM, on the thread that evaluates them: an {@code ArrayScope} belongs to a thread, and arrays, kernels and
 * the JVM's flags are there at once.
 *
 * <p>JShell's own local control makes a thread for each snippet and tests at each branch of all code whether it shall end, so that
 * no loop would be vectorised. Here only statements at the prompt are tested, the methods that they call are not.
 */
final class SnippetControl extends DirectExecutionControl {
    private static final ClassDesc STOP_CHECK = ClassDesc.of(StopCheck.class.getName());

    /** What JShell calls the method with the statement itself. */
    private static final String STATEMENT = "do_it$";

    private final Thread thread = Thread.currentThread();

    private @Nullable Object value;

    /** Runs snippets of this thread. */
    SnippetControl() {}

    /** What the last snippet gave, and no text of it. */
    @Nullable
    Object value() {
        return value;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        ClassBytecodes[] tested = new ClassBytecodes[classes.length];
        for (int i = 0; i < classes.length; i++) {
            tested[i] = new ClassBytecodes(classes[i].name(), tested(classes[i].bytecodes()));
        }
        super.load(tested);
    }

    private static byte[] tested(byte[] bytes) {
        ClassFile file = ClassFile.of();
        CodeTransform test = (code, element) -> {
            if (element instanceof BranchInstruction) {
                code.invokestatic(STOP_CHECK, "check", MethodTypeDesc.of(ConstantDescs.CD_void));
            }
            code.with(element);
        };
        return file.transformClass(
                file.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString(STATEMENT), test));
    }

    @Override
    protected String invoke(Method method) throws Exception {
        value = null;
        Object given = method.invoke(null);
        value = given;
        return valueString(given);
    }

    /** Ends what runs: a statement at its next branch, a native call or a wait at once, by the interrupt. */
    @Override
    public void stop() {
        StopCheck.stop(true);
        thread.interrupt();
    }

    /** Before the next one: a stop that came too late for the last one is not its. */
    void start() {
        StopCheck.stop(false);
        Thread.interrupted();
    }
}
