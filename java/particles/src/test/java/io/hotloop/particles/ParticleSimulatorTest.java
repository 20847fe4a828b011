package io.hotloop.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.hotloop.CancelToken;
import io.hotloop.Threads;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a simulator does around its methods: steps, listeners, cancelling, all or nothing. */
@Timeout(120)
class ParticleSimulatorTest {
    private static final long SEED = 3;

    static List<Method> available() {
        return Fixtures.available();
    }

    static List<Method> stepping() {
        return available().stream().filter(method -> !method.isClosed()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 1e-5, 10000",
        "0.3, 1e-5, 30000",
        "0.7, 0.1, 7",
        "0, 1e-5, 0",
        "-0.0, 1e-5, 0",
        "9.9e-6, 1e-5, 0",
        "0.99999999999e-5, 1e-5, 1",
        "1.99e-5, 1e-5, 1",
        "2.5e-5, 1e-5, 2",
        "1e10, 1e-5, 1000000000000000",
        "1, 3, 0",
        "4.9e-324, 1e-5, 0",
        "4611686018427387904, 1, 4611686018427387904"
    })
    void timeBecomesSteps(double time, double dt, long steps) {
        assertThat(ParticleSimulator.steps(time, dt)).isEqualTo(steps);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void timesOutsideTheirRangeAreRefused(double time) {
        var particles = Fixtures.knownAnswer();
        assertThatThrownBy(() -> new ParticleSimulator(particles).evolve(time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time is " + time);
        Fixtures.assertSameBits(particles, Fixtures.knownAnswer(), "after the refusal");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, -1e-5, Double.NaN, Double.POSITIVE_INFINITY})
    void timeStepsOutsideTheirRangeAreRefused(double dt) {
        assertThatThrownBy(() -> new ParticleSimulator(Fixtures.knownAnswer()).withTimeStep(dt))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time step is " + dt);
    }

    @Test
    void moreThanTheMostStepsAreRefused() {
        assertThatThrownBy(() -> ParticleSimulator.steps(Math.nextUp(0x1p62), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^62");
        assertThatThrownBy(() -> ParticleSimulator.steps(1e300, 1e-300)).isInstanceOf(IllegalArgumentException.class);
        var simulator = new ParticleSimulator(Fixtures.knownAnswer());
        assertThatThrownBy(() -> simulator.evolveSteps((1L << 62) + 1, Method.CLOSED_FORM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4611686018427387905");
        assertThatThrownBy(() -> simulator.evolveSteps(-1, Method.CLOSED_FORM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void settingsAreKeptApart() {
        var base = new ParticleSimulator(Fixtures.knownAnswer());
        var other = base.withTimeStep(0.5).withThreads(7);
        assertThat(base.timeStep()).isEqualTo(1e-5);
        assertThat(base.threads()).isEqualTo(Threads.count());
        assertThat(Threads.<Integer, RuntimeException>with(3, base::threads)).isEqualTo(3);
        assertThat(other.timeStep()).isEqualTo(0.5);
        assertThat(other.threads()).isEqualTo(7);
        assertThat(other.particles()).isSameAs(base.particles());
        for (int threads : new int[] {0, -1, Threads.MAX + 1}) {
            assertThatThrownBy(() -> base.withThreads(threads))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("count is " + threads);
        }
    }

    @Test
    void theResultTellsWhatWasDone() {
        var simulator = new ParticleSimulator(Particles.random(1000, SEED)).withThreads(2);
        var result = simulator.evolve(0.001, Method.JAVA_PARALLEL);
        assertThat(result.method()).isEqualTo(Method.JAVA_PARALLEL);
        assertThat(result.particles()).isEqualTo(1000);
        assertThat(result.steps()).isEqualTo(100);
        assertThat(result.threads()).isEqualTo(2);
        assertThat(result.seconds()).isPositive();
        assertThat(result.nanosPerParticleStep()).isEqualTo(result.seconds() * 1e9 / 100_000);
        assertThat(simulator.evolve(0, Method.JAVA_ARRAYS).nanosPerParticleStep())
                .isZero();
        assertThat(simulator.evolve(0, Method.JAVA_ARRAYS).threads()).isEqualTo(1);
        assertThat(simulator.evolve(0.001).method()).isEqualTo(Method.best());
    }

    @ParameterizedTest
    @MethodSource("available")
    void progressGrowsFromZeroToOne(Method method) {
        var fractions = new ArrayList<Double>();
        var thread = Thread.currentThread();
        var particles = Particles.random(20_000, SEED);
        var expected = particles.copy();
        new ParticleSimulator(expected).evolveSteps(2000, method);
        new ParticleSimulator(particles)
                .withProgress(fraction -> {
                    assertThat(Thread.currentThread()).isSameAs(thread);
                    fractions.add(fraction);
                })
                .evolveSteps(2000, method);
        assertThat(fractions).startsWith(0.0).endsWith(1.0).isSorted();
        assertThat(fractions.stream().distinct().count())
                .as("no fraction twice")
                .isEqualTo(fractions.size());
        Fixtures.assertSameBits(particles, expected, method + " with progress");
    }

    @ParameterizedTest
    @MethodSource("available")
    void progressDoesNotChangeLongRunsOfFewParticles(Method method) {
        var particles = Particles.random(24, SEED);
        var expected = particles.copy();
        new ParticleSimulator(expected).evolveSteps(1_000_000, method);
        var fractions = new ArrayList<Double>();
        new ParticleSimulator(particles).withProgress(fractions::add).evolveSteps(1_000_000, method);
        assertThat(fractions).startsWith(0.0).endsWith(1.0).isSorted();
        Fixtures.assertSameBits(particles, expected, method + " with progress");
    }

    @ParameterizedTest
    @MethodSource("stepping")
    void aTrajectoryShowsTheSameAsSeparateEvolves(Method method) {
        if (!method.isStrict()) {
            return;
        }
        var particles = Particles.random(100, SEED);
        var separate = particles.copy();
        var one = new ParticleSimulator(separate);
        var seen = new ArrayList<Long>();
        var result = new ParticleSimulator(particles).trajectory(0.01, method, 300, snapshot -> {
            if (snapshot.step() > 0) {
                one.evolveSteps(snapshot.step() - seen.getLast(), Method.JAVA_OBJECTS);
            }
            seen.add(snapshot.step());
            assertThat(snapshot.time()).isEqualTo(snapshot.step() * 1e-5);
            assertThat(snapshot.count()).isEqualTo(100);
            var copy = Particles.allocate(100);
            for (int i = 0; i < 100; i++) {
                copy.set(i, snapshot.x(i), snapshot.y(i), snapshot.w(i));
            }
            Fixtures.assertSameBits(copy, separate, method + " at step " + snapshot.step());
        });
        assertThat(seen).containsExactly(0L, 300L, 600L, 900L, 1000L);
        assertThat(result.steps()).isEqualTo(1000);
        Fixtures.assertSameBits(particles, separate, method + " at the end");
    }

    @Test
    void aTrajectoryOfNoStepsShowsTheStart() {
        var seen = new ArrayList<Long>();
        new ParticleSimulator(Fixtures.knownAnswer())
                .trajectory(0, Method.JAVA_ARRAYS, 1, snapshot -> seen.add(snapshot.step()));
        assertThat(seen).containsExactly(0L);
        assertThatThrownBy(() -> new ParticleSimulator(Fixtures.knownAnswer())
                        .trajectory(1, Method.JAVA_ARRAYS, 0, snapshot -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every is 0");
    }

    @Test
    void snapshotsAreReadOnlyAndChecked() {
        new ParticleSimulator(Fixtures.knownAnswer()).trajectory(1e-4, Method.JAVA_ARRAYS, 5, snapshot -> {
            assertThat(snapshot.x().isReadOnly()).isTrue();
            assertThat(snapshot.y().isReadOnly()).isTrue();
            assertThat(snapshot.w().isReadOnly()).isTrue();
            assertThatThrownBy(() -> snapshot.x(3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> snapshot.y(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        });
    }

    @Test
    void aListenersExceptionLeavesTheParticlesAsBefore() {
        var particles = Fixtures.knownAnswer();
        var simulator = new ParticleSimulator(particles);
        assertThatThrownBy(() -> simulator.trajectory(0.1, Method.JAVA_ARRAYS, 100, snapshot -> {
                    if (snapshot.step() == 500) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .hasMessage("enough");
        assertThatThrownBy(() -> simulator
                        .withProgress(fraction -> {
                            if (fraction == 1) {
                                throw new IllegalStateException("at the end");
                            }
                        })
                        .evolve(0.1))
                .hasMessage("at the end");
        Fixtures.assertSameBits(particles, Fixtures.knownAnswer(), "after both");
        simulator.evolve(0.1);
        assertThat(particles.x(0)).isNotEqualTo(0.3);
    }

    @Test
    void particlesAreEvolvedByOneCallAtATime() {
        var particles = Fixtures.knownAnswer();
        var simulator = new ParticleSimulator(particles);
        assertThatThrownBy(() -> simulator.trajectory(0.1, Method.JAVA_ARRAYS, 100, snapshot -> simulator.evolve(0.1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("being evolved already");
        Fixtures.assertSameBits(particles, Fixtures.knownAnswer(), "after the refusal");
    }

    /** Years of work, ended by an interrupt: in each kernel, with one thread and more. */
    @ParameterizedTest
    @MethodSource("stepping")
    void anInterruptEndsAnEvolve(Method method) throws InterruptedException {
        for (long count : new long[] {1, 3000, 100_000}) {
            var particles = Particles.random(count, SEED);
            var before = particles.copy();
            var started = new CountDownLatch(1);
            var thrown = new AtomicReference<Throwable>();
            var interrupted = new boolean[1];
            var thread = Thread.ofPlatform().start(() -> {
                var simulator = new ParticleSimulator(particles).withThreads(2);
                started.countDown();
                thrown.set(catchThrowable(() -> simulator.evolveSteps(1L << 50, method)));
                interrupted[0] = Thread.currentThread().isInterrupted();
            });
            started.await();
            Thread.sleep(20);
            thread.interrupt();
            assertThat(thread.join(Duration.ofSeconds(20)))
                    .as("%s of %d particles ended", method, count)
                    .isTrue();
            assertThat(thrown.get())
                    .isExactlyInstanceOf(CancellationException.class)
                    .hasMessageContaining("by an interrupt");
            assertThat(interrupted[0]).as("the thread stays interrupted").isTrue();
            Fixtures.assertSameBits(particles, before, method + " of " + count + " particles, cancelled");
        }
    }

    @ParameterizedTest
    @MethodSource("stepping")
    void aTokenEndsAnEvolve(Method method) throws InterruptedException {
        var particles = Particles.random(3000, SEED);
        var before = particles.copy();
        var token = new CancelToken();
        var thrown = new AtomicReference<Throwable>();
        var simulator = new ParticleSimulator(particles).withCancelToken(token);
        var thread = Thread.ofVirtual()
                .start(() -> thrown.set(catchThrowable(() -> simulator.evolveSteps(1L << 50, method))));
        Thread.sleep(20);
        token.cancel();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
        assertThat(thrown.get())
                .isExactlyInstanceOf(CancellationException.class)
                .hasMessageContaining("by its token");
        Fixtures.assertSameBits(particles, before, method + ", cancelled");
        assertThatThrownBy(() -> simulator.evolveSteps(1, method)).isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @MethodSource("available")
    void whoIsInterruptedAlreadyDoesNotStart(Method method) {
        var particles = Fixtures.knownAnswer();
        Thread.currentThread().interrupt();
        var thrown = catchThrowable(() -> new ParticleSimulator(particles).evolve(0.1, method));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isExactlyInstanceOf(CancellationException.class);
        Fixtures.assertSameBits(particles, Fixtures.knownAnswer(), "cancelled");
    }

    @Test
    void aMillionParticlesUseMemoryOfTheirOwn() {
        var particles = Particles.random((1L << 20) + 1, SEED);
        var few = Particles.fromRecords(List.of(particles.get(0), particles.get(1 << 20)));
        new ParticleSimulator(particles).evolveSteps(3, Method.best());
        new ParticleSimulator(few).evolveSteps(3, Method.JAVA_OBJECTS);
        assertThat(particles.get(0)).isEqualTo(few.get(0));
        assertThat(particles.get(1 << 20)).isEqualTo(few.get(1));
    }

    /** More than stays in any cache or is kept between calls, on all threads. */
    @Test
    void twoMillionParticlesGiveTheSameBits() {
        var particles = Particles.random(2_000_003, SEED);
        var expected = particles.copy();
        new ParticleSimulator(expected).evolveSteps(3, Method.JAVA_OBJECTS);
        for (Method method : available()) {
            if (method.isParallel()) {
                var copy = particles.copy();
                new ParticleSimulator(copy).withThreads(3).evolveSteps(3, method);
                if (method.isStrict()) {
                    Fixtures.assertSameBits(copy, expected, method + ", seed " + SEED);
                } else {
                    // Euler's own error next to the origin; three steps are up to 3e-5.
                    assertThat(Fixtures.maxDistance(copy, expected))
                            .as(method.name())
                            .isLessThan(1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("available")
    void memoryThatCannotBeUsedIsRefusedForAnyNumberOfSteps(Method method) throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            var confined = new ParticleSimulator(Particles.random(10, SEED, arena));
            for (long steps : new long[] {0, 5}) {
                confined.evolveSteps(steps, method);
                var thrown = new AtomicReference<Throwable>();
                Thread.ofPlatform()
                        .start(() -> thrown.set(catchThrowable(() -> confined.evolveSteps(steps, method))))
                        .join();
                assertThat(thrown.get())
                        .as("%d steps", steps)
                        .isExactlyInstanceOf(WrongThreadException.class)
                        .hasMessageContaining("confined to another thread");
            }
        }
        ParticleSimulator closed;
        try (Arena arena = Arena.ofShared()) {
            closed = new ParticleSimulator(Particles.random(10, SEED, arena));
        }
        for (long steps : new long[] {0, 5}) {
            assertThatThrownBy(() -> closed.evolveSteps(steps, method))
                    .as("%d steps", steps)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    /** Scratch that a channel holds while the evolve ends: what is done must not fail any more. */
    @Test
    void aListenerMayLeaveTheCoordinatesInUse() throws IOException, InterruptedException {
        var particles = Particles.random((1 << 20) + 1, SEED);
        var expected = particles.copy();
        new ParticleSimulator(expected).evolveSteps(2, Method.JAVA_PARALLEL);
        var pipe = Pipe.open();
        var writers = new ArrayList<Thread>();
        new ParticleSimulator(particles).trajectory(2e-5, Method.JAVA_PARALLEL, 1, snapshot -> {
            if (snapshot.step() == 1) {
                var bytes = snapshot.x().asByteBuffer();
                writers.add(Thread.ofPlatform()
                        .daemon()
                        .start(() -> catchThrowable(() -> pipe.sink().write(bytes))));
                // What a pipe holds is less than this: the writer is inside, and stays there.
                assertThatCode(() -> pipe.source().read(ByteBuffer.allocate(1))).doesNotThrowAnyException();
            }
        });
        Fixtures.assertSameBits(particles, expected, "after the evolve");
        assertThat(writers.getFirst().isAlive())
                .as("the writer held the memory")
                .isTrue();
        pipe.source().close();
        writers.getFirst().join();
        new ParticleSimulator(particles).evolveSteps(1, Method.JAVA_PARALLEL);
        new ParticleSimulator(expected).evolveSteps(1, Method.JAVA_PARALLEL);
        Fixtures.assertSameBits(particles, expected, "after the next evolve");
    }

    /** The point of the closed form: more steps than any loop could do. */
    @Test
    void tenToThePowerOf15Steps() {
        var particles = Fixtures.knownAnswer();
        assertThat(new ParticleSimulator(particles)
                        .evolve(1e10, Method.CLOSED_FORM)
                        .steps())
                .isEqualTo(1_000_000_000_000_000L);
        // r² = r0² + N h²
        assertThat(Math.hypot(particles.x(0), particles.y(0))).isEqualTo(Math.sqrt(0.34 + 1e15 * 1e-10), within(1e-9));
    }
}
