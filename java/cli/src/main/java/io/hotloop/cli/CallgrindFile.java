package io.hotloop.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Costs that {@code valgrind --tool=callgrind} counted, in the format of valgrind's manual: names have numbers, by which they
 * are called later; positions are relative to those of the line before.
 */
final class CallgrindFile {
    private static final Pattern NAME = Pattern.compile("(fl|fi|fe|cfi|cfl)=(\\(\\d+\\))?(?: ?(.+))?");

    private final Set<String> files;
    private final Map<String, String> names = new HashMap<>();
    private final Map<SourceLine, Long> lines = new HashMap<>();
    private String unit = "";
    private String file = "";
    private long[] position = {0};
    private boolean isOfCall;
    private long total;

    private CallgrindFile(Set<String> files) {
        this.files = files;
    }

    /**
     * Reads the first event, which is instructions unless it was asked for others.
     *
     * @param file what callgrind wrote of a program that was compiled with {@code -g}
     * @param files the names of the user's files, wherever they were then
     * @throws IOException if it cannot be read, is none, or has nothing of these files
     */
    static Cost read(Path file, Set<String> files) throws IOException {
        var reader = new CallgrindFile(files);
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            try {
                reader.line(lines.get(i));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IOException(file + ":" + (i + 1) + ": \"" + lines.get(i) + "\" is no line of callgrind's", e);
            }
        }
        if (reader.unit.isEmpty()) {
            throw new IOException(file + " is no file of callgrind's: it has no line events:");
        }
        return new Cost(reader.unit, reader.lines, Map.of(), reader.total, 0).required(file);
    }

    private void line(String text) {
        Matcher name = NAME.matcher(text);
        if (text.startsWith("events:")) {
            unit = words(text)[1];
        } else if (text.startsWith("positions:")) {
            position = new long[words(text).length - 1];
        } else if (name.matches()) {
            String called = name(name.group(2), name.group(3));
            if (!name.group(1).startsWith("c")) {
                file = called;
            }
        } else if (text.startsWith("calls=")) {
            isOfCall = true;
        } else if (!text.isEmpty() && "+-*0123456789".indexOf(text.charAt(0)) >= 0) {
            cost(words(text));
        }
    }

    private void cost(String[] words) {
        for (int i = 0; i < position.length; i++) {
            position[i] = position(words[i], position[i]);
        }
        // The cost of a call is that of the lines that are called; a jump has none.
        long cost = isOfCall || words.length == position.length ? 0 : Long.parseLong(words[position.length]);
        isOfCall = false;
        total += cost;
        if (cost > 0 && files.contains(file)) {
            lines.merge(new SourceLine(file, (int) position[position.length - 1]), cost, Long::sum);
        }
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }

    /** A file's name without its folder; its number stands for it from then on. */
    private String name(@Nullable String number, @Nullable String path) {
        if (path == null) {
            return names.getOrDefault(String.valueOf(number), "");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (number != null) {
            names.put(number, name);
        }
        return name;
    }

    private static long position(String word, long before) {
        return switch (word.charAt(0)) {
            case '*' -> before;
            case '+' -> before + number(word.substring(1));
            case '-' -> before - number(word.substring(1));
            default -> number(word);
        };
    }

    private static long number(String word) {
        return word.startsWith("0x") ? Long.parseUnsignedLong(word.substring(2), 16) : Long.parseLong(word);
    }
}
