package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callgrind's format: names and positions in short, calls and jumps, which have no cost of their own. */
class CallgrindFileTest {
    @TempDir
    private Path folder;

    private Cost read(String text) throws IOException {
        return CallgrindFile.read(Files.writeString(folder.resolve("callgrind.out.1"), text), Set.of("k.c", "k.h"));
    }

    @Test
    void readsShortNamesAndPositions() throws IOException {
        Cost cost = read("""
                # callgrind format
                version: 1
                desc: Trigger: Program termination
                positions: instr line
                events: Ir Dr

                ob=(1) /tmp/main
                fl=(1) /tmp/main.c
                fn=(1) main
                0x1000 5 10 3
                cfi=(2) /tmp/k.c
                cfn=(2) scale
                calls=3 0x2000 20
                +4 * 9000 100
                jump=3 +4 +1
                * *
                fl=(2)
                fn=(2)
                0x2000 20 3 1
                +3 +2 40 0
                fi=(3) /tmp/k.h
                +4 7 5 0
                fe=(2)
                +2 21 2
                -2 -1 1 1

                totals: 61 5
                """);
        assertThat(cost.unit()).isEqualTo("Ir");
        assertThat(cost.lines())
                .isEqualTo(Map.of(
                        new SourceLine("k.c", 20), 4L,
                        new SourceLine("k.c", 21), 2L,
                        new SourceLine("k.c", 22), 40L,
                        new SourceLine("k.h", 7), 5L));
        assertThat(cost.total()).isEqualTo(61);
        assertThat(cost.share(new SourceLine("k.c", 22))).isEqualTo(40 / 51.0);
    }

    @Test
    void refusesOtherFiles() {
        assertThatIOException().isThrownBy(() -> read("")).withMessageEndingWith("it has no line events:");
        assertThatIOException()
                .isThrownBy(() -> read("events: Ir\nfl=a.c\n1 2\n"))
                .withMessageEndingWith("has no cost of these sources' lines, of 2 Ir");
        assertThatIOException()
                .isThrownBy(() -> read("events: Ir\nfl=k.c\n1 2x\n"))
                .withMessageEndingWith("callgrind.out.1:3: \"1 2x\" is no line of callgrind's");
    }
}
