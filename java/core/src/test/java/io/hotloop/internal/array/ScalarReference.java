package io.hotloop.internal.array;

import io.hotloop.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What the operations of {@code hotloop.h} mean, one element at a time and by other means than the interpreter:
 * integers as BigInteger, float32 in float arithmetic. A value is a Boolean, BigInteger, Float, Double, or a list
 * of two Floats or Doubles. NaN equals NaN whatever its bits.
 */
final class ScalarReference {
    private ScalarReference() {}

    static BigInteger wrap(BigInteger value, DType dtype) {
        int bits = 8 * dtype.byteSize();
        BigInteger low = value.mod(BigInteger.ONE.shiftLeft(bits));
        return dtype.kind() == DType.Kind.SIGNED && low.testBit(bits - 1)
                ? low.subtract(BigInteger.ONE.shiftLeft(bits))
                : low;
    }

    static BigInteger min(DType dtype) {
        return dtype.kind() == DType.Kind.SIGNED
                ? BigInteger.ONE.shiftLeft(8 * dtype.byteSize() - 1).negate()
                : BigInteger.ZERO;
    }

    static BigInteger max(DType dtype) {
        return BigInteger.ONE
                .shiftLeft(8 * dtype.byteSize() - (dtype.kind() == DType.Kind.SIGNED ? 1 : 0))
                .subtract(BigInteger.ONE);
    }

    /** Reads an element, from any offset. */
    static Object read(MemorySegment s, long offset, DType dtype) {
        int size = dtype.byteSize();
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[size - 1 - i] = s.get(ValueLayout.JAVA_BYTE, offset + i); // little-endian to BigInteger's order
        }
        return switch (dtype) {
            case BOOL -> bytes[0] != 0;
            case FLOAT32 -> Float.intBitsToFloat(new BigInteger(bytes).intValue());
            case FLOAT64 -> Double.longBitsToDouble(new BigInteger(bytes).longValue());
            case COMPLEX64, COMPLEX128 ->
                List.of(read(s, offset, Promotion.real(dtype)), read(s, offset + size / 2, Promotion.real(dtype)));
            default -> wrap(new BigInteger(bytes), dtype);
        };
    }

    /** Writes an element, at any offset. */
    static void write(MemorySegment s, long offset, DType dtype, Object value) {
        switch (value) {
            case Boolean b -> writeBits(s, offset, 1, b ? 1 : 0);
            case BigInteger i -> writeBits(s, offset, dtype.byteSize(), i.longValue());
            case Float f -> writeBits(s, offset, 4, Float.floatToRawIntBits(f));
            case Double d -> writeBits(s, offset, 8, Double.doubleToRawLongBits(d));
            case List<?> parts -> {
                write(s, offset, Promotion.real(dtype), parts.getFirst());
                write(s, offset + dtype.byteSize() / 2, Promotion.real(dtype), parts.getLast());
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private static void writeBits(MemorySegment s, long offset, int size, long bits) {
        for (int i = 0; i < size; i++) {
            s.set(ValueLayout.JAVA_BYTE, offset + i, (byte) (bits >> 8 * i));
        }
    }

    /** Special values of a dtype, and random ones. */
    static List<Object> values(DType dtype, Random random) {
        return switch (dtype) {
            case BOOL -> List.of(false, true);
            case FLOAT32 ->
                mixed(
                        random,
                        8,
                        List.of(
                                0f,
                                -0f,
                                1f,
                                -1f,
                                0.5f,
                                -0.5f,
                                1.5f,
                                2.5f,
                                -2.5f,
                                3f,
                                -7f,
                                1e-45f,
                                -1e-45f,
                                1e38f,
                                Float.MIN_NORMAL,
                                Float.MAX_VALUE,
                                -Float.MAX_VALUE,
                                Float.POSITIVE_INFINITY,
                                Float.NEGATIVE_INFINITY,
                                Float.NaN,
                                127.5f,
                                -128.5f,
                                3e9f,
                                1e19f,
                                -1e19f,
                                0.1f,
                                16777217f),
                        r -> (float) (r.nextGaussian() * 10),
                        r -> Float.intBitsToFloat(r.nextInt()));
            case FLOAT64 ->
                mixed(
                        random,
                        8,
                        List.of(
                                0.0,
                                -0.0,
                                1.0,
                                -1.0,
                                0.5,
                                -0.5,
                                1.5,
                                2.5,
                                -2.5,
                                3.0,
                                -7.0,
                                Double.MIN_VALUE,
                                -Double.MIN_VALUE,
                                1e308,
                                Double.MIN_NORMAL,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                Double.NaN,
                                127.5,
                                -128.5,
                                255.5,
                                65535.9,
                                2147483648.0,
                                -2147483649.0,
                                4294967295.5,
                                0x1p63,
                                -0x1p63,
                                0x1p64,
                                1e19,
                                -1e19,
                                0x1.fffffep127,
                                0x1.ffffffp127,
                                0x1.000001p0,
                                0x1p-150,
                                0.1),
                        r -> r.nextGaussian() * 10,
                        r -> Double.longBitsToDouble(r.nextLong()));
            case COMPLEX64 -> pairs(values(DType.FLOAT32, random), random);
            case COMPLEX128 -> pairs(values(DType.FLOAT64, random), random);
            default ->
                mixed(
                        random,
                        8,
                        List.of(
                                BigInteger.ZERO,
                                BigInteger.ONE,
                                BigInteger.TWO,
                                BigInteger.valueOf(7),
                                BigInteger.valueOf(8),
                                BigInteger.valueOf(31),
                                BigInteger.valueOf(63),
                                BigInteger.valueOf(64),
                                wrap(BigInteger.valueOf(-1), dtype),
                                wrap(BigInteger.valueOf(-7), dtype),
                                min(dtype),
                                max(dtype),
                                max(dtype).shiftRight(1),
                                wrap(BigInteger.valueOf((1L << 53) + 1), dtype),
                                wrap(BigInteger.valueOf((1L << 40) + (1L << 16) + 1), dtype)),
                        r -> wrap(BigInteger.valueOf(r.nextLong()), dtype),
                        r -> wrap(BigInteger.valueOf(r.nextInt(64)), dtype));
        };
    }

    @SafeVarargs
    private static List<Object> mixed(
            Random random, int count, List<?> special, java.util.function.Function<Random, Object>... more) {
        List<Object> values = new java.util.ArrayList<>(special);
        for (var source : more) {
            for (int i = 0; i < count; i++) {
                values.add(source.apply(random));
            }
        }
        return values;
    }

    private static List<Object> pairs(List<Object> parts, Random random) {
        List<Object> values = new java.util.ArrayList<>();
        for (Object part : parts) {
            values.add(List.of(part, parts.get(random.nextInt(parts.size()))));
            values.add(List.of(parts.get(random.nextInt(parts.size())), part));
        }
        values.add(List.of(parts.get(0), parts.get(0)));
        values.add(List.of(parts.get(1), parts.get(0)));
        return values;
    }

    /** A value cast to a dtype. */
    static Object cast(Object value, DType to) {
        return switch (to) {
            case BOOL ->
                switch (value) {
                    case Boolean b -> b;
                    case BigInteger i -> i.signum() != 0;
                    case Float f -> f != 0;
                    case Double d -> d != 0;
                    case List<?> parts -> (Boolean) cast(parts.getFirst(), to) || (Boolean) cast(parts.getLast(), to);
                    default -> throw new AssertionError();
                };
            case FLOAT32 ->
                switch (value) {
                    case Boolean b -> b ? 1f : 0f;
                    case BigInteger i -> i.floatValue();
                    case Number n -> n.floatValue();
                    case List<?> parts -> cast(parts.getFirst(), to);
                    default -> throw new AssertionError();
                };
            case FLOAT64 ->
                switch (value) {
                    case Boolean b -> b ? 1.0 : 0.0;
                    case Number n -> n.doubleValue();
                    case List<?> parts -> cast(parts.getFirst(), to);
                    default -> throw new AssertionError();
                };
            case COMPLEX64, COMPLEX128 -> {
                DType part = Promotion.real(to);
                yield value instanceof List<?> parts
                        ? List.of(cast(parts.getFirst(), part), cast(parts.getLast(), part))
                        : List.of(cast(value, part), cast(false, part));
            }
            default ->
                switch (value) {
                    case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
                    case BigInteger i -> wrap(i, to);
                    case Float f -> saturate(f, to);
                    case Double d -> saturate(d, to);
                    case List<?> parts -> cast(parts.getFirst(), to);
                    default -> throw new AssertionError();
                };
        };
    }

    private static BigInteger saturate(double value, DType to) {
        if (Double.isNaN(value)) {
            return BigInteger.ZERO;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? max(to) : min(to);
        }
        return new BigDecimal(value).toBigInteger().min(max(to)).max(min(to));
    }

    /** The operation on values of the dtype; null where it is not defined for it. */
    static Object apply(Op op, DType dtype, Object a, Object b, Object c) {
        if (op == Op.COPY) {
            return a;
        }
        if (op == Op.WHERE) {
            return (Boolean) a ? b : c;
        }
        return switch (dtype.kind()) {
            case BOOL -> truth(op, (Boolean) a, (Boolean) b, (Boolean) c);
            case SIGNED, UNSIGNED -> integer(op, dtype, (BigInteger) a, (BigInteger) b, (BigInteger) c);
            case FLOATING ->
                dtype == DType.FLOAT32
                        ? single(op, (Float) a, (Float) b, (Float) c)
                        : real(op, (Double) a, (Double) b, (Double) c);
            case COMPLEX -> complex(op, dtype, (List<?>) a, (List<?>) b);
        };
    }

    private static Object truth(Op op, boolean a, boolean b, boolean c) {
        return switch (op) {
            case MAXIMUM, BITWISE_OR, LOGICAL_OR -> a | b;
            case MINIMUM, BITWISE_AND, LOGICAL_AND -> a & b;
            case BITWISE_XOR, LOGICAL_XOR, NE -> a ^ b;
            case EQ -> a == b;
            case LT -> !a & b;
            case LE -> !a | b;
            case GT -> a & !b;
            case GE -> a | !b;
            case INVERT, LOGICAL_NOT -> !a;
            case CLIP -> (a | b) & c;
            default -> null;
        };
    }

    private static Object integer(Op op, DType dtype, BigInteger a, BigInteger b, BigInteger c) {
        int bits = 8 * dtype.byteSize();
        boolean shiftable = b.signum() >= 0 && b.compareTo(BigInteger.valueOf(bits)) < 0;
        BigInteger result = switch (op) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case SQUARE -> a.multiply(a);
            case FLOOR_DIVIDE -> b.signum() == 0 ? BigInteger.ZERO : floor(a, b);
            case REMAINDER ->
                b.signum() == 0 ? BigInteger.ZERO : a.subtract(floor(a, b).multiply(b));
            case POW -> b.signum() < 0 ? BigInteger.ZERO : a.modPow(b, BigInteger.ONE.shiftLeft(64));
            case MAXIMUM -> a.max(b);
            case MINIMUM -> a.min(b);
            case CLIP -> a.max(b).min(c);
            case BITWISE_AND -> a.and(b);
            case BITWISE_OR -> a.or(b);
            case BITWISE_XOR -> a.xor(b);
            case LEFT_SHIFT -> shiftable ? a.shiftLeft(b.intValue()) : BigInteger.ZERO;
            case RIGHT_SHIFT -> a.shiftRight(shiftable ? b.intValue() : 64);
            case NEGATIVE -> a.negate();
            case ABS -> a.abs();
            case SIGN -> BigInteger.valueOf(a.signum());
            case INVERT -> a.not();
            default -> null;
        };
        return result == null ? compare(op, a.compareTo(b)) : wrap(result, dtype);
    }

    private static BigInteger floor(BigInteger a, BigInteger b) {
        return new BigDecimal(a)
                .divide(new BigDecimal(b), 0, RoundingMode.FLOOR)
                .toBigInteger();
    }

    private static Object compare(Op op, int order) {
        return switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> null;
        };
    }

    private static Object compare(Op op, double a, double b) {
        return switch (op) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
            case ISNAN -> Double.isNaN(a);
            case ISINF -> Double.isInfinite(a);
            case ISFINITE -> Double.isFinite(a);
            default -> null;
        };
    }

    private static Object real(Op op, double a, double b, double c) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case SQUARE -> a * a;
            case RECIPROCAL -> 1 / a;
            case FMA -> Math.fma(a, b, c);
            case SQRT -> Math.sqrt(a);
            case NEGATIVE -> -a;
            case ABS -> Math.abs(a);
            case MAXIMUM -> larger(a, b);
            case MINIMUM -> smaller(a, b);
            case CLIP -> smaller(larger(a, b), c);
            case SIGN -> a > 0 ? 1.0 : a < 0 ? -1.0 : a == 0 ? 0.0 : a;
            case COPYSIGN ->
                Double.longBitsToDouble(Double.doubleToRawLongBits(a) & Long.MAX_VALUE
                        | Double.doubleToRawLongBits(b) & Long.MIN_VALUE);
            case SIGNBIT -> Double.doubleToRawLongBits(a) < 0;
            case FLOOR -> rounded(a, RoundingMode.FLOOR);
            case CEIL -> rounded(a, RoundingMode.CEILING);
            case TRUNC -> rounded(a, RoundingMode.DOWN);
            case ROUND -> rounded(a, RoundingMode.HALF_EVEN);
            case FLOOR_DIVIDE -> divmod(a, b, false)[0];
            case REMAINDER -> divmod(a, b, false)[1];
            default -> compare(op, a, b);
        };
    }

    private static Object single(Op op, float a, float b, float c) {
        return switch (op) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case SQUARE -> a * a;
            case RECIPROCAL -> 1 / a;
            case FMA -> Math.fma(a, b, c);
            // Correctly rounded from 40 digits.
            case SQRT ->
                a > 0 && a < Float.POSITIVE_INFINITY
                        ? new BigDecimal(a).sqrt(new MathContext(40)).floatValue()
                        : (float) Math.sqrt(a);
            case COPYSIGN ->
                Float.intBitsToFloat(Float.floatToRawIntBits(a) & Integer.MAX_VALUE
                        | Float.floatToRawIntBits(b) & Integer.MIN_VALUE);
            case FLOOR_DIVIDE -> (float) divmod(a, b, true)[0];
            case REMAINDER -> (float) divmod(a, b, true)[1];
            default ->
                real(op, (double) a, (double) b, (double) c) instanceof Double d
                        ? d.floatValue()
                        : real(op, (double) a, (double) b, (double) c);
        };
    }

    private static double larger(double a, double b) {
        return a >= b || Double.isNaN(a) ? a : b;
    }

    private static double smaller(double a, double b) {
        return a <= b || Double.isNaN(a) ? a : b;
    }

    private static double rounded(double a, RoundingMode mode) {
        return Double.isFinite(a)
                ? Math.copySign(new BigDecimal(a).setScale(0, mode).doubleValue(), a)
                : a;
    }

    /** The exact remainder of a division that is cut off. */
    private static double fmod(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || b == 0) {
            return Double.NaN;
        }
        return Double.isInfinite(b)
                ? a
                : Math.copySign(new BigDecimal(a).remainder(new BigDecimal(b)).doubleValue(), a);
    }

    /** NumPy's npy_divmod, each operation rounded to the type. */
    private static double[] divmod(double a, double b, boolean single) {
        double mod = fmod(a, b);
        if (b == 0) {
            return new double[] {a / b, mod};
        }
        double div = to(to(a - mod, single) / b, single);
        if (mod != 0) {
            if (b < 0 != mod < 0) {
                mod = to(mod + b, single);
                div = to(div - 1, single);
            }
        } else {
            mod = Math.copySign(0, b);
        }
        double floor = Math.copySign(0, to(a / b, single));
        if (div != 0) {
            floor = Math.floor(div);
            if (div - floor > 0.5) {
                floor = to(floor + 1, single);
            }
        }
        return new double[] {floor, mod};
    }

    private static double to(double x, boolean single) {
        return single ? (float) x : x;
    }

    private static Object complex(Op op, DType dtype, List<?> a, List<?> b) {
        if (dtype == DType.COMPLEX64) {
            float ar = (Float) a.getFirst();
            float ai = (Float) a.getLast();
            float br = (Float) b.getFirst();
            float bi = (Float) b.getLast();
            return switch (op) {
                case ADD -> List.of(ar + br, ai + bi);
                case SUBTRACT -> List.of(ar - br, ai - bi);
                case MULTIPLY -> List.of(ar * br - ai * bi, ar * bi + ai * br);
                case SQUARE -> List.of(ar * ar - ai * ai, ar * ai + ai * ar);
                case DIVIDE -> {
                    if (Math.abs(br) >= Math.abs(bi)) {
                        if (br == 0) {
                            yield List.of(ar / Math.abs(br), ai / Math.abs(br));
                        }
                        float ratio = bi / br;
                        float scale = 1 / (br + bi * ratio);
                        yield List.of((ar + ai * ratio) * scale, (ai - ar * ratio) * scale);
                    }
                    float ratio = br / bi;
                    float scale = 1 / (bi + br * ratio);
                    yield List.of((ar * ratio + ai) * scale, (ai * ratio - ar) * scale);
                }
                case RECIPROCAL -> {
                    if (Math.abs(ai) <= Math.abs(ar)) {
                        float ratio = ai / ar;
                        float divisor = ar + ai * ratio;
                        yield List.of(1 / divisor, -ratio / divisor);
                    }
                    float ratio = ar / ai;
                    float divisor = ar * ratio + ai;
                    yield List.of(ratio / divisor, -1 / divisor);
                }
                case NEGATIVE -> List.of(-ar, -ai);
                case CONJ -> List.of(ar, -ai);
                case REAL -> ar;
                case IMAG -> ai;
                default -> tests(op, a, b);
            };
        }
        double ar = (Double) a.getFirst();
        double ai = (Double) a.getLast();
        double br = (Double) b.getFirst();
        double bi = (Double) b.getLast();
        return switch (op) {
            case ADD -> List.of(ar + br, ai + bi);
            case SUBTRACT -> List.of(ar - br, ai - bi);
            case MULTIPLY -> List.of(ar * br - ai * bi, ar * bi + ai * br);
            case SQUARE -> List.of(ar * ar - ai * ai, ar * ai + ai * ar);
            case DIVIDE -> {
                if (Math.abs(br) >= Math.abs(bi)) {
                    if (br == 0) {
                        yield List.of(ar / Math.abs(br), ai / Math.abs(br));
                    }
                    double ratio = bi / br;
                    double scale = 1 / (br + bi * ratio);
                    yield List.of((ar + ai * ratio) * scale, (ai - ar * ratio) * scale);
                }
                double ratio = br / bi;
                double scale = 1 / (bi + br * ratio);
                yield List.of((ar * ratio + ai) * scale, (ai * ratio - ar) * scale);
            }
            case RECIPROCAL -> {
                if (Math.abs(ai) <= Math.abs(ar)) {
                    double ratio = ai / ar;
                    double divisor = ar + ai * ratio;
                    yield List.of(1 / divisor, -ratio / divisor);
                }
                double ratio = ar / ai;
                double divisor = ar * ratio + ai;
                yield List.of(ratio / divisor, -1 / divisor);
            }
            case NEGATIVE -> List.of(-ar, -ai);
            case CONJ -> List.of(ar, -ai);
            case REAL -> ar;
            case IMAG -> ai;
            default -> tests(op, a, b);
        };
    }

    private static Object tests(Op op, List<?> a, List<?> b) {
        double[] x = a.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
        double[] y = b.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
        return switch (op) {
            case EQ -> x[0] == y[0] && x[1] == y[1];
            case NE -> !(x[0] == y[0] && x[1] == y[1]);
            case ISNAN -> Arrays.stream(x).anyMatch(Double::isNaN);
            case ISINF -> Arrays.stream(x).anyMatch(Double::isInfinite);
            case ISFINITE -> Arrays.stream(x).allMatch(Double::isFinite);
            default -> null;
        };
    }
}
