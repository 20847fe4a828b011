package io.hotloop.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where {@code hotloop shell} gets what it runs: entries of one or more lines. */
interface ShellInput extends AutoCloseable {
    /**
     * An entry with its place.
     *
     * @param text lines, without the end of the last one
     * @param place where it begins
     */
    record Entry(String text, TextPlace place) {}

    /** The next one; null at the end. */
    @Nullable
    Entry next() throws IOException;

    @Override
    void close() throws IOException;

    /** The other branch of an {@code if} that was complete before. */
    Pattern ELSE = Pattern.compile("\\s*else\\b");

    /** Says that an entry goes on. */
    @FunctionalInterface
    interface Continues {
        /** Whether the lines so far need another. */
        boolean test(String text);
    }

    /** Lines of a text, such as a file or a pipe. */
    static ShellInput of(Reader reader, String name, Continues continues) {
        var lines = new BufferedReader(reader);
        return new ShellInput() {
            private int line = 1;

            /** Read, and not used yet. */
            private @Nullable String ahead;

            @Override
            public @Nullable Entry next() throws IOException {
                String text = read();
                if (text == null) {
                    return null;
                }
                // A script that a system starts.
                if (line == 1 && text.startsWith("#!")) {
                    text = "";
                }
                var place = new TextPlace(name, line++);
                while (continues.test(text) || isElseNext(text)) {
                    String more = read();
                    if (more == null) {
                        break;
                    }
                    line++;
                    text += "\n" + more;
                }
                return new Entry(text, place);
            }

            private @Nullable String read() throws IOException {
                String text = ahead == null ? lines.readLine() : ahead;
                ahead = null;
                return text;
            }

            /** Complete for JShell, which has no line to look at. */
            private boolean isElseNext(String text) throws IOException {
                if (!text.stripLeading().startsWith("if")) {
                    return false;
                }
                ahead = read();
                return ahead != null && ELSE.matcher(ahead).lookingAt();
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }
}
