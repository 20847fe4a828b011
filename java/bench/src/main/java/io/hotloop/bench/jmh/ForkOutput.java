package io.hotloop.bench.jmh;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Keeps the forks quiet. JMH copies what they write; an external profiler is the way to stop that. What a
 * fork writes to standard error is passed on at its end, but for the JVM's notice about an incubator
 * module: the JVM that asks for the measurement has given it, and six forks would repeat it.
 */
public final class ForkOutput implements ExternalProfiler {
    private static final String NOTICE = "WARNING: Using incubator modules: ";

    /** JMH makes it. */
    public ForkOutput() {}

    @Override
    public String getDescription() {
        return "keeps the forks quiet";
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams benchmark) {
        return List.of();
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams benchmark) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams benchmark) {}

    @Override
    public Collection<? extends Result<?>> afterTrial(BenchmarkResult result, long pid, File out, File err) {
        try {
            Files.readAllLines(err.toPath()).stream()
                    .filter(Predicate.not(line -> line.startsWith(NOTICE)))
                    .forEach(System.err::println);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return false;
    }

    @Override
    public boolean allowPrintErr() {
        return false;
    }
}
