package io.hotloop;

import java.math.BigInteger;

/**
 * The limits of an integer dtype: the array API standard's {@code iinfo}.
 *
 * @param bits the size of a number in bits
 * @param max the largest number
 * @param min the least number
 * @param dtype the dtype
 */
public record IInfo(int bits, BigInteger max, BigInteger min, DType dtype) {
    /**
     * The limits of a dtype.
     *
     * @param dtype a signed or unsigned integer dtype
     * @return its limits
     * @throws IllegalArgumentException if the dtype is bool, floating-point or complex
     */
    public static IInfo of(DType dtype) {
        if (!dtype.isInteger()) {
            throw new IllegalArgumentException(dtype + " is no integer dtype");
        }
        int bits = 8 * dtype.byteSize();
        boolean signed = dtype.kind() == DType.Kind.SIGNED;
        BigInteger count = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        return new IInfo(bits, count.subtract(BigInteger.ONE), signed ? count.negate() : BigInteger.ZERO, dtype);
    }
}
