package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private final StringWriter written = new StringWriter();

    @Test
    void showsPartTimeAndMessage() {
        assertThat(ProgressLine.line("bench", 0.5, 30, "timing square"))
                .isEqualTo("%-79s".formatted("bench  50% [===============               ] 0:30 left timing square"));
        assertThat(ProgressLine.line("bench", 0.1, 60, "")).contains("[===   ", "9:00 left");
        assertThat(ProgressLine.line("bench", 1, 60, "")).contains("100% [" + "=".repeat(30) + "]", "0:00 left");
    }

    @Test
    void nothingIsKnownAtTheStart() {
        assertThat(ProgressLine.line("bench", 0, 0, "checking"))
                .contains("  0% [   ")
                .doesNotContain("left");
    }

    @Test
    void neverWiderThanATerminal() {
        assertThat(ProgressLine.line("bench", 0.3, 1e9, "x".repeat(100))).hasSize(79);
    }

    @Test
    void shortWorkIsSilent() {
        try (var line = new ProgressLine(new PrintWriter(written), "bench", true)) {
            line.show(0.5, "");
        }
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void silentWithoutATerminal() throws InterruptedException {
        try (var line = new ProgressLine(new PrintWriter(written), "bench", false)) {
            Thread.sleep(1100);
            line.show(0.5, "");
        }
        assertThat(written.toString()).isEmpty();
    }

    @Test
    void disappearsAtTheEnd() throws InterruptedException {
        try (var line = new ProgressLine(new PrintWriter(written), "bench", true)) {
            Thread.sleep(1100);
            line.show(0.5, "");
        }
        assertThat(written.toString()).startsWith("\rbench  50% [").endsWith("\r" + " ".repeat(79) + "\r");
    }
}
