package io.hotloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.cli.LineNote.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Entries of gcc's record, as gcc 12 writes them, and the notes that they become. */
class OptimizationRecordTest {
    private static List<LineNote> read(String... entries) throws IOException {
        String json =
                "[{\"format\": \"1\"}, [{\"name\": \"vect\", \"optgroups\": []}], [" + String.join(",", entries) + "]]";
        return OptimizationRecord.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), Set.of("k.c"));
    }

    /** An entry of the function f at a line of k.c. */
    private static String entry(String kind, int line, String message, String... children) {
        return """
                {"kind": "%s", "location": {"file": "k.c", "line": %d, "column": 5}, "message": ["%s\\n"], "function": "f",
                 "inlining_chain": [{"fndecl": "f"}], "children": [%s]}
                """.formatted(kind, line, message, String.join(",", children));
    }

    private static String[] miss(String... steps) {
        return new String[] {
            entry("scope", 7, "=== analyze_loop_nest ===", steps), entry("failure", 7, "couldn't vectorize loop")
        };
    }

    private static LineNote note(int line, Kind kind, String text, String wording) {
        return new LineNote(new SourceLine("k.c", line), kind, text, wording);
    }

    @Test
    void theReasonIsThatOfTheLargestVectors() throws IOException {
        String alignment = entry("failure", 8, "Unknown alignment for access: *_5");
        String function = entry("failure", 7, "function is not vectorizable.");
        String type = entry("failure", 8, "not vectorized: no vectype for stmt: _7 = *_23;");
        assertThat(read(miss(
                        entry("scope", 7, "=== vect_analyze_data_refs_alignment ===", alignment),
                        entry("scope", 7, "=== vect_analyze_loop_operations ===", function),
                        entry("failure", 7, "bad operation or unsupported loop bound."),
                        entry("scope", 7, "=== vect_analyze_data_refs ===", type),
                        entry("failure", 7, "bad data references."))))
                .containsExactly(
                        note(7, Kind.MISSED, "not vectorised: a function is called", "function is not vectorizable."));
    }

    @Test
    void theReasonIsTheLastRefusalWhereThereIsNoOther() throws IOException {
        assertThat(read(
                        entry("scope", 7, "=== analyze_loop_nest ===", entry("failure", 7, "bad loop form.")),
                        entry("failure", 9, "not vectorized: something new."),
                        entry("failure", 7, "couldn't vectorize loop")))
                .containsExactly(
                        note(7, Kind.MISSED, "not vectorised: something new.", "not vectorized: something new."));
        assertThat(read(entry("failure", 7, "couldn't vectorize loop")))
                .containsExactly(note(7, Kind.MISSED, "not vectorised", "couldn't vectorize loop"));
    }

    @Test
    void aVectorisedLineIsNotMissed() throws IOException {
        assertThat(read(
                        entry("failure", 7, "couldn't vectorize loop"),
                        entry("success", 7, "loop vectorized using 32 byte vectors"),
                        entry("success", 7, "loop vectorized using 16 byte vectors"),
                        entry("success", 7, "loop turned into non-loop; it never loops"),
                        entry("success", 8, "basic block part vectorized using variable length vectors")))
                .containsExactly(
                        note(
                                7,
                                Kind.VECTORISED,
                                "vectorised, 32- and 16-byte vectors",
                                "loop vectorized using 32 byte vectors\nloop vectorized using 16 byte vectors"),
                        note(
                                8,
                                Kind.VECTORISED,
                                "vectorised",
                                "basic block part vectorized using variable length vectors"));
    }

    @Test
    void whatIsInlinedInTheEndWasNotMissed() throws IOException {
        String square = "will not early inline: f/1->square/2, call is cold and code would grow by 3";
        String large = "not inlinable: f/1 -> large/3, --param max-inline-insns-auto limit reached";
        assertThat(read(
                        entry("failure", 7, square),
                        entry(
                                "success",
                                7,
                                "Inlined square/9 into f/1 which now has time 3 and size 4, net change of -3."),
                        entry("failure", 7, large),
                        entry("failure", 7, "not inlinable: f/1 -> sqrt/4, function body not available"),
                        entry("failure", 7, "not inlinable: f/1 -> hl_bad_index/5, function not considered"),
                        entry("success", 7, "Inlining hl_has_failed/6 into f/1.")))
                .containsExactly(
                        note(
                                7,
                                Kind.MISSED,
                                "large is not inlined: --param max-inline-insns-auto limit reached",
                                large),
                        note(
                                7,
                                Kind.DONE,
                                "inlined square",
                                "Inlined square/9 into f/1 which now has time 3 and size 4, net change of -3."));
    }

    @Test
    void otherThingsAreSaidInTheCompilersWords() throws IOException {
        assertThat(read(
                        entry("success", 7, "loop unrolled 7 times (header execution count 3)"),
                        entry("success", 7, "loop with 3 iterations completely unrolled"),
                        entry("success", 7, "something new"),
                        entry("note", 7, "Considering inline candidate square/1.")))
                .extracting(LineNote::text)
                .containsExactly("unrolled 7 times", "unrolled completely", "something new");
    }

    @Test
    void aHeadersLineIsThatOfItsUse() throws IOException {
        String chain = "\"inlining_chain\": [{\"fndecl\": \"has\"}, {\"fndecl\": \"g._omp_fn.0\", \"site\": %s}]";
        String header = "{\"file\": \"./hotloop_kernel.h\", \"line\": 109, \"column\": 1}";
        String user = "{\"file\": \"k.c\", \"line\": 12, \"column\": 1}";
        String own = "{\"file\": \"k.c\", \"line\": 3, \"column\": 1}";
        String entry =
                "{\"kind\": \"success\", \"location\": %s, \"message\": [\"vectorized using \", {\"expr\": \"16\"}, \" byte"
                        + " vectors\"], %s}";
        assertThat(read(
                        entry.formatted(header, chain.formatted(user)),
                        entry.formatted(own, chain.formatted(user)),
                        entry.formatted(header, chain.formatted(header)),
                        "{\"kind\": \"success\", \"message\": [\"nowhere\"]}"))
                .containsExactly(
                        note(12, Kind.VECTORISED, "vectorised, 16-byte vectors", "vectorized using 16 byte vectors"),
                        note(
                                3,
                                Kind.VECTORISED,
                                "vectorised, 16-byte vectors (inlined into g, line 12)",
                                "vectorized using 16 byte vectors"));
    }
}
