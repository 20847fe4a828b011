package io.hotloop.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.DType;
import io.hotloop.NdArray;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code Kernels.inspect}: the files that it leaves, and what it says of each way in which an argument can travel. */
class InspectTest {
    @TempDir
    private Path folder;

    record Point(double x, double y) {}

    enum Color {
        RED
    }

    interface Ways {
        double numbers(int a, double b, Color c);

        void many(int a, int b, int c, int d, int e, long f, long g);

        void array(@In(rank = 2) NdArray x, @InOut(dtype = DType.INT32, layout = Layout.CONTIGUOUS) NdArray y);

        void copied(
                @In(layout = Layout.COPIED) NdArray x,
                @Out(layout = Layout.COPIED) NdArray y,
                @InOut(layout = Layout.COPIED) NdArray z);

        @ShortCall
        int brief(@In double[] x, @In NdArray y);

        Point structs(Point p, @In Point[] in, @Out Point[] out);

        @Status
        void others(String name, MemorySegment memory, DoubleUnaryOperator f);

        String text();

        Color color();
    }

    private static final String SOURCE = """
            double numbers(int32_t a, double b, Color c) { return a + b + c; }
            void many(int32_t a, int32_t b, int32_t c, int32_t d, int32_t e, int64_t f, int64_t g) { }
            void array(const hl_float64_view *x, hl_int32_array *y) { }
            void copied(const hl_float64_view *x, hl_float64_array *y, hl_float64_array *z) { }
            int32_t brief(const hl_float64_view *x, const hl_float64_view *y) { return 0; }
            Point structs(const Point *p, const Point_view *in, Point_array *out) { return *p; }
            int others(const char *name, void *memory, double (*f)(double)) { return 0; }
            const char *text(void) { return ""; }
            Color color(void) { return 0; }
            """;

    private List<String> steps(String symbol) throws IOException {
        KernelInspection inspection =
                Kernels.inspect(Ways.class, KernelSource.of("ways.c", SOURCE).flag("-w"), folder);
        return inspection.calls().stream()
                .filter(call -> call.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .steps();
    }

    // Tests are compiled without the names of parameters.

    @Test
    void numbersTravelInRegisters() throws IOException {
        assertThat(steps("numbers"))
                .containsExactly(
                        "ordinary transition: garbage collection goes on meanwhile",
                        "arguments: as they are, in registers",
                        "parameter 1: int32_t, as it is",
                        "parameter 2: double, as it is",
                        "parameter 3: its ordinal",
                        "result: double, in a register",
                        "then: a look whether C found an error, which becomes an exception");
        assertThat(steps("many"))
                .contains("arguments: as they are, in registers; 2 of them on the stack, for want of registers");
        assertThat(steps("color")).contains("result: an ordinal, looked up in Color");
        assertThat(steps("text")).contains("result: a new String of C's UTF-8");
    }

    @Test
    void arraysAreCheckedAndDescribed() throws IOException {
        assertThat(steps("array"))
                .contains(
                        "arguments: 2 words of a block that the thread keeps, more for each array, and 2 pointers",
                        "parameter 1: checked (float64, rank 2, aligned, off the heap), described in 7 words; not copied",
                        "parameter 2: checked (int32, contiguous, aligned, off the heap, not read-only, no elements that share"
                                + " memory), described in 3 + 2 × rank words; not copied");
        assertThat(steps("copied"))
                .contains(
                        "parameter 1: checked (float64), described in 3 + 2 × rank words; copied unless it is contiguous and off"
                                + " the heap",
                        "parameter 2: checked (float64, not read-only, no elements that share memory), described in 3 + 2 × rank"
                                + " words; a new array in its place, and copied back, unless it is contiguous and off the"
                                + " heap",
                        "parameter 3: checked (float64, not read-only, no elements that share memory), described in 3 + 2 × rank"
                                + " words; copied, and copied back, unless it is contiguous and off the heap");
        assertThat(steps("brief"))
                .contains(
                        "critical transition: no garbage collection can begin until C returns",
                        "parameter 1: described in 5 words; not copied, which is why the collector waits",
                        "parameter 2: checked (float64, aligned, on the heap or off it), described in 3 + 2 × rank words; not copied");
    }

    @Test
    void othersAreCopiedOrCalled() throws IOException {
        assertThat(steps("structs"))
                .contains(
                        "parameter 1: its 2 fields are copied into a struct of 16 bytes",
                        "parameter 2: for each record 16 bytes, copied before",
                        "parameter 3: for each record 16 bytes, zero before, a new record after",
                        "result: a new record of the 2 fields of a struct");
        assertThat(steps("others"))
                .contains(
                        "parameter 1: copied, as UTF-8",
                        "parameter 2: checked (off the heap, not read-only); not copied",
                        "parameter 3: a pointer to a stub of a pool; each time that C calls it is an upcall into Java",
                        "result: a status; what is not 0 becomes an exception");
    }

    interface Two {
        double one(double x);

        double two(double x);
    }

    @Test
    void theFilesStay() throws IOException {
        KernelSource source = KernelSource.of("a.c", "double one(double x) { return x; }")
                .add("b.c", "double two(double x) { int unused; return 2 * x; }");
        KernelInspection inspection = Kernels.inspect(Two.class, source, folder);
        assertThat(inspection.library()).isNotEmptyFile().hasParent(folder);
        assertThat(inspection.records())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(inspection.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.file()).isEqualTo("b.c"));
        assertThat(inspection.command()).contains("-O3", "-g", "a.c");
        assertThat(inspection.calls()).extracting(KernelCall::symbol).containsExactly("one", "two");
    }

    @Test
    void onlyGccKeepsRecords() throws IOException {
        Path clang = Files.writeString(folder.resolve("clang"), "#!/bin/sh\n");
        assertThat(clang.toFile().setExecutable(true)).isTrue();
        KernelSource source =
                KernelSource.of("double one(double x) { return x; }").compiler(clang.toString());
        assertThatThrownBy(() -> Kernels.inspect(Two.class, source, folder))
                .isInstanceOf(CompileException.class)
                .hasMessage(clang + " keeps no such record as gcc does: name a gcc by --compiler");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.inspect(String.class, source, folder))
                .withMessageContaining("String is no interface");
    }
}
