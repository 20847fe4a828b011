package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.data.Csv;
import io.hotloop.data.CsvOptions;
import io.hotloop.data.Npy;
import io.hotloop.data.Npz;
import io.hotloop.testing.ArrayAssertions;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls every public method that takes an array with one whose scope is closed: what is thrown names where the scope
 * was opened. Methods that look at no element are listed; a method that is new and neither fails fails the test.
 */
class ClosedArraysTest {
    private static final List<Class<?>> TYPES = List.of(
            NdArray.class,
            Nd.class,
            Index.class,
            ReduceOptions.class,
            Npy.class,
            Npz.class,
            Csv.class,
            ArrayAssertions.class);

    /** Of dtype, shape and strides alone, or a view: the elements are looked at by what comes after. */
    private static final Set<String> WITHOUT_ELEMENTS = Set.of(
            "asByteBuffer",
            "asCharBuffer",
            "asContiguous",
            "asDoubleBuffer",
            "asFloatBuffer",
            "asIntBuffer",
            "asLongBuffer",
            "asShortBuffer",
            "broadcastArrays",
            "broadcastTo",
            "byteSize",
            "canCast",
            "diagonal",
            "dtype",
            "emptyLike",
            "expandDims",
            "flip",
            "fullLike",
            "get(long)",
            "get(long, long)",
            "get(long, long, long)",
            "get(long, long, long, long)",
            "get(long[])",
            "get(String)",
            "imag",
            "isContiguous",
            "isReadOnly",
            "matrixTranspose",
            "moveAxis",
            "onesLike",
            "permuteDims",
            "ndim",
            "ravel",
            "real",
            "reshape",
            "resultType",
            "segment",
            "shape",
            "size",
            "squeeze",
            "strides",
            "swapAxes",
            "toString",
            "transpose",
            "zerosLike",
            // Of an Index or of options, which keep the array for later.
            "of",
            "where",
            // Refused unless the array is over a mapped file.
            "flush");

    private static final List<long[]> SHAPES =
            List.of(new long[] {}, new long[] {1}, new long[] {2}, new long[] {2, 2}, new long[] {1, 1, 1}, new long[] {
                1, 1, 1, 1
            });

    private @TempDir Path folder;

    /** One array and how it is called on. */
    private record Call(Method method, @Nullable Object receiver, Object[] arguments) {}

    private static boolean takesAnArray(Method method) {
        if (method.getDeclaringClass() == Object.class) {
            return false;
        }
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        return !isStatic && NdArray.class == receiver(method)
                || !isStatic && method.getName().equals("hashCode") && Index.class == receiver(method)
                || Arrays.stream(method.getParameterTypes())
                        .anyMatch(type -> type == NdArray.class || type == NdArray[].class || type == Map.class);
    }

    /** The public class that a method belongs to: those of an array are declared in the classes that it extends. */
    private static Class<?> receiver(Method method) {
        return method.getDeclaringClass().isAssignableFrom(NdArray.class) ? NdArray.class : method.getDeclaringClass();
    }

    private static boolean looksAtNoElement(Method method) {
        String types = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return WITHOUT_ELEMENTS.contains(method.getName())
                || WITHOUT_ELEMENTS.contains(method.getName() + "(" + types + ")");
    }

    @Test
    void everyUseNamesTheScope() throws Exception {
        List<Method> methods = TYPES.stream()
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(ClosedArraysTest::takesAnArray)
                .toList();
        Set<Method> named = new HashSet<>();
        Set<String> unnamed = new TreeSet<>();
        for (DType dtype :
                List.of(DType.FLOAT64, DType.INT64, DType.BOOL, DType.FLOAT32, DType.INT32, DType.COMPLEX128)) {
            for (long[] shape : SHAPES) {
                NdArray closed;
                try (var _ = ArrayScope.open()) {
                    closed = NdArray.ones(dtype, shape);
                }
                // Of rank 0 it is the out of a sum along the only axis.
                NdArray open = shape.length == 0 ? NdArray.ones(dtype, 1) : NdArray.ones(dtype, shape);
                for (Method method : methods) {
                    for (Call call : calls(method, open, closed)) {
                        String problem = problem(call);
                        if (problem.contains("opened at io.hotloop.ClosedArraysTest.everyUseNamesTheScope")) {
                            named.add(method);
                        } else if (problem.contains("losed")) {
                            unnamed.add(method + ": " + problem);
                        }
                    }
                }
            }
        }
        assertThat(unnamed).isEmpty();
        assertThat(methods.stream()
                        .filter(method -> !named.contains(method) && !looksAtNoElement(method))
                        .map(Method::toString))
                .isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .as("nothing is written before the array is found closed")
                    .isEmpty();
        }
    }

    /** The calls with a closed array in one place: of the receiver, or of an argument. */
    private List<Call> calls(Method method, NdArray open, NdArray closed) {
        List<Call> calls = new ArrayList<>();
        Class<?>[] types = method.getParameterTypes();
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        Class<?> declaring = receiver(method);
        if (!isStatic && declaring == NdArray.class) {
            calls.add(new Call(method, closed, arguments(method, open)));
        } else if (!isStatic && declaring == Index.class) {
            calls.add(new Call(method, Index.of(integers(closed)), arguments(method, open)));
        }
        Object receiver = null;
        if (declaring == NdArray.class) {
            receiver = open;
        } else if (declaring == Index.class) {
            receiver = Index.ALL;
        } else if (declaring == ReduceOptions.class) {
            receiver = ReduceOptions.allAxes();
        }
        if (!isStatic && receiver == null) {
            return calls;
        }
        for (int i = 0; i < types.length; i++) {
            Object one = closed(types[i], closed);
            if (one != null) {
                Object[] arguments = arguments(method, open);
                arguments[i] = one;
                calls.add(new Call(method, receiver, arguments));
            }
        }
        return calls;
    }

    private static NdArray integers(NdArray array) {
        return array.dtype().isInteger() || array.dtype() == DType.BOOL
                ? array
                : NdArray.wrap(array.segment(), DType.INT8, array.size());
    }

    private Object[] arguments(Method method, NdArray open) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> value(type, open))
                .toArray();
        if (method.getName().endsWith("Exact") && method.getParameterTypes()[1] == long.class) {
            // Division by 0 is refused before anything is looked at.
            arguments[1] = 1L;
        }
        if (method.getName().equals("eval")) {
            arguments[0] = "a + 1";
        }
        return arguments;
    }

    /** An argument with the closed array in it, or null where the type takes none. */
    private static @Nullable Object closed(Class<?> type, NdArray closed) {
        if (type == NdArray.class || type == Object.class) {
            return closed;
        } else if (type == NdArray[].class) {
            return new NdArray[] {closed, closed};
        } else if (type == Object[].class) {
            return new Object[] {closed};
        } else if (type == Index.class) {
            return Index.of(integers(closed));
        } else if (type == ReduceOptions.class && closed.dtype() == DType.BOOL) {
            return ReduceOptions.allAxes().where(closed);
        } else if (type == Map.class) {
            return Map.of("a", closed);
        }
        return null;
    }

    private Object value(Class<?> type, NdArray open) {
        if (type.isPrimitive()) {
            // 0 and false: an axis, a position.
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (type == NdArray.class || type == Object.class) {
            return open;
        } else if (type == Object[].class) {
            return new Object[] {Index.ALL};
        } else if (type == long[].class) {
            return new long[open.ndim()];
        } else if (type == Complex[].class) {
            return new Complex[(int) open.size()];
        } else if (type == int[].class && open.size() > 2) {
            return new int[] {0, 1, 2, 3};
        } else if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), (int) open.size());
        } else if (type.isEnum()) {
            return type == DType.class ? DType.FLOAT64 : type.getEnumConstants()[0];
        }
        return switch (type.getSimpleName()) {
            case "Complex" -> Complex.ONE;
            case "Index" -> Index.ALL;
            case "ReduceOptions" -> ReduceOptions.allAxes();
            case "Tolerance" -> Tolerance.DEFAULT;
            case "CsvOptions" -> CsvOptions.DEFAULT;
            case "String" -> "0";
            case "Arena" -> Arena.ofAuto();
            case "Path" -> folder.resolve("file");
            case "Appendable" -> new StringBuilder();
            case "OutputStream" -> new ByteArrayOutputStream();
            case "Map" -> Map.of("a", open);
            default -> new Object();
        };
    }

    private static String problem(Call call) throws IllegalAccessException {
        try {
            call.method.invoke(call.receiver, call.arguments);
            return "";
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        } catch (IllegalArgumentException e) {
            // No argument of this type here.
            return "";
        }
    }
}
