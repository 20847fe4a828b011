package io.hotloop.kernel.internal;

import io.hotloop.DType;
import io.hotloop.kernel.CompileException;
import io.hotloop.kernel.KernelInterface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way back: the Java interface of C sources. gcc itself reads them, and lists the functions ({@code -aux-info}).
 */
public final class InterfaceText {
    /** File, line, whether it is a definition; static or extern, the declaration without its semicolon. */
    private static final Pattern FUNCTION =
            Pattern.compile("/\\* (.+?):(\\d+):[NOI]F \\*/ extern (.*?)([A-Za-z_]\\w*) \\((.*)\\); /\\*.*");

    private static final Pattern ARRAY = Pattern.compile("(const )?hl_([a-z0-9]+)_(view|array) \\*");
    private static final Pattern CALLBACK =
            Pattern.compile("double \\(\\*(\\w+)\\) \\((double(?: \\w+)?(?:, double(?: \\w+)?)?)\\)");
    private static final Pattern NAMED = Pattern.compile("(.*?[ *])([A-Za-z_]\\w*)");

    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("_Bool", "boolean"),
            Map.entry("bool", "boolean"),
            Map.entry("int8_t", "byte"),
            Map.entry("signed char", "byte"),
            Map.entry("int16_t", "short"),
            Map.entry("short int", "short"),
            Map.entry("uint16_t", "char"),
            Map.entry("short unsigned int", "char"),
            Map.entry("int32_t", "int"),
            Map.entry("int", "int"),
            Map.entry("int64_t", "long"),
            Map.entry("long int", "long"),
            Map.entry("float", "float"),
            Map.entry("double", "double"));

    /** Java's words that are names in C. */
    private static final Set<String> JAVA_KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "byte",
            "catch",
            "class",
            "extends",
            "final",
            "finally",
            "implements",
            "import",
            "instanceof",
            "interface",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "super",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "true",
            "false",
            "_");

    private static final String NO_COUNTERPART = ", which has no counterpart in Java";

    private InterfaceText() {}

    /**
     * Reads sources.
     *
     * @param packageName of the interface; empty for none
     * @param name of the interface
     * @param units the sources
     * @param settings how they are compiled
     * @return its text
     * @throws CompileException if they do not compile, or the compiler is no gcc
     * @throws IOException if no temporary folder can be written
     */
    public static KernelInterface of(String packageName, String name, List<Unit> units, Settings settings)
            throws IOException {
        Toolchain toolchain = Toolchain.find(settings.compiler());
        if (toolchain.isClang()) {
            throw new CompileException(
                    toolchain.path() + " does not list the functions of a source: gcc does, name one by --compiler",
                    List.of());
        }
        Path folder = Files.createTempDirectory("hotloop-interface");
        try {
            var writer = new Writer(packageName, name);
            Files.writeString(folder.resolve("hotloop_kernel.h"), CText.kernelHeader());
            for (Unit unit : units) {
                Files.writeString(folder.resolve(unit.name()), unit.text());
            }
            for (Unit unit : units) {
                if (unit.isCpp()) {
                    throw new CompileException(
                            unit.name() + ": functions of C++ are not listed, those of C are", List.of());
                }
                if (!unit.isHeader()) {
                    writer.read(unit.name(), list(folder, unit, settings, toolchain));
                }
            }
            return writer.finish();
        } finally {
            KernelCache.remove(folder);
        }
    }

    private static List<String> list(Path folder, Unit unit, Settings settings, Toolchain toolchain)
            throws IOException {
        var command =
                new ArrayList<>(List.of("-std=gnu17", "-fsyntax-only", "-aux-info", "functions.txt", "-w", "-I."));
        command.add("-fdiagnostics-color=never");
        settings.folders().forEach(include -> command.add("-I" + include));
        command.addAll(settings.flags());
        command.addAll(List.of("-include", "hotloop_kernel.h", unit.name()));
        Toolchain.Run run = toolchain.run(folder, List.of(command)).getFirst();
        if (!run.succeeded()) {
            throw new CompileException(
                    unit.name() + " does not compile:\n" + run.output().stripTrailing(),
                    Diagnostics.parse(run.output()));
        }
        return Files.readAllLines(folder.resolve("functions.txt"));
    }

    /** Puts methods together. */
    private static final class Writer {
        private final String packageName;
        private final String name;
        private final Set<String> imports = new TreeSet<>();
        private final StringBuilder methods = new StringBuilder();
        private final List<String> leftOut = new ArrayList<>();
        private int count;

        Writer(String packageName, String name) {
            this.packageName = packageName;
            this.name = name;
        }

        void read(String file, List<String> lines) {
            for (String line : lines) {
                Matcher function = FUNCTION.matcher(line);
                if (function.matches() && function.group(1).equals(file)) {
                    add(file, function);
                }
            }
        }

        private void add(String file, Matcher function) {
            String symbol = function.group(4);
            Set<String> used = new LinkedHashSet<>();
            var parameters = new ArrayList<String>();
            String problem =
                    CNames.isPossible(symbol) && !JAVA_KEYWORDS.contains(symbol) ? null : "its name is a word of Java";
            String result = function.group(3).strip();
            String java =
                    result.equals("void") ? "void" : result.equals("const char *") ? "String" : NUMBERS.get(result);
            if (java == null) {
                problem = "it gives a " + result + NO_COUNTERPART;
            }
            if (!function.group(5).equals("void")) {
                for (String parameter : split(function.group(5))) {
                    String text = parameter(parameter, parameters.size() + 1, used);
                    if (text == null) {
                        problem = "its parameter " + (parameters.size() + 1) + " is " + parameter + NO_COUNTERPART;
                    }
                    parameters.add(String.valueOf(text));
                }
            }
            if (problem != null) {
                leftOut.add(file + ":" + function.group(2) + ": " + symbol + " is left out: " + problem);
                return;
            }
            imports.addAll(used);
            count++;
            methods.append("\n    /** {@code ")
                    .append(symbol)
                    .append("} of {@code ")
                    .append(file)
                    .append("}. */\n    ");
            methods.append(java).append(' ').append(symbol).append('(');
            methods.append(String.join(", ", parameters)).append(");\n");
        }

        /** At commas that stand in no parentheses. */
        private static List<String> split(String list) {
            var parts = new ArrayList<String>();
            int depth = 0;
            int begin = 0;
            for (int i = 0; i < list.length(); i++) {
                char c = list.charAt(i);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (c == ',' && depth == 0) {
                    parts.add(list.substring(begin, i).strip());
                    begin = i + 1;
                }
            }
            parts.add(list.substring(begin).strip());
            return parts;
        }

        /** Java's parameter; null without a counterpart. */
        private static @Nullable String parameter(String text, int number, Set<String> imports) {
            Matcher callback = CALLBACK.matcher(text);
            if (callback.matches()) {
                String type = callback.group(2).contains(",") ? "DoubleBinaryOperator" : "DoubleUnaryOperator";
                imports.add("java.util.function." + type);
                return type + " " + javaName(callback.group(1), number);
            }
            Matcher named = NAMED.matcher(text);
            if (!named.matches()) {
                return null;
            }
            String type = named.group(1).strip();
            String name = javaName(named.group(2), number);
            String primitive = NUMBERS.get(type.replace("const ", "").strip());
            if (primitive != null) {
                return primitive + " " + name;
            }
            Matcher array = ARRAY.matcher(type);
            if (array.matches()) {
                String access = array.group(3).equals("view") ? "In" : "InOut";
                String dtype = array.group(2).toUpperCase(Locale.ROOT);
                imports.addAll(List.of("io.hotloop.NdArray", "io.hotloop.kernel." + access));
                if (dtype.equals(DType.FLOAT64.name())) {
                    return "@" + access + " NdArray " + name;
                }
                imports.add("io.hotloop.DType");
                return "@" + access + "(dtype = DType." + dtype + ") NdArray " + name;
            }
            switch (type) {
                case "const char *" -> {
                    return "String " + name;
                }
                case "void *" -> {
                    imports.add("java.lang.foreign.MemorySegment");
                    return "MemorySegment " + name;
                }
                case "const void *" -> {
                    imports.addAll(List.of("java.lang.foreign.MemorySegment", "io.hotloop.kernel.In"));
                    return "@In MemorySegment " + name;
                }
                default -> {
                    return null;
                }
            }
        }

        private static String javaName(String name, int number) {
            return JAVA_KEYWORDS.contains(name) ? "argument" + number : name;
        }

        KernelInterface finish() {
            var text = new StringBuilder();
            if (!packageName.isEmpty()) {
                text.append("package ").append(packageName).append(";\n\n");
            }
            imports.forEach(type -> text.append("import ").append(type).append(";\n"));
            text.append(imports.isEmpty() ? "" : "\n");
            text.append("/** Kernels; {@code Kernels.load} loads the library that was built with them. */\n");
            text.append("public interface ").append(name).append(" {");
            text.append(methods).append("}\n");
            return new KernelInterface(text.toString().replace(" {\n\n", " {\n"), count, leftOut);
        }
    }
}
