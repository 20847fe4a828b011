package io.hotloop.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The processor time that this process has used, user and system, all threads: OpenMP's workers and the
 * collector among them. The JVM reads it in ticks of 10 ms on Linux, so a difference means something only
 * over some hundred milliseconds.
 */
public final class ProcessCpu {
    private static final OperatingSystemMXBean BEAN = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessCpu() {}

    /**
     * The time used so far.
     *
     * @return nanoseconds; NaN where the system does not tell
     */
    public static double nanos() {
        long nanos = BEAN.getProcessCpuTime();
        return nanos < 0 ? Double.NaN : nanos;
    }
}
