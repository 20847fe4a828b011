package ${package};

/** The kernels in Java: what C is tested against, and raced against. */
final class JavaVectors {
    private JavaVectors() {}

    /** The lengths of vectors: x and y in turn. */
    static void norms(double[] points, double[] norms) {
        for (int i = 0; i < norms.length; i++) {
            double x = points[2 * i];
            double y = points[2 * i + 1];
            norms[i] = Math.sqrt(x * x + y * y);
        }
    }
}
