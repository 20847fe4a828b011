package io.hotloop.cli;

import io.hotloop.cli.LineNote.Kind;
import io.hotloop.kernel.KernelInspection;
import io.hotloop.kernel.KernelInterface;
import io.hotloop.kernel.KernelSource;
import io.hotloop.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hotloop annotate}: what the compiler did with each line of a kernel, and what a call from Java does. */
@Command(
        name = "annotate",
        description = {
            "Show what became of each line of kernels: vectorised, inlined, missed and why; machine code, cost, and what Java"
                    + " does at each call.",
            "",
            "    hotloop annotate geometry.c -o geometry.html",
            "",
            "makes a page for a browser; without -o the text is printed. The sources are compiled as by hotloop compile."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class AnnotateCommand extends BaseCommand {
    private static final String INTERFACE = "Kernels";

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write a page of HTML, complete in itself.")
    private @Nullable Path output;

    @Option(names = "--asm", description = "Print the machine code, too; the page always has it.")
    private boolean asm;

    @ArgGroup(exclusive = false)
    private @Nullable Own own;

    /** An interface that is there already. */
    static final class Own {
        @Option(
                names = "--interface",
                paramLabel = "CLASS",
                required = true,
                description =
                        "The program's own interface, instead of one made from the source: with its records, enums and"
                                + " annotations.")
        private String name = "";

        @Option(
                names = "--class-path",
                paramLabel = "PATH",
                description = "Folders and jars that have it (default: this folder).")
        private String classPath = ".";

        /** Made by picocli. */
        Own() {}
    }

    @ArgGroup
    private @Nullable Measured measured;

    /** One of the ways to measure. */
    static final class Measured {
        @Option(
                names = "--perf",
                paramLabel = "FILE",
                description = "Cost by line, of a program that ran under perf record.")
        private @Nullable Path perf;

        @Option(
                names = "--callgrind",
                paramLabel = "FILE",
                description = "Cost by line, of a program that ran under valgrind --tool=callgrind.")
        private @Nullable Path callgrind;

        /** Made by picocli. */
        Measured() {}
    }

    /** Made by picocli. */
    AnnotateCommand() {}

    @Override
    int execute() throws IOException {
        KernelSource source = sources.read();
        try (OutputFile file = output == null ? null : OutputFile.create(output)) {
            Annotation annotation = annotate(source);
            if (file != null) {
                file.writer().write(AnnotationPage.of(annotation));
                file.commit();
            }
            answer(
                    file == null ? AnnotationText.of(annotation, asm) : output + ": " + summary(annotation),
                    annotation.toDocument());
        }
        return 0;
    }

    private static String summary(Annotation annotation) {
        List<Annotation.Line> lines = annotation.files().stream()
                .flatMap(file -> file.lines().stream())
                .toList();
        return "%d lines, %d vectorised, %d missed%n"
                .formatted(lines.size(), count(lines, Kind.VECTORISED), count(lines, Kind.MISSED));
    }

    private static long count(List<Annotation.Line> lines, Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).count();
    }

    private Annotation annotate(KernelSource source) throws IOException {
        try (InterfaceClass type = interfaceClass(source);
                TemporaryFolder folder = TemporaryFolder.create()) {
            KernelInspection inspection = Kernels.inspect(type.type(), source, folder.path());
            SourceOptions.printWarnings(inspection.warnings(), err());
            Set<String> names = sources.files().stream()
                    .map(file -> String.valueOf(file.getFileName()))
                    .collect(Collectors.toSet());
            var notes = new ArrayList<LineNote>();
            for (Path file : inspection.records()) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                    notes.addAll(OptimizationRecord.read(in, names));
                }
            }
            MachineCode code = machineCode(inspection.library(), names);
            notes.addAll(code.notes());
            return Annotation.of(sources.files(), inspection, notes, code, cost(code, names));
        }
    }

    private InterfaceClass interfaceClass(KernelSource source) throws IOException {
        if (own != null) {
            return InterfaceClass.load(own.name, own.classPath);
        }
        KernelInterface java = sources.toInterface(source, "", INTERFACE, err());
        return InterfaceClass.compile(java.text(), "", INTERFACE);
    }

    private MachineCode machineCode(Path library, Set<String> names) {
        try {
            return MachineCode.of(library, names);
        } catch (IOException e) {
            err().println("hotloop: there is no machine code: " + e.getMessage());
            return new MachineCode(List.of());
        }
    }

    private @Nullable Cost cost(MachineCode code, Set<String> names) throws IOException {
        if (measured == null) {
            return null;
        }
        Cost cost = measured.perf != null
                ? PerfSamples.read(measured.perf, code)
                : CallgrindFile.read(measured.callgrind, names);
        if (cost.stray() > 0) {
            err().println("hotloop: " + cost.stray() + " " + cost.unit()
                    + " of these functions are of no instruction here:"
                    + " what ran was compiled from another source, or with other options");
        }
        return cost;
    }
}
