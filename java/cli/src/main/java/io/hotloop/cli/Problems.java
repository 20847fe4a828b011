package io.hotloop.cli;

import io.hotloop.kernel.CompileException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Turns exceptions into sentences. */
final class Problems {
    private Problems() {}

    /** What went wrong, on one line, but for a compiler's text, whose carets stand under its lines. The JDK's file exceptions carry only a name where a sentence is due. */
    static String describe(Throwable problem) {
        if (problem instanceof CompileException || problem instanceof SnippetException) {
            return problem.getMessage();
        }
        String text = switch (problem) {
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case AccessDeniedException e -> "access to " + e.getFile() + " is denied";
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            case CharacterCodingException _ -> "the input is not text in UTF-8";
            case OutOfMemoryError e
            when "Java heap space".equals(e.getMessage()) ->
                "the Java heap is full: allow more by the JVM's option -Xmx";
            default -> problem.getMessage() == null ? problem.toString() : problem.getMessage();
        };
        return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse(text);
    }
}
