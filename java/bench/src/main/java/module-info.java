/**
 * Hotloop's benchmark library: workloads with all their variants, a harness that checks them against
 * each other before it times them, and the report.
 *
 * <p>JMH, which measures in the full mode, is no module: that mode runs from the class path only and its
 * packages are not named here.
 */
module io.hotloop.bench {
    requires io.hotloop;
    requires io.hotloop.bindings;
    requires io.hotloop.particles;
    requires com.fasterxml.jackson.jr.ob;
    requires java.management;
    requires jdk.management;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports io.hotloop.bench;

    uses io.hotloop.bench.Workload;

    provides io.hotloop.bench.Workload with
            io.hotloop.bench.workloads.ArrayWorkloads.Add,
            io.hotloop.bench.workloads.ArrayWorkloads.SmallAdd,
            io.hotloop.bench.workloads.ArrayWorkloads.Heap,
            io.hotloop.bench.workloads.ArrayWorkloads.Sum,
            io.hotloop.bench.workloads.ArrayWorkloads.Max,
            io.hotloop.bench.workloads.ArrayWorkloads.Std,
            io.hotloop.bench.workloads.ArrayWorkloads.SumAxis0,
            io.hotloop.bench.workloads.ArrayWorkloads.SumAxis1,
            io.hotloop.bench.workloads.ArrayWorkloads.Cumsum,
            io.hotloop.bench.workloads.ArrayWorkloads.BroadcastMultiply,
            io.hotloop.bench.workloads.ArrayWorkloads.TransposeCopy,
            io.hotloop.bench.workloads.ArrayWorkloads.TakeRows,
            io.hotloop.bench.workloads.ArrayWorkloads.Mask,
            io.hotloop.bench.workloads.ArrayWorkloads.Norm,
            io.hotloop.bench.workloads.ArrayWorkloads.OuterProduct,
            io.hotloop.bench.workloads.ArrayWorkloads.Elements,
            io.hotloop.bench.workloads.ArrayWorkloads.SetElements,
            io.hotloop.bench.workloads.ArrayWorkloads.Traversal,
            io.hotloop.bench.workloads.DistanceWorkload,
            io.hotloop.bench.workloads.Footprint,
            io.hotloop.bench.workloads.ParticlesWorkload;
}
