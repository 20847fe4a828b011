package io.hotloop.kernel.internal;

import io.hotloop.bindings.Sha256;
import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.Diagnostic;
import io.hotloop.kernel.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the sources of an interface become a shared library. */
final class KernelBuild implements KernelCache.Origin {
    /** What the library is called in its folder. */
    static final String LIBRARY = "libkernels.so";

    /** As Hotloop's own kernels: never what changes results from one processor to the next, or the whole JVM's arithmetic. */
    private static final List<String> OPTIONS = List.of(
            "-O3",
            "-fPIC",
            "-fvisibility=hidden",
            "-fwrapv",
            "-fno-math-errno",
            "-fno-trapping-math",
            "-ffp-contract=off",
            "-fdiagnostics-color=never",
            "-Wall",
            "-Wextra");

    /** What a source is compiled with whose functions are counted and timed; for gcc those that follow, too. */
    private static final List<String> PROFILED = List.of("-g", "-fno-omit-frame-pointer", "-finstrument-functions");

    /** No functions of the system's headers, and not the loops around an elementwise function. */
    private static final List<String> NOT_PROFILED = List.of(
            "-finstrument-functions-exclude-file-list=/usr/include/,/lib/gcc/",
            "-finstrument-functions-exclude-function-list=hlk_");

    /** The file that counts and times. */
    private static final String PROFILE = "hotloop_profile.c";

    private static final Pattern UNDEFINED =
            Pattern.compile("undefined reference to [`'\"]([A-Za-z_][A-Za-z0-9_]*)[`'\"]");

    private final CInterface c;
    private final List<Unit> units;
    private final Settings settings;
    private final Toolchain toolchain;
    private final List<List<String>> compiles = new ArrayList<>();
    private final List<String> link = new ArrayList<>();
    private final boolean isProfiled;

    KernelBuild(CInterface c, List<Unit> units, Settings settings, Toolchain toolchain) {
        this.c = c;
        this.units = units;
        this.settings = settings;
        this.toolchain = toolchain;
        isProfiled = plan();
    }

    /** Gives whether functions are counted and timed. */
    private boolean plan() {
        boolean profiles = false;
        Set<String> libraries = new LinkedHashSet<>();
        link.addAll(List.of("-shared", "-fPIC", "-o", LIBRARY));
        boolean isCpp = false;
        compiles.add(compileEntries());
        link.add(object(CInterface.ENTRIES));
        for (Unit unit : units) {
            Directives directives = Directives.of(unit);
            libraries.addAll(directives.libraries());
            if (!unit.isHeader()) {
                compiles.add(compile(unit, directives));
                link.add(object(unit.name()));
                isCpp |= unit.isCpp();
                profiles |= isProfiled(directives);
            }
        }
        if (compiles.size() == 1) {
            throw new IllegalArgumentException("there is no source for " + c.name() + " but headers");
        }
        if (profiles) {
            List<String> command = options(false);
            // Without the header: a kernel may be called as a function of the C library's.
            command.addAll(List.of("-c", "-o", object(PROFILE), PROFILE));
            compiles.add(command);
            link.addAll(List.of(object(PROFILE), "-pthread"));
        }
        settings.folders().forEach(folder -> link.add("-L" + folder));
        settings.flags().stream().filter(KernelBuild::isForLinker).forEach(link::add);
        if (settings.openMp()) {
            link.add("-fopenmp");
        }
        libraries.addAll(settings.libraries());
        libraries.forEach(library -> link.add("-l" + library));
        if (isCpp) {
            link.add("-lstdc++");
        }
        // Whatever is missing is missing now, not when it is called. Never unloaded while a thread of OpenMP may be in
        // it.
        link.addAll(List.of("-lm", "-Wl,-z,nodelete,-z,defs"));
        return profiles;
    }

    private static boolean isForLinker(String flag) {
        return flag.startsWith("-l") || flag.startsWith("-L") || flag.startsWith("-Wl,");
    }

    /** For any processor: it is called once a call, whatever the target is. */
    private List<String> compileEntries() {
        List<String> command = options(false);
        // Java writes words that C reads as numbers; and no loop may become a call of memset, which may be a kernel's
        // name.
        command.add("-fno-strict-aliasing");
        command.add(toolchain.isClang() ? "-fno-builtin" : "-fno-tree-loop-distribute-patterns");
        // Its warnings would be about C that is not the user's.
        command.add("-w");
        addFiles(command, CInterface.ENTRIES);
        return command;
    }

    /** What the caller says comes after what the source says: the last option wins. */
    private List<String> compile(Unit unit, Directives directives) {
        List<String> command = options(unit.isCpp());
        command.add("-march=" + target(directives));
        command.add(checks(usualMode()));
        command.addAll(directives.flags());
        Mode mode = settings.mode();
        if (mode != null) {
            command.add(checks(mode));
        }
        if (settings.contraction()) {
            command.add("-ffp-contract=fast");
        }
        if (isProfiled(directives)) {
            command.addAll(PROFILED);
            if (!toolchain.isClang()) {
                command.addAll(NOT_PROFILED);
            }
        }
        command.add(settings.openMp() ? "-fopenmp" : "-Wno-unknown-pragmas");
        // A kernel may be called exp: the compiler must not know better what it does.
        c.functions().keySet().forEach(symbol -> command.add("-fno-builtin-" + symbol));
        settings.folders().forEach(folder -> command.add("-I" + folder));
        settings.flags().stream().filter(flag -> !isForLinker(flag)).forEach(command::add);
        addFiles(command, unit.name());
        return command;
    }

    private String target(Directives directives) {
        return settings.target().equals(Settings.NATIVE) && directives.target() != null
                ? directives.target()
                : settings.target();
    }

    private boolean isProfiled(Directives directives) {
        Boolean asked = settings.profile() != null ? settings.profile() : directives.profile();
        return asked != null ? asked : LibraryProfile.isUsual();
    }

    private List<String> options(boolean isCpp) {
        var command = new ArrayList<>(OPTIONS);
        command.add(isCpp ? "-std=gnu++17" : "-std=gnu17");
        if (!toolchain.isClang()) {
            // An error inside of a macro is shown where the macro is used, and nowhere else.
            command.add("-ftrack-macro-expansion=0");
        }
        return command;
    }

    private static void addFiles(List<String> command, String file) {
        command.addAll(
                List.of("-I.", "-include", "kernels.h", "-MMD", "-MF", file + ".d", "-c", "-o", object(file), file));
    }

    private static String checks(Mode mode) {
        return "-DHL_CHECKS=" + (mode == Mode.CHECKED ? 1 : 0);
    }

    private static Mode usualMode() {
        String setting = System.getProperty("hotloop.kernel.mode", "checked");
        return switch (setting) {
            case "checked" -> Mode.CHECKED;
            case "fast" -> Mode.FAST;
            default ->
                throw new IllegalArgumentException(
                        "-Dhotloop.kernel.mode is \"" + setting + "\": it takes checked or fast");
        };
    }

    private static String object(String file) {
        return file + ".o";
    }

    /** All that the library depends on, but the compiler, the processor and files that sources include. */
    private String text() {
        var text = new StringBuilder();
        for (List<String> command : compiles) {
            text.append(String.join("\n", command)).append("\n\n");
        }
        text.append(String.join("\n", link)).append("\n\n");
        text.append(c.text()).append(isProfiled ? CText.profile() : "");
        for (Unit unit : units) {
            text.append('\0').append(unit.name()).append('\0').append(unit.text());
        }
        return text.toString();
    }

    @Override
    public String name() {
        return c.name();
    }

    @Override
    public String key() {
        boolean isForThisProcessor =
                compiles.stream().anyMatch(command -> command.contains("-march=" + Settings.NATIVE));
        return Sha256.of((text() + "\0" + toolchain.identity() + "\0" + (isForThisProcessor ? Processor.NAME : ""))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The options of the first source of the user's, for people. */
    List<String> command() {
        return compiles.get(1);
    }

    Toolchain toolchain() {
        return toolchain;
    }

    /**
     * What building left.
     *
     * @param warnings what the compiler said
     * @param dependencies the files outside the folder that sources included
     * @param compiler its name and version
     */
    record Outcome(List<Diagnostic> warnings, List<Path> dependencies, String compiler) {}

    /**
     * Builds the library in a folder, and leaves nothing else there.
     *
     * @throws CompileException if it does not compile or link
     */
    @Override
    public Outcome run(Path folder) throws IOException {
        Outcome outcome = runAndKeep(folder);
        keepLibrary(folder);
        return outcome;
    }

    /** The same, with all that the compiler wrote left there. */
    Outcome runAndKeep(Path folder) throws IOException {
        c.write(folder);
        if (isProfiled) {
            Files.writeString(folder.resolve(PROFILE), CText.profile());
        }
        for (Unit unit : units) {
            Files.writeString(folder.resolve(unit.name()), unit.text());
        }
        var commands = new ArrayList<>(compiles);
        commands.add(List.of("--version"));
        List<Toolchain.Run> runs = toolchain.run(folder, commands);
        String version = runs.removeLast().output().lines().findFirst().orElse("?");
        var output = new StringBuilder();
        boolean failed = false;
        for (Toolchain.Run run : runs) {
            output.append(run.output());
            failed |= !run.succeeded();
        }
        if (failed) {
            String text = output.toString().stripTrailing();
            if (text.contains("cannot execute") && text.contains("cc1plus")) {
                text += "\n" + toolchain.path() + " has no C++: install it (Debian, Ubuntu: apt-get install g++)";
            }
            throw new CompileException(
                    "the kernels of " + c.name() + " do not compile:\n" + text, Diagnostics.parse(text));
        }
        Toolchain.Run linked = toolchain.run(folder, List.of(link)).getFirst();
        if (!linked.succeeded()) {
            throw new CompileException(linkProblem(linked.output()), Diagnostics.parse(linked.output()));
        }
        return new Outcome(Diagnostics.parse(output.toString()), dependencies(folder), version);
    }

    private static void keepLibrary(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.endsWith(LIBRARY)) {
                    Files.delete(file);
                }
            }
        }
    }

    private String linkProblem(String output) {
        for (Matcher matcher = UNDEFINED.matcher(output); matcher.find(); ) {
            String problem = c.functions().get(matcher.group(1));
            if (problem != null) {
                return problem;
            }
        }
        String hint = isProfiled && UNDEFINED.matcher(output).find()
                ? "\nwith profiling, an inline function must be static inline"
                : "";
        return "the kernels of " + c.name() + " do not link:\n" + output.stripTrailing() + hint;
    }

    /** From what gcc and clang write for make: a target, a colon, files; a backslash before spaces and line ends. */
    private List<Path> dependencies(Path folder) throws IOException {
        var files = new LinkedHashSet<Path>();
        for (Unit unit : units) {
            Path list = folder.resolve(unit.name() + ".d");
            if (Files.exists(list)) {
                String text = Files.readString(list).replace("\\\n", " ");
                for (String word : text.substring(text.indexOf(':') + 1).split("(?<!\\\\)\\s+")) {
                    Path file = folder.resolve(word.replace("\\ ", " ")).normalize();
                    if (!word.isEmpty() && !file.startsWith(folder)) {
                        files.add(file);
                    }
                }
            }
        }
        return List.copyOf(files);
    }
}
