package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotloop.NdArray;
import io.hotloop.kernel.KernelException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static final Vectors VECTORS = Vectors.open();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 4097, 100_001})
    void normsAreThoseOfJavaToTheLastBit(int n) {
        double[] points = new Random(n).doubles(2L * n, -1, 1).toArray();
        double[] expected = new double[n];
        JavaVectors.norms(points, expected);

        NdArray norms = NdArray.zeros(n);
        VECTORS.norms(NdArray.of(points).reshape(n, 2), norms);

        assertArrayEquals(expected, norms.toDoubleArray());
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThrows(KernelException.class, () -> VECTORS.norms(NdArray.zeros(3, 2), NdArray.zeros(2)));
        assertThrows(KernelException.class, () -> VECTORS.norms(NdArray.zeros(3, 3), NdArray.zeros(3)));
    }
}
