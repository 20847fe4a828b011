package io.hotloop.kernel.internal;

import io.hotloop.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The C that is made from an interface: a header with its structs, enums and prototypes, which every source sees, and
 * the functions that Java calls.
 *
 * <p>A function of numbers alone gets them as they are, after the number of threads. Others get a block of words and the
 * pointers. Words: threads; the result; for each parameter that is no pointer its value or address; then for each array
 * the offset of its first element in bytes, its rank, its size, its shape and its strides in elements.
 */
final class CText {
    /** Words before those of the parameters: threads, result. */
    static final int FIRST_WORD = 2;

    /** The text by which a library tells which interface it was built for: 64 hexadecimal digits. */
    static final String HASH = "hlk_interface";

    /** The name of a function's entry begins so. */
    static final String ENTRY = "hlk_call_";

    /** The name of an elementwise function over a block begins so. */
    static final String BLOCK = "hlk_block_";

    private CText() {}

    /** What C calls an array of a dtype. */
    static String viewType(DType dtype, Access access) {
        return access.isWritten() ? "hl_" + dtype + "_array *" : "const hl_" + dtype + "_view *";
    }

    /** What C calls an array of structs. */
    static String viewType(StructType type, Access access) {
        return access.isWritten() ? type.c() + "_array *" : "const " + type.c() + "_view *";
    }

    /** The header that every source sees. */
    static String kernelHeader() {
        return Texts.HEADER;
    }

    /** What stands before the functions that Java calls. */
    static String runtime() {
        return Texts.RUNTIME;
    }

    /** What counts and times the functions of a library that is built with profiling. */
    static String profile() {
        return resource("hotloop_profile.c");
    }

    /** Read once. */
    private static final class Texts {
        static final String HEADER = resource("hotloop_kernel.h");
        static final String RUNTIME = resource("hotloop_kernel.c");
    }

    private static String resource(String name) {
        try (InputStream in = CText.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " of Hotloop's own jar", e);
        }
    }

    /** The header {@code kernels.h}. */
    static String header(List<Signature> signatures, List<StructType> structs) {
        var text = new StringBuilder("#pragma once\n")
                .append("#include \"hotloop_kernel.h\"\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n");
        for (Class<?> constants : enums(signatures, structs)) {
            String name = constants.getSimpleName();
            text.append("typedef int32_t ").append(name).append(";\n");
            for (Object value : constants.getEnumConstants()) {
                Enum<?> constant = (Enum<?>) value;
                text.append("enum { %s_%s = %d };\n".formatted(name, constant.name(), constant.ordinal()));
            }
        }
        for (StructType struct : structs) {
            text.append("typedef struct ").append(struct.c()).append(" {");
            for (StructType.Field field : struct.fields()) {
                text.append(' ')
                        .append(c(field))
                        .append(' ')
                        .append(field.name())
                        .append(';');
            }
            text.append(" } ")
                    .append(struct.c())
                    .append(";\nHL_ARRAY(")
                    .append(struct.c())
                    .append(", ");
            text.append(struct.c())
                    .append(");\nHL_STATIC_ASSERT(sizeof(")
                    .append(struct.c())
                    .append(") == ");
            text.append(struct.bytes()).append(", \"").append(struct.c()).append("\");\n");
        }
        for (Signature signature : signatures) {
            text.append(prototype(signature)).append(";\n");
        }
        return text.append("#ifdef __cplusplus\n}\n#endif\n").toString();
    }

    /** The declaration of a kernel, as its source is to define it. */
    static String prototype(Signature signature) {
        String list = String.join(
                ", ", signature.parameters().stream().map(Parameter::c).toList());
        return signature.result().c() + " " + signature.symbol() + "(" + (list.isEmpty() ? "void" : list) + ")";
    }

    private static String c(StructType.Field field) {
        return field.struct() != null
                ? field.struct().c()
                : field.enumeration() != null
                        ? field.enumeration().getSimpleName()
                        : Objects.requireNonNull(field.scalar()).c;
    }

    private static Set<Class<?>> enums(List<Signature> signatures, List<StructType> structs) {
        var enums = new LinkedHashSet<Class<?>>();
        for (StructType struct : structs) {
            struct.fields().stream()
                    .map(StructType.Field::enumeration)
                    .filter(Objects::nonNull)
                    .forEach(enums::add);
        }
        for (Signature signature : signatures) {
            for (Parameter parameter : signature.parameters()) {
                if (parameter instanceof Parameter.Constant constant) {
                    enums.add(constant.type());
                }
            }
            if (signature.result() instanceof Result.Constant constant) {
                enums.add(constant.type());
            }
        }
        for (Class<?> type : enums) {
            CNames.require(type.getSimpleName(), "the enum " + type.getTypeName());
        }
        return enums;
    }

    /** The functions that Java calls. */
    static String entries(List<Signature> signatures) {
        var text = new StringBuilder("/* What Java calls. */\n").append(runtime());
        for (Signature signature : signatures) {
            text.append(signature.isDirect() ? direct(signature) : blocked(signature));
        }
        return text.toString();
    }

    // Names begin with hlk_: no kernel's does, and so none is hidden by an argument.

    private static String direct(Signature signature) {
        var arguments = new StringBuilder("int32_t hlk_threads");
        var passed = new ArrayList<String>();
        for (int i = 0; i < signature.parameters().size(); i++) {
            arguments
                    .append(", ")
                    .append(signature.parameters().get(i).c())
                    .append(" hlk_a")
                    .append(i);
            passed.add("hlk_a" + i);
        }
        String result = signature.result().c();
        boolean isVoid = signature.result() instanceof Result.None;
        return """

                HLK_EXPORT %s %s%s(%s) {
                    hl_call hlk_call;
                    hlk_enter(&hlk_call, hlk_threads);
                    %s%s(%s);
                    hlk_leave(&hlk_call);
                %s}
                """.formatted(
                        result,
                        ENTRY,
                        signature.symbol(),
                        arguments,
                        isVoid ? "" : "const " + result + " hlk_result = ",
                        signature.symbol(),
                        String.join(", ", passed),
                        isVoid ? "" : "    return hlk_result;\n");
    }

    private static String blocked(Signature signature) {
        var arguments = new StringBuilder("int64_t *hlk_block");
        var views = new StringBuilder();
        var passed = new ArrayList<String>();
        int word = FIRST_WORD;
        for (int i = 0; i < signature.parameters().size(); i++) {
            Parameter parameter = signature.parameters().get(i);
            if (parameter.isPointer()) {
                arguments.append(", void *hlk_a").append(i);
            }
            String value = "hlk_block[" + word + "]";
            switch (parameter) {
                case Parameter.Scalar scalar -> passed.add("HLK_NUMBER(" + scalar.type().c + ", " + value + ")");
                case Parameter.Constant _ -> passed.add("HLK_NUMBER(int32_t, " + value + ")");
                case Parameter.Text _, Parameter.Struct _, Parameter.Callback _ ->
                    passed.add("(" + parameter.c() + ") " + value);
                case Parameter.Segment _, Parameter.Self _, Parameter.ObjectStruct _ -> passed.add("hlk_a" + i);
                case Parameter.Array _, Parameter.Numbers _, Parameter.ObjectArray _ -> {
                    views.append(view(parameter, i));
                    passed.add("&hlk_v" + i);
                }
                case Parameter.Structs _ -> {
                    views.append("""
                                static const int64_t hlk_one%1$d = 1;
                                %2$s hlk_v%1$d = {(void *) %3$s, &hlk_block[%4$d], &hlk_one%1$d, 1, hlk_block[%4$d], &hlk_call};
                            """.formatted(i, viewType(parameter), value, word + 1));
                    passed.add("&hlk_v" + i);
                }
            }
            word += parameter.words();
        }
        if (signature.parameters().stream().anyMatch(Parameter::isArray)) {
            views.insert(0, "    const int64_t *hlk_w = hlk_block + " + word + ";\n");
        }
        String call = signature.symbol() + "(" + String.join(", ", passed) + ")";
        String line = switch (signature.result()) {
            case Result.None _ -> call;
            case Result.Text _ -> "hlk_block[1] = (int64_t) " + call;
            case Result.Struct struct -> "*(" + struct.c() + " *) hlk_block[1] = " + call;
            case Result.Code _, Result.Constant _, Result.Scalar _ ->
                "*(" + signature.result().c() + " *) (void *) &hlk_block[1] = " + call;
        };
        return """

                HLK_EXPORT void %s%s(%s) {
                    hl_call hlk_call;
                %s    hlk_enter(&hlk_call, (int32_t) hlk_block[0]);
                    %s;
                    hlk_leave(&hlk_call);
                }
                """.formatted(ENTRY, signature.symbol(), arguments, views, line);
    }

    /** The view of argument i; takes its words. */
    private static String view(Parameter parameter, int i) {
        return """
                    %1$s hlk_v%2$d = {
                        (void *) ((char *) hlk_a%2$d + hlk_w[0]), hlk_w + 3, hlk_w + 3 + hlk_w[1], hlk_w[1], hlk_w[2], &hlk_call};
                    hlk_w += 3 + 2 * hlk_w[1];
                """.formatted(viewType(parameter), i);
    }

    /** What a view's pointer points to, not const. */
    private static String viewType(Parameter parameter) {
        return parameter.c().replace(" *", "").replace("const ", "");
    }
}
