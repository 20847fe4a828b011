package io.hotloop.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lines of a name and a value, the values below each other. */
final class Summary {
    private final StringBuilder text = new StringBuilder();

    Summary line(String name, @Nullable Object value) {
        text.append("%-10s %s%n".formatted(name, value));
        return this;
    }

    Summary number(String name, String format, Object... values) {
        return line(name, String.format(Locale.ROOT, format, values));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
