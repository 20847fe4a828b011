package io.hotloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the work is done, and how the result is told; never how long it takes. */
class TimeitTest {
    @Test
    void withLoopsGivenTheWorkIsDoneThatOften() {
        var calls = new AtomicLong();
        TimeitResult result = Timeit.DEFAULT.loops(20).runs(3).measure(() -> calls.incrementAndGet());
        assertThat(calls).hasValue(60);
        assertThat(result.loops()).isEqualTo(20);
        assertThat(result.runs()).hasSize(3).allMatch(nanos -> nanos > 0);
        Runnable work = calls::incrementAndGet;
        Timeit.DEFAULT.loops(1).runs(1).measure(work);
        assertThat(calls).hasValue(61);
        Timeit.DEFAULT.loops(1).runs(1).warmUp(Duration.ofMillis(1)).measure(work);
        assertThat(calls.get()).isGreaterThan(62);
    }

    @Test
    void loopsAreCounted() {
        TimeitResult result = Timeit.DEFAULT
                .runs(2)
                .warmUp(Duration.ofMillis(20))
                .measure(() -> {
                    long end = System.nanoTime() + 60_000_000;
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                });
        // 0.2 s are 3.3 of them; a busy machine needs fewer.
        assertThat(result.loops()).isBetween(1L, 5L);
        assertThat(Timeit.count(1)).isEqualTo(200_000_000);
        assertThat(Timeit.count(1e6)).isEqualTo(200);
        assertThat(Timeit.count(1.1e6)).isEqualTo(200);
        assertThat(Timeit.count(0.9e6)).isEqualTo(500);
        assertThat(Timeit.count(1e9)).isEqualTo(1);
        assertThat(Timeit.count(1e-3)).isEqualTo(1_000_000_000);
    }

    @Test
    void exceptionsAndInterruptsEndIt() {
        assertThatThrownBy(() -> Timeit.of((Runnable) () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Timeit.DEFAULT.measureLoop(loops -> {
                    throw new java.io.IOException("checked");
                }))
                .isInstanceOf(java.io.IOException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Timeit.of(() -> 1)).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> Timeit.DEFAULT.loops(0)).hasMessage("loops is 0: it is at least 1");
        assertThatThrownBy(() -> Timeit.DEFAULT.runs(0)).hasMessage("runs is 0: it is at least 1");
        assertThatThrownBy(() -> Timeit.DEFAULT.warmUp(Duration.ofSeconds(-1)))
                .hasMessage("warm-up is PT-1S: it is at least 0");
    }

    @Test
    void printsAsIPythonDoes() {
        var result = new TimeitResult(200_000, List.of(1358.0, 1382.0), 1365.4, 0);
        assertThat(result.mean()).isEqualTo(1370);
        assertThat(result.deviation()).isCloseTo(12, within(1e-9));
        assertThat(result.best()).isEqualTo(1358);
        assertThat(result).asString().isEqualToNormalizingNewlines("""
                1.37 µs ± 12 ns per loop (mean ± std. dev. of 2 runs, 200,000 loops each)
                best 1.36 µs, user 1.37 µs, system 0 ns""");
        assertThat(new TimeitResult(1, List.of(5.0), Double.NaN, Double.NaN))
                .asString()
                .isEqualToNormalizingNewlines("""
                        5 ns ± 0 ns per loop (mean ± std. dev. of 1 run, 1 loop each)
                        best 5 ns, user ?, system ?""");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "0.12345, 0.123 ns",
        "999.4, 999 ns",
        "999.6, 1 µs",
        "12345, 12.3 µs",
        "999600, 1 ms",
        "1.5e6, 1.5 ms",
        "2e9, 2 s",
        "1.234e12, 1230 s"
    })
    void timesHaveThreeDigits(double nanos, String text) {
        assertThat(TimeitResult.time(nanos)).isEqualTo(text);
    }

    @Test
    void processorTimeHasTwoParts() {
        ProcessCpu.Parts before = ProcessCpu.parts();
        ProcessCpu.Parts used = ProcessCpu.parts().minus(before);
        assertThat(used.user()).matches(nanos -> Double.isNaN(nanos) || nanos >= 0);
        assertThat(used.system()).matches(nanos -> Double.isNaN(nanos) || nanos >= 0);
    }
}
