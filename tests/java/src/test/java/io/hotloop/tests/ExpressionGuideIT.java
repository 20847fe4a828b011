package io.hotloop.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hotloop.Expression;
import io.hotloop.ExpressionException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide through expressions has every function of the language. */
class ExpressionGuideIT {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    @Test
    void everyFunctionIsNamed() throws IOException {
        String guide = Files.readString(ChildJvm.root().resolve("docs/expressions.md"));
        Set<String> named = CODE.matcher(guide)
                .results()
                .flatMap(code ->
                        Pattern.compile("[a-z_0-9]+").matcher(code.group(1)).results())
                .map(word -> word.group())
                .collect(Collectors.toSet());
        // The message lists what there is.
        ExpressionException error =
                catchThrowableOfType(ExpressionException.class, () -> Expression.compile("no_such_function(a)"));
        String list = error.problem().substring(error.problem().indexOf("There are ") + "There are ".length());
        assertThat(List.of(list.split(", "))).contains("sin", "sum", "where").allMatch(named::contains);
    }
}
