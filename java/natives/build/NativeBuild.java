import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/*
 * Runs CMake for Maven: configure, build and install, or ctest. A program of its own because it says in
 * one sentence which tool is missing, and prints what CMake said only when CMake failed.
 *
 *     java NativeBuild.java install PRESET FOLDER
 *     java NativeBuild.java test PRESET
 *
 * Run from the root of the repository. What is built and how stands in CMakeLists.txt, not here.
 */
final class NativeBuild {
    private static final List<Tool> TOOLS = List.of(
            new Tool("cmake", "CMake 3.25 or later", "apt-get install cmake"),
            new Tool("ninja", "Ninja", "apt-get install ninja-build"));

    private record Tool(String command, String name, String install) {}

    private NativeBuild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 2) {
            fail("usage: java NativeBuild.java install PRESET FOLDER | test PRESET");
        }
        String preset = args[1];
        switch (args[0]) {
            case "install" -> {
                requireTools();
                quietly("cmake", "--preset", preset);
                quietly("cmake", "--build", "build/" + preset);
                quietly("cmake", "--install", "build/" + preset, "--component", "library", "--prefix", args[2]);
            }
            case "test" -> {
                String parallel = Integer.toString(Runtime.getRuntime().availableProcessors());
                int status = run(
                        List.of(
                                "ctest",
                                "--test-dir",
                                "build/" + preset,
                                "--parallel",
                                parallel,
                                "--output-on-failure",
                                "--progress"),
                        ProcessBuilder.Redirect.INHERIT);
                if (status != 0) {
                    fail("the native tests failed, see above");
                }
            }
            default -> fail("unknown command " + args[0]);
        }
    }

    private static void requireTools() {
        var missing = new ArrayList<String>();
        for (Tool tool : TOOLS) {
            try {
                var process = new ProcessBuilder(tool.command(), "--version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.waitFor();
            } catch (IOException e) {
                missing.add(tool.name() + " (Debian and Ubuntu: " + tool.install() + ")");
            } catch (InterruptedException e) {
                fail("interrupted");
            }
        }
        if (!missing.isEmpty()) {
            fail("the native library cannot be built, missing: " + String.join(", ", missing));
        }
    }

    private static void quietly(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("hotloop-build", ".log");
        try {
            int status = run(List.of(command), ProcessBuilder.Redirect.to(log.toFile()));
            if (status != 0) {
                System.err.println(Files.readString(log));
                fail(String.join(" ", command) + " failed with exit code " + status + ", its output is above");
            }
        } finally {
            Files.delete(log);
        }
    }

    private static int run(List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(output != ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
