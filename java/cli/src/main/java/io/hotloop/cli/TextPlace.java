package io.hotloop.cli;

/**
 * Where a text stands.
 *
 * @param name the file; {@code stdin}
 * @param line its first line
 */
record TextPlace(String name, int line) {
    /** Where a part of it begins. */
    TextPlace after(String text) {
        return new TextPlace(
                name, line + (int) text.chars().filter(c -> c == '\n').count());
    }

    /** A message without a mark. */
    String error(String message) {
        return name + ":" + line + ": error: " + message;
    }

    /** A message with the place below, as expressions and C compilers have it. */
    static String mark(TextPlace place, String text, int position, String message) {
        int at = Math.clamp(position, 0, text.length());
        // The end of a line that is incomplete, rather than the line after it.
        int begin = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        String line = text.substring(begin, end < 0 ? text.length() : end);
        String space = line.substring(0, at - begin).replaceAll("[^\t]", " ");
        return place.name() + ":" + place.after(text.substring(0, begin)).line() + ":" + (at - begin + 1) + ": error: "
                + message + "\n    " + line + "\n    " + space + "^";
    }
}
