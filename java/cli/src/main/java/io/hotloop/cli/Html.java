package io.hotloop.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What pages of HTML have in common. */
final class Html {
    private Html() {}

    /** A resource of this package's. */
    static String template(String name) throws IOException {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A part in per cent, nothing for none. */
    static String percent(double share) {
        return share == 0 ? "" : ProfileText.format("%.1f %%", 100 * share);
    }
}
