package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table "NumPy → Hotloop" has every function of NumPy's main namespace. */
class NumpyTableIT {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    @Test
    void everyFunctionHasItsLine() throws IOException {
        String guide = Files.readString(ChildJvm.root().resolve("docs/arrays.md"));
        Set<String> named = guide.substring(guide.indexOf("## NumPy → Hotloop"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> CODE.matcher(cell).results())
                .flatMap(code -> Stream.of(code.group(1).split(" ")))
                .collect(Collectors.toSet());
        List<String> functions = Files.readAllLines(ChildJvm.root().resolve("tests/data/arrays/numpy_functions.txt"));
        assertThat(named)
                .containsAll(
                        functions.stream().filter(line -> !line.startsWith("#")).toList());
    }
}
