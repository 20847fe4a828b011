package io.hotloop.kernel.internal;

import io.hotloop.kernel.KernelCall;
import io.hotloop.kernel.Layout;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells in sentences what {@link Glue} makes of a signature. */
final class CallSteps {
    /** What the calling convention of x86-64 Linux passes in registers. */
    private static final int INTEGER_REGISTERS = 6;

    private static final int FLOATING_REGISTERS = 8;

    private CallSteps() {}

    static KernelCall of(Signature signature) {
        var steps = new ArrayList<String>();
        steps.add(
                signature.isShort()
                        ? "critical transition: no garbage collection can begin until C returns"
                        : "ordinary transition: garbage collection goes on meanwhile");
        steps.add(arguments(signature));
        java.lang.reflect.Parameter[] names = signature.method().getParameters();
        int first = signature.parameters().size() - names.length;
        if (first > 0) {
            steps.add("self: " + argument(signature.parameters().getFirst(), signature));
        }
        for (int i = 0; i < names.length; i++) {
            String name = names[i].isNamePresent() ? names[i].getName() : "parameter " + (i + 1);
            steps.add(name + ": " + argument(signature.parameters().get(first + i), signature));
        }
        String result = result(signature);
        if (!result.isEmpty()) {
            steps.add("result: " + result);
        }
        steps.add("then: a look whether C found an error, which becomes an exception");
        return new KernelCall(signature.symbol(), declaration(signature.method()), steps);
    }

    private static String declaration(Method method) {
        return method.getReturnType().getSimpleName() + " " + method.getName()
                + Arrays.stream(method.getParameters())
                        .map(parameter -> parameter.getType().getSimpleName()
                                + (parameter.isNamePresent() ? " " + parameter.getName() : ""))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String arguments(Signature signature) {
        if (!signature.isDirect()) {
            int pointers = signature.pointers();
            int words = CText.FIRST_WORD
                    + signature.parameters().stream().mapToInt(Parameter::words).sum();
            String list = "arguments: " + words + " words of a block that the thread keeps";
            list += signature.parameters().stream().anyMatch(Parameter::isArray) ? ", more for each array" : "";
            list += pointers == 0 ? "" : pointers == 1 ? ", and 1 pointer" : ", and " + pointers + " pointers";
            return list + onStack(1 + pointers, 0);
        }
        int floating = (int) signature.parameters().stream()
                .filter(parameter -> parameter instanceof Parameter.Scalar(var _, ScalarType type)
                        && (type == ScalarType.FLOAT || type == ScalarType.DOUBLE))
                .count();
        // The number of threads is one of them.
        return "arguments: as they are, in registers"
                + onStack(1 + signature.parameters().size() - floating, floating);
    }

    private static String onStack(int integers, int floating) {
        int spilled = Math.max(0, integers - INTEGER_REGISTERS) + Math.max(0, floating - FLOATING_REGISTERS);
        return spilled == 0 ? "" : "; " + spilled + " of them on the stack, for want of registers";
    }

    private static String argument(Parameter parameter, Signature signature) {
        return switch (parameter) {
            case Parameter.Scalar scalar -> scalar.c() + (signature.isDirect() ? ", as it is" : ", a word");
            case Parameter.Constant _ -> "its ordinal";
            case Parameter.Text _ -> "copied, as UTF-8";
            case Parameter.Segment segment ->
                "checked (" + reachable(segment.isShort()) + (segment.access().isWritten() ? ", not read-only" : "")
                        + "); not copied";
            case Parameter.Self _ -> "a pointer to the object's struct";
            case Parameter.ObjectStruct _ -> "checked (a struct of Hotloop's), a pointer to it; not copied";
            case Parameter.ObjectArray _ -> "described in 5 words; not copied";
            case Parameter.Array array -> array(array);
            case Parameter.Numbers _ -> "described in 5 words; not copied, which is why the collector waits";
            case Parameter.Struct struct ->
                "its " + struct.type().fields().size() + " fields are copied into a struct of "
                        + struct.type().bytes() + " bytes";
            case Parameter.Structs structs -> structs(structs);
            case Parameter.Callback _ ->
                "a pointer to a stub of a pool; each time that C calls it is an upcall into Java";
        };
    }

    private static String array(Parameter.Array array) {
        var checks = new ArrayList<String>();
        checks.add(array.dtype().toString());
        if (array.rank() >= 0) {
            checks.add("rank " + array.rank());
        }
        if (array.layout() == Layout.CONTIGUOUS) {
            checks.add("contiguous");
        }
        if (array.layout() != Layout.COPIED) {
            checks.add("aligned");
            checks.add(reachable(array.isShort()));
        }
        if (array.access().isWritten()) {
            checks.add("not read-only");
            checks.add("no elements that share memory");
        }
        String text = "checked (" + String.join(", ", checks) + "), described in "
                + (array.rank() < 0 ? "3 + 2 × rank" : String.valueOf(3 + 2 * array.rank())) + " words; ";
        if (array.layout() != Layout.COPIED) {
            return text + "not copied";
        }
        String unless = array.isShort() ? " unless it is contiguous" : " unless it is contiguous and off the heap";
        return text
                + (array.access().isRead() ? "copied" : "a new array in its place")
                + (array.access().isWritten() ? ", and copied back," : "")
                + unless;
    }

    private static String reachable(boolean isShort) {
        return isShort ? "on the heap or off it" : "off the heap";
    }

    private static String structs(Parameter.Structs structs) {
        String each = "for each record " + structs.type().bytes() + " bytes";
        return each
                + (structs.access().isRead() ? ", copied before" : ", zero before")
                + (structs.access().isWritten() ? ", a new record after" : "");
    }

    private static String result(Signature signature) {
        String from = signature.isDirect() ? "in a register" : "a word of the block";
        return switch (signature.result()) {
            case Result.None _ -> "";
            case Result.Scalar scalar -> scalar.c() + ", " + from;
            case Result.Code _ -> "a status; what is not 0 becomes an exception";
            case Result.Constant constant -> "an ordinal, looked up in " + constant.c();
            case Result.Text _ -> "a new String of C's UTF-8";
            case Result.Struct(StructType struct) ->
                "a new record of the " + struct.fields().size() + " fields of a struct";
        };
    }
}
