package io.hotloop.bindings;

import io.hotloop.bindings.PrivateFolder.UnsafeFolderException;
import io.hotloop.bindings.gen.HotloopH;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the library and loads it. Places, in order: {@code -Dhotloop.library.path} (and then nowhere
 * else), the JDK's own {@code lib} folder, the natives jar of this platform, {@code java.library.path}.
 *
 * <p>The first library that is there decides: when it cannot be used, that is an error, not a reason to
 * look further or to compute in Java. Which library runs must not depend on which one happens to fail.
 */
final class LibraryLoader {
    private static final String LIBRARY_PATH = "hotloop.library.path";
    private static final String CACHE_DIR = "hotloop.cache.dir";
    private static final String TIER = "hotloop.tier";
    private static final String MODE = "hotloop.native";

    /** What a user who can do nothing else may always do. */
    private static final String WITHOUT = "-Dhotloop.native=off computes in Java";

    private static final Optional<Platform> PLATFORM =
            Platform.of(System.getProperty("os.name"), System.getProperty("os.arch"));

    /** Once a process: each call of setenv is linked anew. */
    private static boolean openMpIsPrepared;

    /** The classifier, or for a platform without one what the JVM calls it. */
    private final String platformName = PLATFORM.map(Platform::classifier)
            .orElseGet(() -> System.getProperty("os.name") + " on " + System.getProperty("os.arch"));

    private final String fileName = PLATFORM.map(Platform::fileName).orElseGet(() -> System.mapLibraryName("hotloop"));

    /** Every place without a library and every failure, in the order of the attempts. */
    private final List<UnsatisfiedLinkError> attempts = new ArrayList<>();

    private LibraryLoader() {}

    /** Loads as the properties say; never throws. */
    static LoadResult load() {
        String mode = property(MODE, "auto");
        try {
            return switch (mode) {
                case "off" -> new LoadResult.Fallback("-D" + MODE + "=off");
                case "auto" -> new LibraryLoader().search(false);
                case "required" -> new LibraryLoader().search(true);
                default ->
                    throw new UnsatisfiedLinkError(
                            "-D" + MODE + " is \"" + mode + "\": it takes auto, required or off");
            };
        } catch (UnsatisfiedLinkError e) {
            return new LoadResult.Failed(e);
        } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
            return new LoadResult.Failed(error("Hotloop's native library cannot be loaded: " + e, e));
        }
    }

    private LoadResult search(boolean required) {
        try {
            String path = property(LIBRARY_PATH, "");
            if (!path.isEmpty()) {
                return fromProperty(path);
            }
            LoadResult.Loaded loaded = fromJavaHome();
            if (loaded == null) {
                loaded = fromResource();
            }
            if (loaded == null) {
                loaded = fromLibraryPath();
            }
            if (loaded != null) {
                return loaded;
            }
            return without(
                    required,
                    "there is no Hotloop library for " + platformName,
                    PLATFORM.isPresent()
                            ? "add io.hotloop:hotloop-natives with the classifier " + platformName
                                    + " to the dependencies, or name a library by -D" + LIBRARY_PATH
                            : "name a library built for it by -D" + LIBRARY_PATH,
                    null);
        } catch (IllegalCallerException e) {
            Module module = LibraryLoader.class.getModule();
            String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
            return without(
                    required,
                    "native access is denied to " + (module.isNamed() ? "the module " + name : "the class path"),
                    "run java with --enable-native-access=" + name,
                    e);
        }
    }

    /** No library, and none that would be broken either: Java computes, unless the library is required. */
    private LoadResult without(boolean required, String reason, String cure, @Nullable Throwable cause) {
        if (required) {
            throw failed(error("-D" + MODE + "=required, but " + reason + ": " + cure, cause));
        }
        Log.LOGGER.log(
                System.Logger.Level.WARNING,
                "Hotloop computes in Java, which is slower: " + reason + ". To cure it, " + cure + "; -D" + MODE
                        + "=off silences this warning.");
        return new LoadResult.Fallback(reason + ": " + cure);
    }

    private LoadResult.Loaded fromProperty(String value) {
        String origin = "-D" + LIBRARY_PATH;
        Path file;
        try {
            file = Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw failed(error(origin + "=" + value + " is not a path", e));
        }
        if (Files.isDirectory(file)) {
            file = file.resolve(fileName);
        }
        if (!Files.exists(file)) {
            throw failed(error(origin + "=" + value + ": there is no file " + file, null));
        }
        return loadOrExplain(file, origin);
    }

    private LoadResult.@Nullable Loaded fromJavaHome() {
        Path file = Path.of(System.getProperty("java.home"), "lib", fileName);
        if (!Files.exists(file)) {
            attempts.add(error("there is no file " + file, null));
            return null;
        }
        return loadOrExplain(file, "the JDK's lib folder");
    }

    private LoadResult.@Nullable Loaded fromResource() {
        URL url = PLATFORM.map(this::resource).orElse(null);
        if (url == null) {
            attempts.add(
                    error("no hotloop-natives jar for " + platformName + " is on the class path or module path", null));
            return null;
        }
        byte[] content;
        try {
            URLConnection connection = url.openConnection();
            // A cached connection would keep the jar open for good, and locked on Windows.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                content = in.readAllBytes();
            }
        } catch (IOException e) {
            throw failed(error(url + " cannot be read: " + e.getMessage(), e));
        }
        for (Path folder : PrivateFolder.candidates()) {
            Path file;
            try {
                file = new LibraryCache(folder).place(fileName, content);
            } catch (IOException e) {
                attempts.add(error("the library cannot be extracted to " + folder + ": " + e, e));
                if (e instanceof UnsafeFolderException) {
                    Log.LOGGER.log(
                            System.Logger.Level.WARNING,
                            "Hotloop does not use an unsafe cache folder: " + e.getMessage());
                }
                continue;
            }
            try {
                loadFile(file);
            } catch (UnsatisfiedLinkError e) {
                if (!forbidsExecution(e)) {
                    throw failed(explained(file, url.toString(), e));
                }
                attempts.add(error("no program may run from " + folder + " (mounted noexec?): " + e.getMessage(), e));
                continue;
            }
            return inspect(file, url.toString());
        }
        return fromMemory(content, url.toString());
    }

    /** The last resort, where every folder is read-only, unsafe or mounted noexec. */
    private LoadResult.Loaded fromMemory(byte[] content, String origin) {
        Path file;
        try {
            int descriptor = Libc.memfdCreate(fileName);
            if (descriptor < 0) {
                throw new IOException("this system has no files in memory");
            }
            // Never closed: the descriptor's number is the file's name, and a second class loader must
            // not meet the same one.
            file = Path.of("/proc/self/fd/" + descriptor);
            Files.write(file, content);
            loadFile(file);
        } catch (IOException | UnsatisfiedLinkError e) {
            attempts.add(error("the library cannot be loaded from memory: " + e.getMessage(), e));
            throw failed(error(
                    "the library of " + origin + " cannot be loaded from any folder ("
                            + String.join(
                                    "; ",
                                    attempts.stream().map(Throwable::getMessage).toList())
                            + "): set -D" + CACHE_DIR + " to a folder of your own from which programs may run",
                    e));
        }
        return inspect(file, origin + " (in memory: no folder could hold it)");
    }

    /**
     * What System.loadLibrary finds. The folders are searched here, so that the file is known, and so that
     * a JVM without the library makes no restricted call, about which it would warn.
     */
    private LoadResult.@Nullable Loaded fromLibraryPath() {
        String searched = System.getProperty("java.library.path", "");
        for (String folder : searched.split(File.pathSeparator)) {
            Path file = Path.of(folder, fileName).toAbsolutePath();
            if (Files.exists(file)) {
                return loadOrExplain(file, "java.library.path");
            }
        }
        attempts.add(error("no " + fileName + " in java.library.path: " + searched, null));
        ClassLoader loader = LibraryLoader.class.getClassLoader();
        if (loader == null || loader == ClassLoader.getSystemClassLoader()) {
            return null;
        }
        // Another class loader may know a place of its own (OSGi). OpenMP's wait policy is left alone here:
        // most often nothing will be loaded.
        try {
            System.loadLibrary("hotloop");
        } catch (UnsatisfiedLinkError e) {
            if (!String.valueOf(e.getMessage()).startsWith("no hotloop in ")) {
                throw failed(explained(Path.of(fileName), "System.loadLibrary", e));
            }
            attempts.add(e);
            return null;
        }
        return inspect(Path.of(fileName), "System.loadLibrary by " + loader);
    }

    private @Nullable URL resource(Platform wanted) {
        Module module = LibraryLoader.class.getModule();
        ServiceLoader<NativeLibraryProvider> providers = module.isNamed()
                ? ServiceLoader.load(module.getLayer(), NativeLibraryProvider.class)
                : ServiceLoader.load(NativeLibraryProvider.class, LibraryLoader.class.getClassLoader());
        for (NativeLibraryProvider provider : providers) {
            if (provider.platform().equals(wanted.classifier())) {
                URL url = provider.find(fileName);
                if (url != null) {
                    return url;
                }
            }
        }
        // A jar of everything that lost its META-INF/services, or a natives jar left on the class path.
        String name = "META-INF/native/" + wanted.classifier() + "/" + fileName;
        ClassLoader loader = LibraryLoader.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemResource(name) : loader.getResource(name);
    }

    private LoadResult.Loaded loadOrExplain(Path file, String origin) {
        try {
            loadFile(file);
        } catch (UnsatisfiedLinkError e) {
            throw failed(explained(file, origin, e));
        }
        return inspect(file, origin);
    }

    /** Loads a file that exists; an error comes as the dynamic linker worded it. */
    private void loadFile(Path file) {
        requireWhole(file);
        prepareOpenMp();
        try {
            System.load(file.toString());
        } catch (UnsatisfiedLinkError e) {
            // The JDK's rule: one class loader per file. Its wording is the only sign of it.
            if (!String.valueOf(e.getMessage()).contains("already loaded in another classloader")) {
                throw e;
            }
            loadLink(file);
        }
    }

    private static void loadLink(Path file) {
        UnsatisfiedLinkError error = null;
        for (Path folder : PrivateFolder.candidates()) {
            try {
                Path link = new LibraryCache(folder).link(file);
                try {
                    System.load(link.toString());
                    return;
                } finally {
                    // Mapped, it needs no name; where an open file cannot be deleted, the JVM's end does.
                    if (!link.toFile().delete()) {
                        link.toFile().deleteOnExit();
                    }
                }
            } catch (IOException | UnsatisfiedLinkError e) {
                var failure = error("a second class loader cannot load it by a link in " + folder + ": " + e, e);
                if (error != null) {
                    failure.addSuppressed(error);
                }
                error = failure;
            }
        }
        throw error != null ? error : error("a second class loader has no folder for a link to it", null);
    }

    /** Refuses a file that the dynamic linker must not see. */
    static void requireWhole(Path file) {
        if (PLATFORM.filter(Platform::hasElfFiles).isEmpty()) {
            return;
        }
        String defect;
        try {
            defect = ElfFile.defect(file);
        } catch (IOException e) {
            throw error("it cannot be read: " + e, e);
        }
        if (defect != null) {
            throw error(defect, null);
        }
    }

    /**
     * Before libgomp is loaded, since it reads this once: idle workers that spin as long as its default
     * has them make a call after an idle gap take milliseconds (FACTS: 6 to 8 ms, with this 0.7).
     */
    static synchronized void prepareOpenMp() {
        if (openMpIsPrepared) {
            return;
        }
        openMpIsPrepared = true;
        if (System.getenv("OMP_WAIT_POLICY") == null && System.getenv("GOMP_SPINCOUNT") == null) {
            Libc.setenvIfAbsent("GOMP_SPINCOUNT", "1000");
        }
    }

    /** Asks the library who it is, and has it choose its tier. */
    private LoadResult.Loaded inspect(Path file, String origin) {
        if (SymbolLookup.loaderLookup().find("hl_abi_version").isEmpty()) {
            throw failed(error(file + " (" + origin + ") is not a Hotloop library: it has no hl_abi_version", null));
        }
        int abi = HotloopH.hl_abi_version();
        if (abi != Native.ABI_VERSION) {
            throw failed(error(
                    file + " (" + origin + ") has version " + abi + " of Hotloop's ABI, this hotloop-bindings needs "
                            + Native.ABI_VERSION + ": use the library and the jars of one Hotloop version; " + WITHOUT,
                    null));
        }
        String wanted = property(TIER, "");
        int status;
        try (Arena arena = Arena.ofConfined()) {
            status = HotloopH.hl_tier_select(wanted.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(wanted));
        }
        String names = HotloopH.hl_tier_names().getString(0);
        int best = HotloopH.hl_tier_best();
        if (status != Status.OK) {
            throw failed(error(tierProblem(status, wanted, names, best), null));
        }
        List<String> all = List.of(names.split(", "));
        String bestName = HotloopH.hl_tier_name(best).getString(0);
        return new LoadResult.Loaded(
                file,
                origin,
                HotloopH.hl_tier_name(HotloopH.hl_tier()).getString(0),
                all.subList(0, all.indexOf(bestName) + 1),
                abi);
    }

    private static String tierProblem(int status, String wanted, String names, int best) {
        String variable = System.getenv("HOTLOOP_TIER");
        String setting = wanted.isEmpty() ? "HOTLOOP_TIER=" + variable : "-D" + TIER + "=" + wanted;
        if (status == Status.EINVAL) {
            return setting + ": there is no such tier, this library has " + names;
        }
        if (status == Status.ENOTSUP && best < 0) {
            return "this processor has none of the tiers that the library is built for, " + names + "; " + WITHOUT;
        }
        if (status == Status.ENOTSUP) {
            return setting + ": another tier is in use in this process already, chosen by another class loader";
        }
        return setting + ": hl_tier_select says " + Status.name(status);
    }

    /** Whether a library failed to load only because of the folder it is in. */
    private static boolean forbidsExecution(UnsatisfiedLinkError e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("failed to map segment from shared object")
                || message.contains("Operation not permitted")
                || message.contains("Permission denied");
    }

    private static UnsatisfiedLinkError explained(Path file, String origin, UnsatisfiedLinkError e) {
        String said = String.valueOf(e.getMessage());
        // The JDK and the dynamic linker both begin with the file's name.
        for (String prefix = file + ": "; said.startsWith(prefix); ) {
            said = said.substring(prefix.length());
        }
        String cure = WITHOUT;
        if (said.contains("libgomp")) {
            cure = "install GNU's OpenMP runtime, the package libgomp1 (Debian, Ubuntu: apt-get install libgomp1) or"
                    + " libgomp (Fedora); " + WITHOUT;
        } else if (said.contains("GLIBC_")) {
            cure = "the library was built for a newer system than this; " + WITHOUT;
        } else if (forbidsExecution(e)) {
            cure = "put it into a folder that is not mounted noexec; " + WITHOUT;
        }
        return error(file + " (" + origin + ") cannot be loaded: " + said + "; " + cure, e);
    }

    /** The one error that leaves this class: every attempt before it comes along. */
    private UnsatisfiedLinkError failed(UnsatisfiedLinkError error) {
        attempts.forEach(error::addSuppressed);
        return error;
    }

    static UnsatisfiedLinkError error(String message, @Nullable Throwable cause) {
        var error = new UnsatisfiedLinkError(message);
        error.initCause(cause);
        return error;
    }

    private static String property(String name, String absent) {
        String value = System.getProperty(name);
        return value == null || value.isBlank() ? absent : value.strip();
    }
}
