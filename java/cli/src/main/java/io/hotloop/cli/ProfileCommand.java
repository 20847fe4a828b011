package io.hotloop.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hotloop profile}: where a program's time goes. */
@Command(
        name = "profile",
        description = {
            "Run a program and show where its time goes: functions of Java and of kernels, lines, allocations, waits.",
            "",
            "    hotloop profile --class-path classes --kernels -- demo.Main 1000",
            "",
            "The program is a class with main, a .jar, a .java file, or a command whose JVMs are of JDK 25; its options"
                    + " follow --. The JVM's own recorder looks where its threads are."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ProfileCommand extends BaseCommand {
    /** Milliseconds between ticks of the slowest kernels: async-profiler counts a sample as if its timer had been exact. */
    private static final int COARSE = 10;

    /** As jdk.MethodTiming takes them: a class, a class and a method, a method of any class, an annotation. */
    private static final Pattern FILTER = Pattern.compile("@?[\\w$.]+|[\\w$.]*::[\\w$<>]+");

    @Parameters(arity = "1..*", paramLabel = "PROGRAM", description = "The program and its arguments.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--calls",
            paramLabel = "METHOD",
            description =
                    "Count and time each call of a class's methods, such as demo.Main, or of one, demo.Main::step.")
    private List<String> calls = new ArrayList<>();

    @Option(
            names = "--kernels",
            description = "Compile kernels with profiling: each function in C is a row, with its calls and time.")
    private boolean kernels;

    @Option(
            names = "--native",
            description = "Look by async-profiler, which sees functions in C, too, and all threads. On Linux.")
    private boolean isNative;

    @Option(names = "--sort", paramLabel = "COLUMN", description = "calls, percall, self, total, name (default: self).")
    private Profile.Column sort = Profile.Column.SELF;

    @Option(names = "--top", paramLabel = "N", description = "How many functions are shown, 0 for all (default: 30).")
    private int top = 30;

    @Option(names = "--interval", paramLabel = "MS", description = "Milliseconds between samples (default: 10).")
    private int interval = 10;

    @Option(names = "--lines", description = "Show the lines of Java that took time, with the source beside them.")
    private boolean lines;

    @Option(
            names = "--lines-html",
            paramLabel = "FILE",
            description = "Write the sources as a page, with each line's time.")
    private @Nullable Path linesHtml;

    @Option(
            names = "--source",
            paramLabel = "FOLDER",
            description = "A folder of sources (default: this one, and src/main/java).")
    private List<Path> sources = new ArrayList<>(List.of(Path.of(""), Path.of("src/main/java")));

    @Option(names = "--memory", description = "Show what was allocated, and where.")
    private boolean memory;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write the functions as CSV.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a flame graph, a page complete in itself.")
    private @Nullable Path html;

    @Option(names = "--dot", paramLabel = "FILE", description = "Write the call graph for Graphviz.")
    private @Nullable Path dot;

    @Option(names = "--callgrind", paramLabel = "FILE", description = "Write a file for KCachegrind.")
    private @Nullable Path callgrind;

    @Option(names = "--pprof", paramLabel = "FILE", description = "Write a file for pprof.")
    private @Nullable Path pprof;

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "Folders and jars of the program, before Hotloop's own (default: this folder).")
    private String classPath = ".";

    @Option(names = "-J", paramLabel = "OPTION", description = "An option for the program's JVM: -J-Xmx1g.")
    private List<String> options = new ArrayList<>();

    /** Made by picocli. */
    ProfileCommand() {}

    /** A file made of a profile. */
    @FunctionalInterface
    private interface Form {
        byte[] of(Profile profile) throws IOException;
    }

    /** One that is text. */
    @FunctionalInterface
    private interface TextForm extends Form {
        String text(Profile profile) throws IOException;

        @Override
        default byte[] of(Profile profile) throws IOException {
            return text(profile).getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    int execute() throws IOException, InterruptedException {
        check();
        var forms = new LinkedHashMap<Path, Form>();
        put(forms, csv, (TextForm) Profile::toCsv);
        put(forms, html, (TextForm) FlameGraph::of);
        put(forms, linesHtml, (TextForm) LinesPage::of);
        put(forms, dot, (TextForm) DotGraph::of);
        put(forms, pprof, PprofProfile::of);
        put(forms, callgrind, (TextForm) CallgrindProfile::of);
        var files = new LinkedHashMap<OutputFile, Form>();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            for (Map.Entry<Path, Form> form : forms.entrySet()) {
                files.put(OutputFile.create(form.getKey()), form.getValue());
            }
            long begin = System.nanoTime();
            Duration period = Duration.ofMillis(interval);
            int code = program()
                    .run(
                            folder.path(),
                            Recording.settings(period, calls, memory, !isNative),
                            isNative ? List.of(AsyncProfiler.option(folder.path(), period)) : List.of(),
                            "-".equals(json) ? err() : null);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            List<Path> recordings = ProfiledProgram.recordings(folder.path());
            if (recordings.isEmpty()) {
                throw new IOException(words.getFirst() + " ended with exit code " + code
                        + " and left no recording: its JVM must end by itself, not by halt or kill");
            }
            Profile profile = Profile.of(
                    words,
                    time,
                    period,
                    Recording.read(period, recordings),
                    ProfiledProgram.kernels(folder.path()),
                    sources,
                    sort);
            for (Map.Entry<OutputFile, Form> file : files.entrySet()) {
                file.getKey().stream().write(file.getValue().of(profile));
                file.getKey().commit();
            }
            sayWhatWasNotCalled(profile.recording());
            answer(
                    ProfileText.of(profile, top)
                            + (lines ? ProfileText.lines(profile) : "")
                            + (memory ? ProfileText.memory(profile, top) : ""),
                    profile.toDocument());
            if (code != 0) {
                throw new IOException(words.getFirst() + " ended with exit code " + code);
            }
        } finally {
            for (OutputFile file : files.keySet()) {
                file.close();
            }
        }
        return 0;
    }

    private void check() {
        if (interval < 1 || interval > 1000) {
            throw wrongUsage("--interval is " + interval + ": it is 1 to 1000");
        }
        if (isNative && interval < COARSE) {
            throw wrongUsage("--interval is " + interval + ": with --native it is at least " + COARSE
                    + ", the step of the system's timers");
        }
        if (top < 0) {
            throw wrongUsage("--top is " + top + ": it is at least 0");
        }
        for (String method : calls) {
            if (!FILTER.matcher(method).matches()) {
                throw wrongUsage(
                        "\"" + method + "\" is no method: --calls takes a class, demo.Main, or demo.Main::step");
            }
        }
    }

    private void sayWhatWasNotCalled(Recording recording) {
        for (String filter : calls) {
            if (!filter.startsWith("@") && !recording.hasCounted(filter)) {
                err().println("hotloop: --calls " + filter + ": no call of such a method has ended");
            }
        }
    }

    private void put(Map<Path, Form> forms, @Nullable Path file, Form form) {
        if (file != null && forms.put(file, form) != null) {
            throw wrongUsage(file + " is to receive two forms");
        }
    }

    private ProfiledProgram program() {
        var all = new ArrayList<>(options);
        if (kernels) {
            all.add("-Dhotloop.kernel.profile=true");
        }
        return ProfiledProgram.of(words, classPath, all);
    }
}
