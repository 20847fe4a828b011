package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ToolTest {
    @Test
    void givesWhatAProgramPrints() throws IOException {
        assertThat(Tool.run("sh", "sh", "-c", "echo seen; echo unseen >&2")).isEqualTo("seen\n");
    }

    @Test
    void saysWhatWentWrong() {
        assertThatIOException()
                .isThrownBy(() -> Tool.run("sh", "sh", "-c", "echo why >&2; exit 3"))
                .withMessage("sh failed: why");
        assertThatIOException()
                .isThrownBy(() -> Tool.run("some-package", "no-such-tool", "-x"))
                .withMessage("no-such-tool cannot be run: install it (Debian, Ubuntu: apt-get install some-package)");
    }
}
