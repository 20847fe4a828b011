package io.hotloop.cli;

/**
 * Where a thread was seen.
 *
 * @param type the class, or nothing for a function of C
 * @param method its method, or the function
 * @param line the line of its source; 0 where it is not known
 */
record Place(String type, String method, int line) {
    /** Some function of C, called by the place below it on the stack. */
    static final Place NATIVE = new Place("", "[native code]", 0);

    /** What the tables call the function. */
    String function() {
        return type.isEmpty() ? method : type + "." + method;
    }

    /** The source's path within its folder, as the compiler wants it of a public class; empty where there is none. */
    String file() {
        return type.isEmpty() ? "" : type.replaceFirst("[$/].*", "").replace('.', '/') + ".java";
    }
}
