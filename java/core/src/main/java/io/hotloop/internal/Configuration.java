package io.hotloop.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where settings come from: a system property first, then the environment. */
public final class Configuration {
    private Configuration() {}

    /**
     * Reads a setting: the system property {@code hotloop.<name>}, without it the environment variable
     * {@code HOTLOOP_<NAME>}. Empty counts as not set.
     *
     * @param name the setting's name, for example {@code threads}
     * @return its value, or null
     */
    public static @Nullable String setting(String name) {
        String property = System.getProperty("hotloop." + name);
        if (property != null && !property.isBlank()) {
            return property;
        }
        String variable = System.getenv("HOTLOOP_" + name.toUpperCase(Locale.ROOT));
        return variable != null && !variable.isBlank() ? variable : null;
    }
}
