/**
 * The method {@code JAVA_VECTOR} of the particle simulator. The incubator module is optional for it: without
 * {@code --add-modules jdk.incubator.vector} the service says that the method is not available.
 */
module io.hotloop.particles.vector {
    requires io.hotloop.particles;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    provides io.hotloop.particles.internal.VectorKernelProvider with
            io.hotloop.particles.vector.VectorApiProvider;
}
