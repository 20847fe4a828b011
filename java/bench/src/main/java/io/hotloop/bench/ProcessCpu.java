package io.hotloop.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor time that this process has used, user and system, all threads: OpenMP's workers and the
 * collector among them. The JVM reads it in ticks of 10 ms on Linux, so a difference means something only
 * over some hundred milliseconds.
 */
public final class ProcessCpu {
    private static final OperatingSystemMXBean BEAN = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final Path STAT = Path.of("/proc/self/stat");

    /** USER_HZ, which Linux fixes at 100 on x86 and ARM. */
    private static final double TICK_NANOS = 1e7;

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

    /**
     * The time used so far, in two parts.
     *
     * @return user and system, NaN both where there is no Linux to tell
     */
    public static Parts parts() {
        try {
            String stat = Files.readString(STAT);
            // proc(5): the second field is the program's name in parentheses, which may hold anything; utime and stime
            // are
            // the 14th and the 15th.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new Parts(Long.parseLong(fields[11]) * TICK_NANOS, Long.parseLong(fields[12]) * TICK_NANOS);
        } catch (IOException | RuntimeException _) {
            return new Parts(Double.NaN, Double.NaN);
        }
    }

    /**
     * Processor time by where it was spent.
     *
     * @param user nanoseconds in the program
     * @param system nanoseconds in the kernel of the system
     */
    public record Parts(double user, double system) {
        /**
         * What was used since.
         *
         * @param before an earlier one
         * @return the differences
         */
        public Parts minus(Parts before) {
            return new Parts(user - before.user, system - before.system);
        }
    }
}
