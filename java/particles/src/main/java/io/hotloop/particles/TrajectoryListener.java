package io.hotloop.particles;

/** Is shown the particles at points of their way. */
@FunctionalInterface
public interface TrajectoryListener {
    /**
     * Called on the thread that called {@link ParticleSimulator#trajectory}.
     *
     * <p>An exception thrown here ends the evolve with that exception; the particles are as before.
     *
     * @param snapshot the particles; its coordinates change after this method returns, so copy what is to
     *     be kept
     */
    void onSnapshot(Snapshot snapshot);
}
