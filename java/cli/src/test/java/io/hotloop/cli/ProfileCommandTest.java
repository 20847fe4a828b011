package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hotloop profile}: one run with everything, each form of its result, the ways to name a program, and what goes wrong. */
class ProfileCommandTest {
    private static final String WORK = ProfiledWork.class.getName();

    @TempDir
    private static Path folder;

    private static CommandLineRun.Result result;
    private static Map<String, Object> document;

    @BeforeAll
    static void profile() throws IOException {
        List<String> line = new ArrayList<>(List.of("profile", "--kernels", "--calls", WORK + "::step", "--top", "0"));
        line.addAll(List.of("--lines", "--source", "src/test/java", "--memory", "-J-Dhotloop.cache.dir=" + folder));
        for (String form : List.of("csv", "html", "lines-html", "dot", "pprof", "callgrind", "json")) {
            line.add("--" + form + "=" + folder.resolve(form));
        }
        line.addAll(List.of("--", WORK));
        result = CommandLineRun.run(line.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        document = JSON.std.mapFrom(written("json"));
    }

    private static String written(String form) throws IOException {
        return Files.readString(folder.resolve(form));
    }

    private static Map<?, ?> function(String name) {
        return ((List<?>) document.get("functions"))
                .stream()
                        .map(row -> (Map<?, ?>) row)
                        .filter(row -> name.equals(row.get("function")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no " + name + " in " + document.get("functions")));
    }

    @Test
    void functionsOfJavaAndOfCAreInOneTable() {
        Map<?, ?> max = function("max");
        assertThat(max.get("calls")).isEqualTo(1_000_000);
        assertThat(max.get("language")).isEqualTo("C");
        assertThat(max.get("file")).isEqualTo("Geometry.c");
        assertThat(max.get("line")).isEqualTo(2);
        assertThat(function("chebyshev").get("calls")).isEqualTo(1_000_000);
        assertThat(function("most").get("calls")).isEqualTo(1);
        assertThat(function(WORK + ".step").get("calls")).isEqualTo(1000);
        Map<?, ?> spin = function(WORK + ".spin");
        assertThat(spin.get("language")).isEqualTo("Java");
        assertThat(spin.get("calls")).isNull();
        assertThat(((Number) spin.get("self_ns")).longValue()).isPositive();
        assertThat(result.out())
                .containsPattern("(?m)^ +1,000,000 +[0-9.,]+ +[0-9.]+ +[0-9.]+ +max \\(Geometry\\.c:2\\)$")
                .containsPattern("(?m)^ +1,000 +[0-9.,]+ .*%  " + WORK.replace(".", "\\.") + "\\.step$")
                .containsPattern("(?m)^ +[0-9.]+ +[0-9.]+ +[0-9.]+%  " + WORK.replace(".", "\\.") + "\\.spin$");
    }

    @Test
    void waitsAndCollectionsAreSummedUp() {
        assertThat(((Map<?, ?>) document.get("waits")).get("asleep")).isNotNull();
        assertThat(((Map<?, ?>) document.get("collections")).get("count")).isNotEqualTo(0);
        assertThat(result.out())
                .containsPattern("(?m)^collections  \\d+ × = [0-9.]+ ms$")
                .contains("asleep 1 × = ");
    }

    @Test
    void linesStandBesideTheirTime() throws IOException {
        String path = Path.of("src/test/java/io/hotloop/cli/ProfiledWork.java").toString();
        String line = "            x = Math.sqrt(x + 1);";
        assertThat(result.out())
                .contains(path)
                .containsPattern("(?m)^ *[0-9.]+% +[0-9.]+% +\\d+  +(x = Math.sqrt|while \\()")
                .contains("  " + line);
        assertThat((List<?>) document.get("lines"))
                .anySatisfy(entry -> assertThat(((Map<?, ?>) entry).get("file")).isEqualTo(path));
        assertThat(written("lines-html"))
                .startsWith("<!doctype html>")
                .contains("<title>" + WORK + "</title>", "<td><code>" + line + "</code>", "i &lt; 1000")
                .doesNotContain("@TITLE@", "@BODY@")
                .doesNotContainPattern("https?:|src=|href=|url\\(|@import");
    }

    @Test
    void allocationsAreFound() {
        assertThat(result.out())
                .containsPattern("(?m)^ +[0-9.]+ +[0-9.]+%  new long\\[\\] in " + WORK + "\\.allocate:\\d+$");
    }

    @Test
    void csvHasARowOfEachFunction() throws IOException {
        assertThat(written("csv").lines())
                .startsWith("function,language,file,line,calls,ns_per_call,self_ns,total_ns,share")
                .anyMatch(row -> row.matches("\"max\",C,Geometry\\.c,2,1000000,[0-9.]+,\\d+,\\d+,"))
                .anyMatch(row ->
                        row.matches("\"" + WORK + "\\.spin\",Java,io/.*/ProfiledWork\\.java,,,,\\d+,\\d+,[0-9.]+"))
                .hasSize(1 + ((List<?>) document.get("functions")).size());
    }

    @Test
    void theFlameGraphIsCompleteInItself() throws IOException {
        String html = written("html");
        assertThat(html)
                .startsWith("<!doctype html>")
                .doesNotContain("@TITLE@", "@DATA@")
                .doesNotContainPattern("https?:|src=|href=|url\\(|@import");
        String data = html.substring(html.indexOf("id=\"data\">") + 10, html.indexOf("</script>"));
        List<Object> root = JSON.std.listFrom(data);
        assertThat(root.get(0)).isEqualTo("all");
        assertThat(((Number) root.get(1)).longValue()).isEqualTo(((Number) document.get("sampled_ns")).longValue());
        assertThat(names(root)).contains(WORK + ".main", WORK + ".spin");
    }

    private static Stream<Object> names(List<?> node) {
        return Stream.concat(Stream.of(node.get(0)), node.stream().skip(2).flatMap(callee -> names((List<?>) callee)));
    }

    @Test
    void theCallGraphIsGraphvizs() throws IOException {
        assertThat(written("dot"))
                .startsWith("digraph profile {")
                .endsWith("}\n")
                .contains("    \"" + WORK + ".main\" -> \"" + WORK + ".spin\" [");
    }

    @Test
    void pprofsMessageIsWhole() throws IOException {
        byte[] bytes;
        try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve("pprof")))) {
            bytes = in.readAllBytes();
        }
        var message = ByteBuffer.wrap(bytes);
        var strings = new ArrayList<String>();
        var counts = new TreeMap<Long, Integer>();
        while (message.hasRemaining()) {
            long tag = varint(message);
            counts.merge(tag >> 3, 1, Integer::sum);
            long value = varint(message);
            if ((tag & 7) == 2) {
                byte[] part = new byte[(int) value];
                message.get(part);
                if (tag >> 3 == 6) {
                    strings.add(new String(part, StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(strings)
                .startsWith("", "cpu", "nanoseconds")
                .doesNotHaveDuplicates()
                .contains(WORK + ".spin", "io/hotloop/cli/ProfiledWork.java");
        // Its types, samples, locations, functions and strings; duration and period.
        assertThat(counts.keySet()).containsExactly(1L, 2L, 4L, 5L, 6L, 10L, 11L, 12L);
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Test
    void callgrindsToolsReadTheProfile() throws IOException {
        assertThat(written("callgrind"))
                .startsWith("# callgrind format\n")
                .contains(
                        "\nfl=io/hotloop/cli/ProfiledWork.java\nfn=" + WORK + ".spin\n",
                        "\ncfn=" + WORK + ".spin\ncalls=");
        if (Files.isExecutable(Path.of("/usr/bin/callgrind_annotate"))) {
            String file = folder.resolve("callgrind").toString();
            assertThat(Tool.run("valgrind", "callgrind_annotate", file))
                    .contains("%,d (100.0%%)  PROGRAM TOTALS".formatted(document.get("sampled_ns")))
                    .contains("io/hotloop/cli/ProfiledWork.java:" + WORK + ".spin");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void functionsOfCAreSampledByAsyncProfiler() throws IOException {
        Path json = folder.resolve("native.json");
        var seen = CommandLineRun.run(
                "profile",
                "--native",
                "--json=" + json,
                "--top=0",
                "-J-Dhotloop.cache.dir=" + folder,
                "--",
                WORK,
                "long");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out()).containsPattern("(?m)^ +[0-9.]+ +[0-9.]+ +[0-9.]+%  most$");
        assertThat(((List<?>) JSON.std.mapFrom(Files.readString(json)).get("functions")))
                .anySatisfy(row -> assertThat(((Map<?, ?>) row).get("function")).isEqualTo(WORK + ".main"))
                .anySatisfy(row -> assertThat((Map<?, ?>) row)
                        .satisfies(most -> assertThat(most.get("function")).isEqualTo("most"))
                        .satisfies(most -> assertThat(most.get("language")).isEqualTo("C")));
    }

    /** Where the system does not tell of processor time, the recorder looks at threads by the clock. */
    @Test
    void samplesByTheClockCountWhereThereAreNoOthers() throws IOException {
        Path file = folder.resolve("clock.recording");
        try (var recorder = new jdk.jfr.Recording()) {
            recorder.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recorder.start();
            ProfiledWork.spin(300);
            recorder.stop();
            recorder.dump(file);
        }
        Recording recording = Recording.read(Duration.ofMillis(10), List.of(file));
        assertThat(recording.samples().by(Place::function)).containsKey(WORK + ".spin");
        assertThat(recording.samples().total()).isEqualTo(10_000_000 * recording.count());
    }

    @Test
    void rowsAreSortedByAnyColumn() {
        for (Profile.Column column : Profile.Column.values()) {
            var rows = new ArrayList<>(List.of(
                    new ProfileRow("a", false, false, "", 0, null, null, 5, 9),
                    new ProfileRow("b", true, true, "", 0, 3L, 1.0, 7, 7),
                    new ProfileRow("c", true, true, "", 0, 2L, 8.0, 1, 8)));
            rows.sort(column.order());
            assertThat(rows.getFirst().function())
                    .isEqualTo(
                            switch (column) {
                                case CALLS, SELF -> "b";
                                case PERCALL -> "c";
                                case TOTAL, NAME -> "a";
                            });
        }
    }

    @Test
    void aCommandRunsAsItIs() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        var direct = CommandLineRun.runInOwnJvm("profile", "--", java, "-cp", classPath, WORK, "hello");
        assertThat(direct.out())
                .startsWith("said hello" + System.lineSeparator())
                .containsPattern("samples, one every \\d+ ms");
        assertThat(direct.code()).isZero();
        Path script = Files.writeString(
                folder.resolve("run.sh"), "\"" + java + "\" -cp '" + classPath + "' " + WORK + " \"$1\"\n");
        var json = CommandLineRun.runInOwnJvm("profile", "--json", "--", "sh", script.toString(), "again");
        assertThat(json.err()).contains("said again");
        assertThat(JSON.std.mapFrom(json.out())).containsEntry("command", List.of("sh", script.toString(), "again"));
        assertThat(json.code()).isZero();
    }

    @Test
    void aSourceIsAProgram() throws IOException {
        Path source = Files.writeString(
                folder.resolve("Small.java"),
                "int code(int n) { return n; } void main(String[] words) { System.exit(code(words.length)); }");
        var small = CommandLineRun.run(
                "profile", "--calls", "Small::code", "--calls", "Small::none", "--", source.toString(), "a", "b");
        assertThat(small.err().lines())
                .containsExactly(
                        "hotloop: --calls Small::none: no call of such a method has ended",
                        "hotloop: " + source + " ended with exit code 2");
        assertThat(small.out()).containsPattern("samples, one every \\d+ ms");
        assertThat(small.code()).isEqualTo(1);
    }

    @Test
    void aSourceMayBeInAnyEncoding() throws IOException {
        Files.write(folder.resolve("Old.java"), "class Old {} // über".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ProfiledFile.of(new Stacks(Map.of(List.of(new Place("Old", "main", 1)), 1L)), List.of(folder)))
                .hasSize(1);
    }

    private static boolean isAtWork(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java")
                && process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() > 200;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSignalLeavesNeitherProcessesNorFiles() throws IOException, InterruptedException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        String inner = java + " -cp '" + classPath + "' " + WORK + " long; true";
        Process profile = new ProcessBuilder(
                        java,
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        classPath,
                        Main.class.getName(),
                        "profile",
                        "--",
                        "sh",
                        "-c",
                        inner)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("signal.log").toFile())
                .start();
        // Until the program works: hotloop waits for it then.
        while (profile.descendants().noneMatch(ProfileCommandTest::isAtWork)) {
            assertThat(profile.isAlive()).isTrue();
            Thread.sleep(50);
        }
        List<ProcessHandle> below = profile.descendants().toList();
        profile.destroy();
        assertThat(profile.waitFor()).isEqualTo(143);
        assertThat(below).noneMatch(ProcessHandle::isAlive);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("hotloop"));
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        Path html = folder.resolve("none.html");
        assertThat(CommandLineRun.run("profile", "--html", html.toString(), "--", WORK, "halt")
                        .err())
                .isEqualTo("hotloop: " + WORK
                        + " ended with exit code 0 and left no recording: its JVM must end by itself,"
                        + " not by halt or kill" + System.lineSeparator());
        assertThat(html).doesNotExist();
        assertThat(CommandLineRun.run("profile", "--html", "none/here.html", "--", WORK)
                        .err())
                .startsWith("hotloop: none/here.html cannot be written: there is no folder ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', textBlock = """
            profile → Missing required parameter: 'PROGRAM'
            profile --interval 0 -- demo.Main → --interval is 0: it is 1 to 1000
            profile --native --interval 5 -- demo.Main → --interval is 5: with --native it is at least 10, the step of the system's timers
            profile --csv one --html one -- demo.Main → one is to receive two forms
            profile --top -1 -- demo.Main → --top is -1: it is at least 0
            profile --calls a:b -- demo.Main → "a:b" is no method: --calls takes a class, demo.Main, or demo.Main::step
            profile --sort size -- demo.Main → Invalid value for option '--sort': expected one of [CALLS, PERCALL, SELF, TOTAL, NAME] (case-insensitive) but was 'size'
            """)
    void wrongUsageIsSaid(String line, String sentence) {
        var wrong = CommandLineRun.run(line.split(" "));
        assertThat(wrong.err().lines().findFirst()).contains("hotloop: " + sentence);
        assertThat(wrong.code()).isEqualTo(2);
    }
}
