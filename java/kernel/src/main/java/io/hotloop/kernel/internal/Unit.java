package io.hotloop.kernel.internal;

/**
 * A source or a header.
 *
 * @param name its file's name, without a folder
 * @param text what is in it
 */
public record Unit(String name, String text) {
    boolean isHeader() {
        return name.endsWith(".h") || name.endsWith(".hpp");
    }

    boolean isCpp() {
        return name.endsWith(".cc") || name.endsWith(".cpp") || name.endsWith(".cxx");
    }
}
