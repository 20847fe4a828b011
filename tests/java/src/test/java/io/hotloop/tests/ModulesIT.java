package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packaged jars as modules: what they export, what they require, who calls native code. */
class ModulesIT {
    private static List<ModuleDescriptor> hotloopModules() {
        return ModuleFinder.of(ChildJvm.jars()).findAll().stream()
                .map(reference -> reference.descriptor())
                .filter(module -> module.name().startsWith("io.hotloop"))
                .toList();
    }

    @Test
    void everyJarOfOursIsAModule() {
        assertThat(hotloopModules())
                .extracting(ModuleDescriptor::name)
                .contains(
                        "io.hotloop.bindings",
                        "io.hotloop",
                        "io.hotloop.kernel",
                        "io.hotloop.particles",
                        "io.hotloop.particles.vector",
                        "io.hotloop.bench",
                        "io.hotloop.cli");
        assertThat(hotloopModules()).noneMatch(ModuleDescriptor::isAutomatic);
    }

    @Test
    void theBindingsExportToOurModulesOnly() {
        ModuleDescriptor bindings = hotloopModules().stream()
                .filter(module -> module.name().equals("io.hotloop.bindings"))
                .findFirst()
                .orElseThrow();
        assertThat(bindings.exports()).isNotEmpty().allSatisfy(exports -> {
            assertThat(exports.isQualified()).as(exports.toString()).isTrue();
            assertThat(exports.targets()).allMatch(target -> target.startsWith("io.hotloop"));
        });
    }

    @Test
    void nothingRequiresTheIncubatorAtRunTime() {
        assertThat(hotloopModules())
                .allSatisfy(module -> assertThat(module.requires())
                        .filteredOn(requires -> requires.name().equals("jdk.incubator.vector"))
                        .allMatch(
                                requires -> requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC)));
    }

    @Test
    void publicPackagesAreNullMarked() throws Exception {
        for (String name : List.of(
                "io.hotloop", "io.hotloop.kernel", "io.hotloop.particles", "io.hotloop.bench", "io.hotloop.bindings")) {
            assertThat(Class.forName(name + ".package-info").getAnnotations())
                    .as(name)
                    .anyMatch(annotation ->
                            annotation.annotationType().getName().equals("org.jspecify.annotations.NullMarked"));
        }
    }

    @Test
    void coreHasNoThirdPartyDependencyAtRunTime() {
        assertThat(hotloopModules())
                .filteredOn(module -> List.of(
                                "io.hotloop", "io.hotloop.bindings", "io.hotloop.kernel", "io.hotloop.particles")
                        .contains(module.name()))
                .hasSize(4)
                .allSatisfy(module -> assertThat(module.requires())
                        .filteredOn(
                                requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .allMatch(requires -> requires.name().startsWith("java.")
                                || requires.name().startsWith("io.hotloop")));
    }

    /** The JDK's own scanner lists every restricted method that a jar calls. */
    @Test
    void onlyTheBindingsCallRestrictedMethods() throws IOException {
        List<String> others = List.of(
                "hotloop-core",
                "hotloop-kernel",
                "hotloop-particles",
                "hotloop-particles-vector",
                "hotloop-bench",
                "hotloop-cli");
        String classPath = String.join(
                System.getProperty("path.separator"),
                others.stream().map(ModulesIT::jar).map(Path::toString).toList());
        assertThat(jnativescan("--class-path", classPath)).isBlank();
        assertThat(jnativescan("--class-path", jar("hotloop-bindings").toString()))
                .as("the scanner finds restricted calls where they are")
                .contains("java.lang.foreign");
    }

    private static Path jar(String prefix) {
        try {
            return ChildJvm.jar(prefix);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String jnativescan(String... arguments) {
        ToolProvider tool = ToolProvider.findFirst("jnativescan").orElseThrow();
        var out = new StringWriter();
        var err = new StringWriter();
        tool.run(new PrintWriter(out), new PrintWriter(err), arguments);
        // The scanner mentions classes of libraries that are not on its path; they are not ours.
        return (out.toString() + err)
                .lines()
                .filter(line -> !line.contains("<no restricted methods>"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theCommandLineRunsOnTheModulePathWithoutAWarning() throws Exception {
        var result = ChildJvm.modulePath("io.hotloop.cli/io.hotloop.cli.Main", "info")
                .run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("x86_64_v");
    }

    @Test
    void theCommandLineRunsOnTheClassPathWithoutAWarning() throws Exception {
        var result = ChildJvm.commandLine("info").run();
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }
}
