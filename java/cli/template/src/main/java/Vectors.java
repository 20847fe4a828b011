package ${package};

import io.hotloop.NdArray;
import io.hotloop.kernel.In;
import io.hotloop.kernel.KernelSources;
import io.hotloop.kernel.Kernels;
import io.hotloop.kernel.Out;
import java.lang.invoke.MethodHandles;

/** Vectors of the plane: each method is a function of {@code native/vectors.c}. */
@KernelSources("vectors.c")
public interface Vectors {
    /**
     * The lengths of vectors.
     *
     * @param points float64, n rows of x and y
     * @param norms float64, receives the n lengths
     * @throws io.hotloop.kernel.KernelException if the shapes are others
     */
    void norms(@In(rank = 2) NdArray points, @Out(rank = 1) NdArray norms);

    /**
     * Loads the library.
     *
     * @return kernels for any number of threads
     */
    static Vectors open() {
        return Kernels.open(MethodHandles.lookup(), Vectors.class);
    }
}
