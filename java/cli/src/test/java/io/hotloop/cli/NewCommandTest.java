package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotloop new}: names, and what is refused. That the project can be built is for tests/java. */
class NewCommandTest {
    @TempDir
    private Path folder;

    @Test
    void namesAndPackagesAreReplaced() throws IOException {
        Path project = folder.resolve("fast-norms");
        var result = CommandLineRun.run("new", project.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith(project + ": a project of the package fastnorms. Next:\n    cd " + project + "\n")
                .contains("./mvnw verify");
        assertThat(project.resolve("src/main/java/fastnorms/Vectors.java"))
                .content()
                .startsWith("package fastnorms;");
        assertThat(project.resolve("pom.xml"))
                .content()
                .contains("<artifactId>fast-norms</artifactId>", "<targetPath>fastnorms</targetPath>");
        assertThat(project.resolve("mvnw")).isExecutable();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file)
                        .content()
                        .doesNotContain("${artifactId}", "${package", "${groupId}", "${hotloopVersion}");
            }
        }
    }

    @Test
    void packagesAreFolders() {
        Path project = folder.resolve("a");
        var result = CommandLineRun.run("new", project.toString(), "--package", "org.demo", "--json");
        assertThat(result.out()).contains("\"package\" : \"org.demo\"");
        assertThat(project.resolve("src/test/java/org/demo/VectorsTest.java")).exists();
        assertThat(project.resolve("pom.xml")).content().contains("<targetPath>org/demo</targetPath>");
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path file = Files.writeString(folder.resolve("pom.xml"), "mine");
        var result = CommandLineRun.run("new", folder.toString(), "--package", "demo");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("hotloop: " + folder + ": the folder is not empty" + System.lineSeparator());
        assertThat(CommandLineRun.run("new", file.toString(), "--package", "demo")
                        .err())
                .isEqualTo("hotloop: " + file + ": there is a file of this name" + System.lineSeparator());
        assertThat(file).hasContent("mine");
    }
}
