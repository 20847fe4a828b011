package io.hotloop.kernel.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of its own compiling, in lines such as {@code // hotloop: checks=off target=x86-64-v3} anywhere in
 * it. Settings of the caller's win.
 *
 * @param flags for this source
 * @param target for which processors it is; null where it does not say
 * @param profile whether its functions are counted and timed; null where it does not say
 * @param libraries for the library that it becomes a part of
 */
record Directives(
        List<String> flags,
        @Nullable String target,
        @Nullable Boolean profile,
        List<String> libraries) {
    private static final Pattern LINE = Pattern.compile("^[ \\t]*//[ \\t]*hotloop:[ \\t]*(.*)$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+-]+");

    /**
     * Reads a source.
     *
     * @throws IllegalArgumentException for a directive that there is not; the message has the line
     */
    static Directives of(Unit unit) {
        var flags = new ArrayList<String>();
        var libraries = new ArrayList<String>();
        String target = null;
        Boolean profile = null;
        for (Matcher matcher = LINE.matcher(unit.text()); matcher.find(); ) {
            int line = (int) unit.text().substring(0, matcher.start()).lines().count() + 1;
            for (String word : matcher.group(1).strip().split("[ \\t\\r]+")) {
                int equals = word.indexOf('=');
                String value = word.substring(equals + 1);
                String where = unit.name() + ":" + line + ": ";
                switch (equals < 0 ? "" : word.substring(0, equals)) {
                    case "checks" -> flags.add("-DHL_CHECKS=" + (isOn(value, word, where) ? 1 : 0));
                    case "division" -> flags.add("-DHL_DIVISION_CHECKS=" + (isOn(value, word, where) ? 1 : 0));
                    case "contraction" -> flags.add("-ffp-contract=" + (isOn(value, word, where) ? "fast" : "off"));
                    case "target" -> target = name(value, word, where);
                    case "profile" -> profile = isOn(value, word, where);
                    case "link" -> libraries.add(name(value, word, where));
                    default ->
                        throw new IllegalArgumentException(
                                where + "\"" + word + "\" is no directive: there are"
                                        + " checks=on|off, division=on|off, contraction=on|off, profile=on|off, target=…, link=…");
                }
            }
        }
        return new Directives(flags, target, profile, libraries);
    }

    private static boolean isOn(String value, String word, String where) {
        if (!value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException(where + "\"" + word + "\": it is on or off");
        }
        return value.equals("on");
    }

    private static String name(String value, String word, String where) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(where + "\"" + word + "\" names nothing");
        }
        return value;
    }
}
