package io.hotloop.tests.arrays;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.DType;
import io.hotloop.bindings.gen.HotloopH;
import io.hotloop.internal.array.Layouts;
import io.hotloop.internal.array.Op;
import io.hotloop.internal.array.Program;
import io.hotloop.internal.array.Reduction;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The numbers that Java sends are those of hotloop.h. */
class AbiIT {
    @Test
    void operations() throws ReflectiveOperationException {
        for (Op op : Op.values()) {
            if (op.code() >= 0) {
                assertThat(op.code()).as(op.name()).isEqualTo(constant("HL_OP_" + op));
            }
        }
        Set<String> named = Arrays.stream(Op.values())
                .filter(op -> op.code() >= 0)
                .map(op -> "HL_OP_" + op)
                .collect(Collectors.toSet());
        assertThat(Arrays.stream(HotloopH.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("HL_OP_") && !name.equals("HL_OP_FAST")))
                .containsExactlyInAnyOrderElementsOf(named);
        assertThat(Op.EXP.code(true, DType.FLOAT64)).isEqualTo(constant("HL_OP_EXP") + constant("HL_OP_FAST"));
    }

    @Test
    void reductions() throws ReflectiveOperationException {
        for (Reduction reduction : Reduction.values()) {
            assertThat(reduction.code()).as(reduction.name()).isEqualTo(constant("HL_" + reduction));
        }
    }

    /** C's dtypes are {@link DType#ordinal()}. */
    @Test
    void dtypes() throws ReflectiveOperationException {
        for (DType dtype : DType.values()) {
            String letter = switch (dtype.kind()) {
                case BOOL -> "BOOL";
                case SIGNED -> "I";
                case UNSIGNED -> "U";
                case FLOATING -> "F";
                case COMPLEX -> "C";
            };
            String name = "HL_" + letter + (dtype == DType.BOOL ? "" : dtype.byteSize() * 8);
            assertThat(dtype.ordinal()).as(dtype.name()).isEqualTo(constant(name));
        }
    }

    @Test
    void limits() throws ReflectiveOperationException {
        assertThat(Layouts.MAX_RANK).isEqualTo(constant("HL_MAX_RANK"));
        assertThat(Program.MAX_INPUTS).isEqualTo(constant("HL_MAX_EXPRESSION_INPUTS"));
        assertThat(Program.MAX_CONSTANTS).isEqualTo(constant("HL_MAX_CONSTANTS"));
        assertThat(Program.MAX_STEPS).isEqualTo(constant("HL_MAX_STEPS"));
    }

    private static int constant(String name) throws ReflectiveOperationException {
        return (int) HotloopH.class.getMethod(name).invoke(null);
    }
}
