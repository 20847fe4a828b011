package io.hotloop.cli;

import io.hotloop.kernel.CompileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/** An exception of a snippet: what, where it was thrown, and the snippets' own lines. */
record SnippetTrace(JShell shell, Map<String, TextPlace> places) {
    /** Of whatever the stop became: an interrupted wait, a call that was cancelled. */
    private static final String CANCELLED = "cancelled";

    private static final int MOST_LINES = 8;

    String describe(JShellException exception, TextPlace place) {
        if (StopCheck.isStopped()) {
            return CANCELLED;
        }
        return switch (exception) {
            case EvalException e
            when e.getExceptionClassName().equals(CompileException.class.getName()) -> String.valueOf(e.getMessage());
            case EvalException e -> thrown(e);
            case UnresolvedReferenceException e ->
                place.error(e.getSnippet().name() + " needs "
                        + shell.unresolvedDependencies(e.getSnippet()).collect(Collectors.joining(", ")));
            default -> String.valueOf(exception.getMessage());
        };
    }

    /** An exception of what is timed at a place: code of JShell's, called by Hotloop's own. */
    static String describe(Throwable e, TextPlace place) {
        if (StopCheck.isStopped()) {
            return CANCELLED;
        }
        String message = e.toString().replaceFirst("^java\\.lang\\.(?=\\w+(:|$))", "");
        StackTraceElement[] frames = e.getStackTrace();
        boolean isElsewhere = frames.length > 0 && !frames[0].getClassName().startsWith("REPL.");
        return message + (isElsewhere ? "\n    at " + line(frames[0]) : "") + "\n    at " + place.name() + ":"
                + place.line();
    }

    private static String line(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + " (" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    private String thrown(EvalException e) {
        String text = head(e);
        for (Throwable cause = e.getCause(); cause instanceof EvalException next; cause = next.getCause()) {
            text += "\n    caused by " + head(next);
        }
        return text;
    }

    private String head(EvalException e) {
        String name = e.getExceptionClassName().replaceFirst("^java\\.lang\\.(?=\\w+$)", "");
        return name
                + (e.getMessage() == null ? "" : ": " + e.getMessage())
                + lines(e.getStackTrace()).stream()
                        .map(line -> (line.startsWith("…") ? "\n    " : "\n    at ") + line)
                        .collect(Collectors.joining());
    }

    /** The first frame, and those of snippets; of many, both ends. */
    private List<String> lines(StackTraceElement[] frames) {
        List<String> lines = all(frames);
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        var ends = new ArrayList<>(lines.subList(0, MOST_LINES - 2));
        ends.add("… " + (lines.size() - MOST_LINES + 1) + " more");
        ends.add(lines.getLast());
        return ends;
    }

    private List<String> all(StackTraceElement[] frames) {
        var lines = new ArrayList<String>();
        for (StackTraceElement frame : frames) {
            String own = own(frame);
            if (own != null) {
                lines.add(own);
            } else if (lines.isEmpty()) {
                lines.add(line(frame));
            }
        }
        return lines;
    }

    private @Nullable String own(StackTraceElement frame) {
        String file = frame.getFileName();
        if (file == null || !file.startsWith("#")) {
            return null;
        }
        TextPlace place = places.get(file.substring(1));
        if (place == null) {
            return null;
        }
        String method = frame.getMethodName();
        boolean isNamed = method != null && !method.isEmpty() && !method.contains("$");
        String where = place.name() + ":" + (place.line() + Math.max(0, frame.getLineNumber() - 1));
        return isNamed ? method + " (" + where + ")" : where;
    }
}
