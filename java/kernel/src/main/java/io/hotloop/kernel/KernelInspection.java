package io.hotloop.kernel;

import java.nio.file.Path;
import java.util.List;

/**
 * What compiling left for those who want to see what became of a source.
 *
 * @param library the shared library, with debug information that maps its code to the sources' lines
 * @param records gcc's records of what it optimised, JSON in gzip, one of each source
 * @param compiler the compiler's name and version
 * @param command how it was called for the first source
 * @param warnings what it said
 * @param calls what the interface's methods do
 */
public record KernelInspection(
        Path library,
        List<Path> records,
        String compiler,
        List<String> command,
        List<Diagnostic> warnings,
        List<KernelCall> calls) {
    /** Copies the lists. */
    public KernelInspection {
        records = List.copyOf(records);
        command = List.copyOf(command);
        warnings = List.copyOf(warnings);
        calls = List.copyOf(calls);
    }
}
