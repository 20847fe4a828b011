package io.hotloop;

import io.hotloop.internal.array.PrecisionScope;
import java.util.Objects;

/**
 * How exactly functions such as {@code exp} are computed: a choice of an {@code Expression}, or of all that a thread
 * does for a while.
 *
 * <p>What is exact or correctly rounded in {@link #STRICT} (arithmetic, {@code sqrt}, comparisons, integers, sums) is the
 * same in {@link #FAST}, with one exception: of floats, {@code x**3} is {@code x*x*x} and {@code x**4} is the square of
 * the square.
 *
 * {@snippet :
 * Expression fast = Expression.compile("exp(-r2 / 2)", Precision.FAST);
 * NdArray weights = Precision.FAST.call(() -> Nd.exp(a));
 * }
 */
public enum Precision {
    /**
     * Functions within 1 ULP (see docs/functions.md for each), and the same bits from every processor, any number of
     * threads, any memory layout and from Java. The default.
     */
    STRICT,

    /**
     * Functions that are faster and less exact where there are such. Where there is no faster form, the strict one.
     * Powers of floats: {@code x**3} and {@code x**4} are products, within 1.5 ULP. The bits may differ between
     * processors, and between C and Java.
     *
     * <table>
     * <caption>The largest errors measured against MPFR, in ULP; their bounds and places are in docs/functions.md</caption>
     * <tr><th>function<th>float64<th>float32
     * <tr><td>exp<td>3.36<td>1.18
     * <tr><td>exp2<td>3.05<td>0.77
     * <tr><td>expm1<td>1.96<td>as STRICT
     * <tr><td>log<td>1.24<td>0.88
     * <tr><td>log2<td>1.51<td>1.61
     * <tr><td>log10<td>1.68<td>1.95
     * <tr><td>sin<td>2.12<td>as STRICT
     * <tr><td>cos<td>2.15<td>as STRICT
     * <tr><td>tan<td>3.52<td>as STRICT
     * <tr><td>asin<td>2.10<td>as STRICT
     * <tr><td>acos<td>1.14<td>as STRICT
     * <tr><td>atan<td>2.27<td>as STRICT
     * <tr><td>atan2<td>2.34<td>as STRICT
     * </table>
     */
    FAST;

    /**
     * The choice of the calling thread.
     *
     * @return that of the innermost {@link #call} or {@link #run} which the thread is in; {@link #STRICT} outside
     */
    public static Precision current() {
        return PrecisionScope.isFast() ? FAST : STRICT;
    }

    /**
     * Runs some work with this precision: operations of arrays, and expressions that are compiled in it without a
     * choice of their own. A scope of the calling thread alone; it ends with the work, and scopes nest.
     *
     * @param work the work
     */
    public void run(Runnable work) {
        Objects.requireNonNull(work, "work");
        PrecisionScope.call(this == FAST, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Runs some work with this precision and gives its result; see {@link #run}.
     *
     * @param <T> the type of the result
     * @param <X> what the work throws
     * @param work the work
     * @return what the work returns
     * @throws X what the work throws
     */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        Objects.requireNonNull(work, "work");
        return PrecisionScope.call(this == FAST, work);
    }
}
