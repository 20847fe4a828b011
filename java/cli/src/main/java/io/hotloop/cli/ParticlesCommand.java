package io.hotloop.cli;

import io.hotloop.CancelToken;
import io.hotloop.Hotloop;
import io.hotloop.bench.Availability;
import io.hotloop.particles.EvolveResult;
import io.hotloop.particles.Method;
import io.hotloop.particles.ParticleSimulator;
import io.hotloop.particles.Particles;
import io.hotloop.particles.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hotloop particles}: evolves particles and writes where they are. */
@Command(
        name = "particles",
        description = {
            "Move particles on circles around the origin by Euler's method.",
            "",
            "Prints a summary. With --output the particles are written as CSV, header x,y,w, every number with"
                    + " all its digits; with --every their way instead, header step,time,particle,x,y,w: all"
                    + " particles before the first step, after every K steps and after the last one."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ParticlesCommand extends BaseCommand {
    /** The seed of {@code --count} without {@code --seed}. */
    private static final long DEFAULT_SEED = 1;

    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--time", paramLabel = "T", required = true, description = "How long the particles move.")
    private double time;

    @Option(
            names = "--dt",
            paramLabel = "D",
            defaultValue = "1e-5",
            description = "Length of a step (default: ${DEFAULT-VALUE}).")
    private double timeStep;

    @Option(
            names = "--method",
            paramLabel = "M",
            description = "How to compute, one of ${COMPLETION-CANDIDATES}; upper or lower case"
                    + " (default: C_OPENMP, or JAVA_PARALLEL without the native library).")
    private @Nullable Method method;

    @Option(
            names = "--threads",
            paramLabel = "K",
            description = "Threads of the parallel methods (default: as 'hotloop info' says).")
    private @Nullable Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of the random particles of --count (default: " + DEFAULT_SEED + ").")
    private @Nullable Long seed;

    @Option(names = "--output", paramLabel = "FILE", description = "CSV file to write.")
    private @Nullable Path output;

    @Option(
            names = "--every",
            paramLabel = "K",
            description = "Write the way of the particles to --output, a look every K steps.")
    private @Nullable Long every;

    /** Made by picocli. */
    ParticlesCommand() {}

    /** Where the particles come from. */
    static final class Source {
        @Option(
                names = "--count",
                paramLabel = "N",
                required = true,
                description = "So many random particles, x, y and w in [-1, 1).")
        private @Nullable Long count;

        @Option(
                names = "--input",
                paramLabel = "FILE",
                required = true,
                description = "Particles from a CSV file, header x,y,w.")
        private @Nullable Path input;

        /** Made by picocli. */
        Source() {}
    }

    @Override
    int execute() throws IOException, InterruptedException {
        checkUsage();
        if (method == Method.JAVA_VECTOR
                && !ChildJvm.isChild()
                && Availability.ofModule(VECTOR_MODULE) instanceof Availability.NeedsModule) {
            return ChildJvm.run(
                    List.of(VECTOR_MODULE),
                    spec.commandLine().getParent().getParseResult().originalArgs());
        }
        Method chosen = method != null ? method : Method.best();
        String unavailable = chosen.unavailableReason();
        if (unavailable != null) {
            throw new UnsupportedOperationException(chosen + " is not available: " + unavailable);
        }

        try (OutputFile file = output == null ? null : OutputFile.create(output)) {
            Particles particles = source.input != null
                    ? Particles.readCsv(source.input)
                    : Particles.random(source.count, seed != null ? seed : DEFAULT_SEED);
            EvolveResult result = evolve(particles, chosen, file);
            if (file != null) {
                if (every == null) {
                    particles.writeCsv(file.writer());
                }
                file.commit();
            }
            report(result);
        }
        return 0;
    }

    private void checkUsage() {
        try {
            ParticleSimulator.steps(time, timeStep);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
        if (source.count != null && source.count < 0) {
            throw wrongUsage("--count is " + source.count + ": it is at least 0");
        }
        checkThreads(threads);
        if (every != null && every < 1) {
            throw wrongUsage("--every is " + every + ": it is at least 1");
        }
        if (every != null && output == null) {
            throw wrongUsage("--every needs --output, the file for the way of the particles");
        }
        if (seed != null && source.count == null) {
            throw wrongUsage("--seed needs --count: particles of a file are not random");
        }
    }

    private EvolveResult evolve(Particles particles, Method chosen, @Nullable OutputFile file) throws IOException {
        var stop = new CancelToken();
        var canceller = new Thread(stop::cancel, "hotloop-canceller");
        Runtime.getRuntime().addShutdownHook(canceller);
        try (var progress = new ProgressLine(err(), "particles")) {
            // The first call of a process loads classes and starts OpenMP's team, a tenth of a second here: not
            // what a particle-step costs.
            simulator(Particles.random(4096, DEFAULT_SEED)).evolveSteps(100, chosen);
            var simulator = simulator(particles).withCancelToken(stop);
            if (ProgressLine.isTerminal()) {
                simulator = simulator.withProgress(fraction -> progress.show(fraction, ""));
            }
            if (every == null || file == null) {
                return simulator.evolve(time, chosen);
            }
            Writer writer = file.writer();
            writer.append("step,time,particle,x,y,w\n");
            return simulator.trajectory(time, chosen, every, snapshot -> write(snapshot, writer));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            removeHook(canceller);
        }
    }

    private ParticleSimulator simulator(Particles particles) {
        var simulator = new ParticleSimulator(particles).withTimeStep(timeStep);
        return threads != null ? simulator.withThreads(threads) : simulator;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            System.getLogger("io.hotloop").log(System.Logger.Level.DEBUG, "the JVM is ending", e);
        }
    }

    private static void write(Snapshot snapshot, Writer writer) {
        try {
            String prefix = snapshot.step() + "," + snapshot.time() + ",";
            var line = new StringBuilder(120);
            for (long i = 0; i < snapshot.count(); i++) {
                line.setLength(0);
                line.append(prefix).append(i).append(',').append(snapshot.x(i)).append(',');
                line.append(snapshot.y(i)).append(',').append(snapshot.w(i)).append('\n');
                writer.append(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(EvolveResult result) throws IOException {
        String tier = result.method().isNative() ? Hotloop.info().tier() : null;
        var text = new Summary()
                .line("method", result.method() + ", " + result.method().description())
                .line("tier", tier != null ? tier : "none, computed in Java")
                .line("threads", result.threads())
                .number("particles", "%,d", result.particles())
                .number("steps", "%,d of %s", result.steps(), timeStep)
                .number("seconds", "%.3f", result.seconds())
                .number("cost", "%.3f ns per particle-step", result.nanosPerParticleStep());
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("method", result.method().name());
        document.put("tier", tier);
        document.put("threads", result.threads());
        document.put("particles", result.particles());
        document.put("steps", result.steps());
        document.put("dt", timeStep);
        document.put("seconds", result.seconds());
        document.put("ns_per_particle_step", result.nanosPerParticleStep());
        document.put("input", source.input == null ? null : source.input.toString());
        document.put("seed", source.count == null ? null : seed != null ? seed : (Long) DEFAULT_SEED);
        if (output != null) {
            text.line("output", output);
        }
        document.put("output", output == null ? null : output.toString());
        answer(text.toString(), document);
    }
}
