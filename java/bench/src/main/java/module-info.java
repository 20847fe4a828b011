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
    requires io.hotloop.kernel;
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
            io.hotloop.bench.workloads.KernelWorkloads.KernelCall,
            io.hotloop.bench.workloads.KernelWorkloads.KernelElementwise,
            io.hotloop.bench.workloads.KernelWorkloads.KernelExpression,
            io.hotloop.bench.workloads.KernelWorkloads.KernelNorms,
            io.hotloop.bench.workloads.KernelWorkloads.KernelStructs,
            io.hotloop.bench.workloads.DistanceWorkload,
            io.hotloop.bench.workloads.ExpressionWorkloads.Add,
            io.hotloop.bench.workloads.ExpressionWorkloads.Combine,
            io.hotloop.bench.workloads.ExpressionWorkloads.Length,
            io.hotloop.bench.workloads.ExpressionWorkloads.Exp,
            io.hotloop.bench.workloads.ExpressionWorkloads.SquaresOfSinAndCos,
            io.hotloop.bench.workloads.FunctionWorkloads.Exp,
            io.hotloop.bench.workloads.FunctionWorkloads.Exp2,
            io.hotloop.bench.workloads.FunctionWorkloads.Expm1,
            io.hotloop.bench.workloads.FunctionWorkloads.Log,
            io.hotloop.bench.workloads.FunctionWorkloads.Log2,
            io.hotloop.bench.workloads.FunctionWorkloads.Log10,
            io.hotloop.bench.workloads.FunctionWorkloads.Log1p,
            io.hotloop.bench.workloads.FunctionWorkloads.Cbrt,
            io.hotloop.bench.workloads.FunctionWorkloads.Sin,
            io.hotloop.bench.workloads.FunctionWorkloads.Cos,
            io.hotloop.bench.workloads.FunctionWorkloads.Tan,
            io.hotloop.bench.workloads.FunctionWorkloads.Asin,
            io.hotloop.bench.workloads.FunctionWorkloads.Acos,
            io.hotloop.bench.workloads.FunctionWorkloads.Atan,
            io.hotloop.bench.workloads.FunctionWorkloads.Sinh,
            io.hotloop.bench.workloads.FunctionWorkloads.Cosh,
            io.hotloop.bench.workloads.FunctionWorkloads.Tanh,
            io.hotloop.bench.workloads.FunctionWorkloads.Asinh,
            io.hotloop.bench.workloads.FunctionWorkloads.Acosh,
            io.hotloop.bench.workloads.FunctionWorkloads.Atanh,
            io.hotloop.bench.workloads.FunctionWorkloads.Pow,
            io.hotloop.bench.workloads.FunctionWorkloads.Hypot,
            io.hotloop.bench.workloads.FunctionWorkloads.Atan2,
            io.hotloop.bench.workloads.Footprint,
            io.hotloop.bench.workloads.ParticlesWorkload;
}
