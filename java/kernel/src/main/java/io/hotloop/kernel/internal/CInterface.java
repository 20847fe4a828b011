package io.hotloop.kernel.internal;

import io.hotloop.bindings.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The C that stands around a user's sources.
 *
 * @param name what messages call it
 * @param header {@code kernels.h}, which every source sees
 * @param entries the functions that Java calls
 * @param functions what the sources are to define, with what is said when one is missing
 */
record CInterface(String name, String header, String entries, Map<String, String> functions) {
    /** The file of the functions that Java calls. */
    static final String ENTRIES = "hotloop_entries.c";

    /** That of an interface's methods. */
    static CInterface of(Class<?> type, List<Signature> signatures, List<StructType> structs) {
        var functions = new LinkedHashMap<String, String>();
        for (Signature signature : signatures) {
            functions.put(
                    signature.symbol(),
                    signature.label() + " has no function behind it: the source is to define\n    "
                            + CText.prototype(signature));
        }
        return new CInterface(
                type.getSimpleName(), CText.header(signatures, structs), CText.entries(signatures), functions);
    }

    /** Equal for interfaces whose libraries may be exchanged, whatever they are called. */
    String hash() {
        return Sha256.of((header + entries).getBytes(StandardCharsets.UTF_8));
    }

    /** The source of the entries, from which the library will tell for which interface it was built. */
    private String source() {
        return entries + "\nHLK_EXPORT const char " + CText.HASH + "[] = \"" + hash() + "\";\n";
    }

    /** The files that stand beside the sources, in the order in which the build's key has them. */
    private List<Map.Entry<String, String>> files() {
        return List.of(
                Map.entry("hotloop_kernel.h", CText.kernelHeader()),
                Map.entry("kernels.h", header),
                Map.entry(ENTRIES, source()));
    }

    /** All of them as one text. */
    String text() {
        return files().stream().map(Map.Entry::getValue).collect(Collectors.joining());
    }

    /** Puts them into a folder. */
    void write(Path folder) throws IOException {
        for (var file : files()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
