package io.hotloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkloadsTest {
    private final SquareWorkload squares = new SquareWorkload();
    private final Workloads workloads = new Workloads(List.of(squares));

    @Test
    void namesAndGroupsSelect() {
        assertThat(workloads.select(List.of())).containsExactly(squares);
        assertThat(workloads.select(List.of("square"))).containsExactly(squares);
        assertThat(workloads.select(List.of("elementwise", "SQUARE"))).containsExactly(squares);
    }

    @Test
    void unknownNameListsWhatExists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> workloads.select(List.of("cube")))
                .withMessage("there is no workload or group 'cube': workloads are square; groups are elementwise");
    }

    @Test
    void particlesAreInstalled() {
        assertThat(Workloads.installed().select(List.of("particles")))
                .extracting(Workload::unit)
                .containsExactly("particle-step");
    }

    @Test
    void twoOfOneNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Workloads(List.of(squares, new SquareWorkload())))
                .withMessage("two workloads have the name square");
    }

    @Test
    void globsSelectVariants() {
        assertThat(names("s*")).containsExactly("SAME", "SHORT");
        assertThat(names("?A?")).containsExactly("FAR", "NAN");
        assertThat(names("plain")).containsExactly("PLAIN");
    }

    @Test
    void globIsNoRegularExpression() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names(".*"))
                .withMessageStartingWith("no variant fits '.*': variants are PLAIN, SAME, ");
    }

    @Test
    void sizesAndThreads() {
        List<Case> cases = Workloads.cases(List.of(squares), "*", List.of(5L), 4);
        assertThat(cases).hasSize(squares.variants().size()).allMatch(c -> c.size() == 5);
        assertThat(cases)
                .filteredOn(c -> c.variant().parallel())
                .extracting(Case::threads)
                .containsExactly(4);
        assertThat(cases).filteredOn(c -> !c.variant().parallel()).allMatch(c -> c.threads() == 1);
        assertThat(Workloads.cases(List.of(squares), "PLAIN", List.of(), 1))
                .extracting(Case::size)
                .containsExactly(3L, 8L);
    }

    private List<String> names(String glob) {
        return Workloads.cases(List.of(squares), glob, List.of(3L), 1).stream()
                .map(c -> c.variant().name())
                .toList();
    }
}
