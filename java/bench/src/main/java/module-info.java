/**
 * Hotloop's benchmark library: workloads with all their variants, a harness that checks them against
 * each other before it times them, and the report.
 *
 * <p>JMH, which measures in the full mode, is no module: that mode runs from the class path only and its
 * packages are not named here.
 */
module io.hotloop.bench {
    requires io.hotloop;
    requires io.hotloop.particles;
    requires com.fasterxml.jackson.jr.ob;
    requires java.management;
    requires jdk.management;
    requires static org.jspecify;

    exports io.hotloop.bench;

    uses io.hotloop.bench.Workload;

    provides io.hotloop.bench.Workload with
            io.hotloop.bench.workloads.ParticlesWorkload;
}
