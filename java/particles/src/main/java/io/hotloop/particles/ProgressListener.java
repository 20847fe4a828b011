package io.hotloop.particles;

/** Is told how far an evolve has come. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Called on the thread that called evolve, some 25 times a second when the work is long: first with 0,
     * then with growing fractions, last with 1 when all is computed. Other threads do not work meanwhile:
     * return soon.
     *
     * <p>An exception thrown here ends the evolve with that exception; the particles are as before.
     *
     * @param fraction the part of the work that is done, 0 to 1
     */
    void onProgress(double fraction);
}
