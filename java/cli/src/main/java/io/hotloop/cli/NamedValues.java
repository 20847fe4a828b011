package io.hotloop.cli;

import io.hotloop.data.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values for the names of an expression, as command lines have them. */
final class NamedValues {
    private NamedValues() {}

    /** Reads words such as {@code a=a.npy} and {@code b=0.5}; files are mapped. */
    static Map<String, Object> read(List<String> words, BaseCommand command) throws IOException {
        var values = new LinkedHashMap<String, Object>();
        for (String pair : words) {
            int at = pair.indexOf('=');
            if (at < 1 || at == pair.length() - 1) {
                throw command.wrongUsage(
                        "'" + pair + "' is no NAME=VALUE: a name of the expression, '=', a .npy file or a number");
            }
            String name = pair.substring(0, at);
            if (values.put(name, value(pair.substring(at + 1))) != null) {
                throw command.wrongUsage("the name " + name + " is given twice");
            }
        }
        return values;
    }

    /** A number if it reads as one and is no file, else what is in the file. */
    private static Object value(String word) throws IOException {
        Path file = Path.of(word);
        if (!Files.exists(file)) {
            try {
                return Long.valueOf(word);
            } catch (NumberFormatException _) {
                // Perhaps a fraction.
            }
            try {
                return Double.valueOf(word);
            } catch (NumberFormatException _) {
                // A file, then: mapping it says that it is not there.
            }
        }
        return Npy.map(file);
    }
}
