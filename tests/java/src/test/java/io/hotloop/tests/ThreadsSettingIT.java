package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of threads by property and by environment variable: read once per process. */
class ThreadsSettingIT {
    /** A child's main class: prints the number of threads of a call. */
    static final class Main {
        public static void main(String[] arguments) {
            System.out.println(io.hotloop.Threads.count());
        }
    }

    private static ChildJvm child() {
        return ChildJvm.classPath(Main.class.getName());
    }

    @Test
    void thePropertyWinsOverTheVariable() throws Exception {
        var result = child().option("-Dhotloop.threads=3")
                .environment("HOTLOOP_THREADS", "4")
                .run();
        assertThat(result.out().strip()).isEqualTo("3");
    }

    @Test
    void theVariableCountsWithoutAProperty() throws Exception {
        var result = child().environment("HOTLOOP_THREADS", "4").run();
        assertThat(result.out().strip()).isEqualTo("4");
    }

    @Test
    void theDefaultIsWhatTheSystemGrants() throws Exception {
        var result = child().option("-XX:ActiveProcessorCount=7").run();
        assertThat(result.out().strip()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1025", "two", "99999999999", "2.0"})
    void aBadValueIsRefusedWithTheValue(String value) throws Exception {
        var result = child().option("-Dhotloop.threads=" + value).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("IllegalArgumentException")
                .contains(value)
                .contains("1 to 1024");
    }
}
