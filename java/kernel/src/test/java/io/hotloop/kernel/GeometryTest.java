package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.Index;
import io.hotloop.NdArray;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** The first example of the documentation, and what its errors look like. */
class GeometryTest {
    interface Geometry {
        double chebyshev(double x1, double y1, double x2, double y2);

        void norms(@In(rank = 2) NdArray r, @Out(rank = 1) NdArray norm);
    }

    private static final String SOURCE = """
            #include <math.h>

            double chebyshev(double x1, double y1, double x2, double y2) {
                return fmax(fabs(x1 - x2), fabs(y1 - y2));
            }

            void norms(const hl_float64_view *r, hl_float64_array *norm) {
                PRANGE(i, LEN(r, 0)) {
                    const double x = AT(r, i, 0), y = AT(r, i, 1);
                    AT(norm, i) = sqrt(x * x + y * y);
                }
            }
            """;

    private final Geometry geometry = Kernels.compile(MethodHandles.lookup(), Geometry.class, SOURCE);

    @Test
    void numbersGoAndCome() {
        assertThat(geometry.chebyshev(0, 0, 3, -4)).isEqualTo(4);
        assertThat(geometry.chebyshev(1, 2, 1, 2)).isZero();
    }

    @Test
    void arraysComeAsViews() {
        NdArray r = NdArray.of(new double[][] {{3, 4}, {5, 12}, {8, 15}});
        NdArray norm = NdArray.zeros(3);
        geometry.norms(r, norm);
        assertThat(norm.toDoubleArray()).containsExactly(5, 13, 17);
        // Every other row, from the end; and columns that lie apart.
        NdArray backwards = r.get(Index.step(-2));
        NdArray two = NdArray.zeros(2);
        geometry.norms(backwards, two);
        assertThat(two.toDoubleArray()).containsExactly(17, 5);
    }

    @Test
    void anIndexOutsideIsAnExceptionWithThePlace() {
        NdArray r = NdArray.of(new double[][] {{3, 4}, {5, 12}, {8, 15}});
        NdArray tooShort = NdArray.zeros(2);
        assertThatThrownBy(() -> geometry.norms(r, tooShort))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Geometry.c:10: index 2 is outside axis 0 of length 2, in Geometry.norms");
        // and the next call is none the worse
        NdArray norm = NdArray.zeros(3);
        geometry.norms(r, norm);
        assertThat(norm.toDoubleArray()).containsExactly(5, 13, 17);
    }

    @Test
    void whatDoesNotFitTheDeclarationIsRefused() {
        NdArray r = NdArray.zeros(3, 2);
        assertThatThrownBy(() -> geometry.norms(r, NdArray.zeros(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Geometry.norms: parameter 2")
                .hasMessageContaining("shape (3,1), rank 2: the kernel takes rank 1");
        assertThatThrownBy(() -> geometry.norms(r.astype(DType.FLOAT32), NdArray.zeros(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has dtype float32, the kernel takes float64: use astype");
        assertThatThrownBy(() -> geometry.norms(null, NdArray.zeros(3)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("parameter 1");
    }

    @Test
    void aMismatchIsAnErrorOfTheCompilerAtTheSource() {
        assertThatThrownBy(() -> Kernels.compile(
                        MethodHandles.lookup(),
                        Geometry.class,
                        SOURCE.replace("double chebyshev(double x1", "double chebyshev(float x1")))
                .isInstanceOfSatisfying(CompileException.class, e -> {
                    assertThat(e.diagnostics()).anySatisfy(diagnostic -> {
                        assertThat(diagnostic.file()).isEqualTo("Geometry.c");
                        assertThat(diagnostic.line()).isEqualTo(3);
                        assertThat(diagnostic.column()).isEqualTo(8);
                        assertThat(diagnostic.severity()).isEqualTo(Diagnostic.Severity.ERROR);
                        assertThat(diagnostic.message())
                                .contains("conflicting types for")
                                .contains("chebyshev");
                    });
                    assertThat(e)
                            .hasMessageContaining("double chebyshev(float x1, double y1")
                            .hasMessageContaining("^~~~");
                });
    }
}
