package io.hotloop.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Compiles the kernels of all interfaces with {@code @KernelSources} for this platform, into {@code META-INF/kernels} of the
 * program's classes. {@code Kernels.open} loads them from there.
 *
 * <p>The JDK 25 that it needs is the one that a toolchain selects, else Maven's own.
 */
@Mojo(
        name = "compile-kernels",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
public final class CompileKernelsMojo extends AbstractMojo {
    private static final int JDK = 25;

    /**
     * The processors, the oldest first, as the compiler's {@code -march} takes them: a library is made for each, and the best
     * one is loaded. Default: x86-64-v2, x86-64-v3 and x86-64-v4; on aarch64 armv8-a.
     */
    @Parameter(property = "hotloop.targets")
    private List<String> targets = List.of();

    /** The C compiler. Default: the environment's CC, gcc, clang, cc. */
    @Parameter(property = "hotloop.compiler")
    private String compiler = "";

    /**
     * Receives the C headers of each interface, in a folder of the interface's name: for tests in C, and for editors.
     */
    @Parameter(defaultValue = "${project.build.directory}/kernels", required = true)
    private File headers = new File("");

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
    private File classes = new File("");

    @Parameter(defaultValue = "${project.compileClasspathElements}", readonly = true, required = true)
    private List<String> classPath = List.of();

    private final MavenSession session;
    private final ToolchainManager toolchains;

    /**
     * Made by Maven.
     *
     * @param session the build
     * @param toolchains knows the selected JDK
     */
    @Inject
    public CompileKernelsMojo(MavenSession session, ToolchainManager toolchains) {
        this.session = session;
        this.toolchains = toolchains;
    }

    @Override
    public void execute() throws MojoExecutionException {
        if (!classes.isDirectory()) {
            getLog().info("there are no classes");
            return;
        }
        var command = new ArrayList<String>();
        command.add(java());
        if (!compiler.isBlank()) {
            command.add("-Dhotloop.compiler=" + compiler);
        }
        // Its own library is not called, and need not be there.
        command.addAll(List.of("-Dhotloop.native=off", "-cp", String.join(File.pathSeparator, classPath)));
        command.addAll(List.of("io.hotloop.kernel.BuildMain", classes.getPath(), headers.getPath()));
        command.addAll(targets);
        run(command);
    }

    private String java() throws MojoExecutionException {
        Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
        if (toolchain != null) {
            return Objects.requireNonNull(toolchain.findTool("java"), "a JDK has java");
        }
        if (Runtime.version().feature() < JDK) {
            throw new MojoExecutionException("kernels need a JDK " + JDK + ", and Maven runs on "
                    + Runtime.version().feature() + ": select one by maven-toolchains-plugin's select-jdk-toolchain, or"
                    + " run Maven on it by JAVA_HOME");
        }
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void run(List<String> command) throws MojoExecutionException {
        getLog().debug(String.join(" ", command));
        try {
            Path problems = Files.createTempFile("compile-kernels", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(problems.toFile())
                        .start();
                int code;
                try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
                    reader.lines().forEach(getLog()::info);
                    code = process.waitFor();
                } finally {
                    process.destroy();
                }
                String text = Files.readString(problems).stripTrailing();
                if (code != 0) {
                    throw new MojoExecutionException(
                            text.contains("ClassNotFoundException: io.hotloop.kernel.BuildMain")
                                    ? "add io.hotloop:hotloop-kernel to the dependencies: " + text
                                    : text);
                }
                text.lines().forEach(getLog()::warn);
            } finally {
                Files.delete(problems);
            }
        } catch (IOException e) {
            throw new MojoExecutionException(command.get(0) + " does not run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }
}
