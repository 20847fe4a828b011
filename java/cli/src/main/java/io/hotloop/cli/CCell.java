package io.hotloop.cli;

import io.hotloop.kernel.KernelInterface;
import io.hotloop.kernel.KernelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * C as Java of a session: an interface, a variable of it, and a method for each function.
 *
 * @param declarations Java, in the order in which it is to be defined
 * @param functions the methods, as users call them
 * @param leftOut functions without a counterpart
 */
record CCell(List<String> declarations, List<String> functions, List<String> leftOut) {
    /** A method of an interface that {@code KernelSource.toInterface} wrote. */
    private static final Pattern METHOD = Pattern.compile("(?m)^    (\\w+) (\\w+)\\((.*)\\);$");

    private static final Pattern ANNOTATION = Pattern.compile("@\\w+(\\([^)]*\\))? ");

    /**
     * Reads C.
     *
     * @param text the functions
     * @param file where they are from; null for a cell
     * @param type name of the interface
     * @throws IOException if no function can be called from Java
     */
    static CCell of(String text, @Nullable Path file, String type) throws IOException {
        String name = file == null ? type.toLowerCase(Locale.ROOT) + ".c" : String.valueOf(file.getFileName());
        KernelSource source = KernelSource.of(name, text);
        String made = "io.hotloop.kernel.KernelSource.of(" + literal(name) + ", " + literal(text) + ")";
        if (file != null) {
            Path folder = file.toAbsolutePath().getParent();
            source = source.include(folder);
            made += ".include(java.nio.file.Path.of(" + literal(folder.toString()) + "))";
        }
        KernelInterface java = source.toInterface("", type);
        if (java.methods() == 0) {
            throw new IOException("no function of " + name + " can be called from Java"
                    + java.leftOut().stream().map(left -> "\n" + left).collect(Collectors.joining()));
        }
        String variable = type.toLowerCase(Locale.ROOT);
        var declarations = new ArrayList<String>();
        declarations.add(java.text().substring(java.text().indexOf("interface ")));
        declarations.add(type + " " + variable + " = io.hotloop.kernel.Kernels.compile("
                + "java.lang.invoke.MethodHandles.lookup(), " + type + ".class, " + made + ");");
        var functions = new ArrayList<String>();
        Matcher method = METHOD.matcher(java.text());
        while (method.find()) {
            String parameters = ANNOTATION.matcher(method.group(3)).replaceAll("");
            String head = method.group(1) + " " + method.group(2) + "(" + parameters + ")";
            String call = variable + "." + method.group(2) + "(" + names(parameters) + ");";
            declarations.add(head + " { " + (method.group(1).equals("void") ? "" : "return ") + call + " }");
            functions.add(head);
        }
        return new CCell(declarations, functions, java.leftOut());
    }

    private static String names(String parameters) {
        return parameters.isEmpty()
                ? ""
                : List.of(parameters.split(", ")).stream()
                        .map(parameter -> parameter.substring(parameter.lastIndexOf(' ') + 1))
                        .collect(Collectors.joining(", "));
    }

    /** Java's literal of a text. */
    static String literal(String text) {
        var literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                default -> {
                    // Control characters, and what a source's encoding might lose.
                    if (c < ' ' || c > '~') {
                        literal.append(String.format("\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
