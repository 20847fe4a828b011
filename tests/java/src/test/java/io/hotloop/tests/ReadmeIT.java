package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every whole program in README.md and docs/ is compiled and run, as a reader would: {@code java Example.java}. Where a block of
 * text follows the program at once, that is what it prints.
 */
class ReadmeIT {
    private static final Pattern BLOCK =
            Pattern.compile("```java\\n(.*?)```(?:\\n```text\\n(.*?)```)?", Pattern.DOTALL);

    /** A program in a document. */
    record Program(String document, String text, @Nullable String output) {
        @Override
        public String toString() {
            return document + ", " + text.lines().count() + " lines";
        }
    }

    static List<Program> programs() throws IOException {
        var programs = new ArrayList<Program>();
        try (Stream<Path> documents = Stream.concat(
                Stream.of(ChildJvm.root().resolve("README.md")),
                Files.list(ChildJvm.root().resolve("docs")).sorted())) {
            for (Path document :
                    documents.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher block = BLOCK.matcher(Files.readString(document));
                while (block.find()) {
                    // Fragments explain, programs run.
                    if (block.group(1).contains("void main(")) {
                        programs.add(new Program(document.getFileName().toString(), block.group(1), block.group(2)));
                    }
                }
            }
        }
        assertThat(programs).extracting(Program::document).contains("README.md");
        return programs;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runsWithoutAWarning(Program program, @TempDir Path folder) throws Exception {
        // The one library that may be missing where there is a compiler; .ci/run installs it.
        assumeTrue(
                !program.text().contains("<fftw3.h>") || Files.exists(Path.of("/usr/include/fftw3.h")),
                "libfftw3-dev is not installed");
        Path file = Files.writeString(folder.resolve("Example.java"), program.text());
        var result = ChildJvm.classPath(file.toString()).directory(folder).run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isNotBlank();
        if (program.output() != null) {
            assertThat(result.out()).isEqualTo(program.output());
        }
    }
}
