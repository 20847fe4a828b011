package io.hotloop;

/**
 * The limits of a floating-point dtype: the array API standard's {@code finfo}.
 *
 * @param bits the size of a real number in bits
 * @param eps the distance from 1 to the next larger number
 * @param max the largest finite number
 * @param min the least finite number, {@code -max}
 * @param smallestNormal the smallest positive number of full precision
 * @param dtype the real dtype
 */
public record FInfo(int bits, double eps, double max, double min, double smallestNormal, DType dtype) {
    private static final FInfo SINGLE =
            new FInfo(32, 0x1p-23, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, DType.FLOAT32);
    private static final FInfo DOUBLE =
            new FInfo(64, 0x1p-52, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_NORMAL, DType.FLOAT64);

    /**
     * The limits of a dtype.
     *
     * @param dtype a floating-point dtype, or a complex one, which stands for that of its parts
     * @return its limits
     * @throws IllegalArgumentException if the dtype is bool or an integer type
     */
    public static FInfo of(DType dtype) {
        return switch (dtype) {
            case FLOAT32, COMPLEX64 -> SINGLE;
            case FLOAT64, COMPLEX128 -> DOUBLE;
            default -> throw new IllegalArgumentException(dtype + " is no floating-point dtype; see IInfo");
        };
    }
}
