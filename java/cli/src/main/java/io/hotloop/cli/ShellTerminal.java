package io.hotloop.cli;

import io.hotloop.bindings.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Entries that are typed: with a history, completion by Tab, and lines that can be edited as long as an entry is not complete. */
final class ShellTerminal implements ShellInput {
    /** As wide as the first prompts. */
    private static final String CONTINUED = " ..> ";

    /** As a shell reports the end by SIGINT. */
    private static final int INTERRUPTED = 130;

    private final Terminal terminal;
    private final LineReader reader;
    private int entries;

    ShellTerminal(Shell shell) throws IOException {
        terminal = TerminalBuilder.builder().system(true).build();
        terminal.handle(Terminal.Signal.INT, _ -> stop(shell));
        Path history = history();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new EntryParser(shell))
                .completer((_, line, candidates) -> complete(shell, (Line) line, candidates))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUED)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
                .build();
        terminal.writer().println("Hotloop's Java shell; /help lists commands, Ctrl-D leaves");
        terminal.flush();
    }

    /** Ctrl-C while something runs; what does not end by the first ends with the shell by the second. */
    private static void stop(Shell shell) {
        if (StopCheck.isStopped()) {
            Runtime.getRuntime().exit(INTERRUPTED);
        }
        shell.stop();
    }

    /** Beside the cache of libraries. */
    private static Path history() throws IOException {
        Path folder = PrivateFolder.candidates().getFirst();
        if (!Files.isDirectory(folder)) {
            // No library is loaded from a folder that others may enter.
            PrivateFolder.require(folder);
        }
        return folder.resolve("shell-history");
    }

    @Override
    public @Nullable Entry next() {
        while (true) {
            try {
                // An interrupt that came too late for the last one.
                Thread.interrupted();
                String name = "[" + (entries + 1) + "]";
                String text = reader.readLine(name + "> ");
                entries++;
                return new Entry(text, new TextPlace(name, 1));
            } catch (UserInterruptException _) {
                // Ctrl-C forgets what was typed.
            } catch (EndOfFileException _) {
                return null;
            }
        }
    }

    private static void complete(Shell shell, Line line, List<Candidate> candidates) {
        if (line.line().startsWith("/") && line.line().lastIndexOf(' ', line.cursor() - 1) < 0) {
            Shell.commands().forEach(command -> candidates.add(new Candidate(command)));
            return;
        }
        int begin = line.line().startsWith("/") ? line.line().indexOf(' ') + 1 : 0;
        if (line.cursor() < begin) {
            return;
        }
        var anchor = new int[1];
        String java = line.line().substring(begin);
        List<SourceCodeAnalysis.Suggestion> suggestions =
                shell.analysis().completionSuggestions(java, line.cursor() - begin, anchor);
        String kept = java.substring(
                Math.min(anchor[0], line.begin() - begin), Math.max(0, Math.min(line.begin() - begin, java.length())));
        for (SourceCodeAnalysis.Suggestion suggestion : suggestions) {
            String text = suggestion.continuation();
            if (suggestion.matchesType()
                    || suggestions.stream().noneMatch(SourceCodeAnalysis.Suggestion::matchesType)) {
                String shown = text.startsWith(kept) ? text.substring(kept.length()) : text;
                candidates.add(new Candidate(shown, shown, null, null, null, null, false));
            }
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }

    /** The word before the cursor is what completion replaces: the end of a name. */
    private record Line(String line, int cursor, int begin) implements CompletingParsedLine {
        static Line of(String line, int cursor) {
            int begin = cursor;
            while (begin > 0
                    && (Character.isJavaIdentifierPart(line.charAt(begin - 1))
                            || line.charAt(begin - 1) == '/' && begin == 1)) {
                begin--;
            }
            return new Line(line, cursor, begin);
        }

        @Override
        public String word() {
            return line.substring(begin, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - begin;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }
    }

    private record EntryParser(Shell shell) implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            if (context == ParseContext.ACCEPT_LINE && shell.continues(line)) {
                throw new EOFError(-1, cursor, "more lines");
            }
            return Line.of(line, cursor);
        }

        /** Entries are taken as they are: Java and C have escapes of their own. */
        @Override
        public boolean isEscapeChar(char c) {
            return false;
        }
    }
}
