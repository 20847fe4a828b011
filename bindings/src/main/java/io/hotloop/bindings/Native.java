package io.hotloop.bindings;

/**
 * The native library of this class loader: loaded at first use, never unloaded. How it is found and what
 * may go wrong is {@link LibraryLoader}'s; this class only keeps the answer.
 */
public final class Native {
    /**
     * The version of {@code hotloop.h} that this module speaks, its {@code HL_ABI_VERSION}; a library with
     * another one is refused.
     */
    public static final int ABI_VERSION = 3;

    private Native() {}

    /**
     * Loads the library, or tells how that ended before. Never throws.
     *
     * @return the same object for every call
     */
    public static LoadResult load() {
        return Holder.RESULT;
    }

    /**
     * Names the platform, whether there is a library for it or not.
     *
     * @return such as {@code linux-x86_64}: the classifier of its jars, and a folder inside them
     */
    public static String platform() {
        return Platform.name(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /**
     * Tells whether the library can be called.
     *
     * @return false when Java is to compute instead
     * @throws UnsatisfiedLinkError if a library exists but could not be used
     */
    static boolean isLoaded() {
        return switch (load()) {
            case LoadResult.Loaded loaded -> true;
            case LoadResult.Fallback fallback -> false;
            case LoadResult.Failed failed -> throw failed.newError();
        };
    }

    /**
     * Returns when the library can be called.
     *
     * @throws UnsatisfiedLinkError if it cannot
     */
    static void require() {
        switch (load()) {
            case LoadResult.Loaded loaded -> {}
            case LoadResult.Fallback fallback ->
                throw new UnsatisfiedLinkError("there is no native library to call: " + fallback.reason());
            case LoadResult.Failed failed -> throw failed.newError();
        }
    }

    private static final class Holder {
        static final LoadResult RESULT = LibraryLoader.load();
    }
}
