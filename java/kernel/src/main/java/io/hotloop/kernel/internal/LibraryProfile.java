package io.hotloop.kernel.internal;

import io.hotloop.bindings.UserLibrary;
import io.hotloop.kernel.FunctionProfile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The counters of a library that was built with profiling: {@code hotloop_profile.c} has them. */
public final class LibraryProfile {
    private static final String READ = "hlk_profile_read";
    private static final String FOLDER_PROPERTY = "hotloop.kernel.profile.folder";

    // struct hlk_row of hotloop_profile.c, in words.
    private static final int OFFSET = 0;
    private static final int CALLS = 1;
    private static final int SELF = 2;
    private static final int TOTAL = 3;
    private static final int WORDS = 4;

    /** How addr2line places a function: {@code /tmp/x/kernel.c:3 (discriminator 1)}. */
    private static final Pattern PLACE = Pattern.compile("(.*):([0-9]+|\\?)( \\(discriminator \\d+\\))?");

    /** By the library's file: what loads it twice gets the same counters. */
    private static final Map<Path, LibraryProfile> ALL = new ConcurrentHashMap<>();

    private final Path library;
    private final MethodHandle read;
    private final MethodHandle reset;
    private final Map<Long, Function> functions = new HashMap<>();

    private record Function(String name, String file, int line) {}

    private LibraryProfile(UserLibrary library) {
        this.library = library.file().toAbsolutePath();
        read = library.function(
                READ, FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG), false);
        reset = library.function("hlk_profile_reset", FunctionDescriptor.ofVoid(), false);
    }

    /**
     * Whether functions are counted where neither the caller nor the source says.
     *
     * @return what the property says
     * @throws IllegalArgumentException if it says neither true nor false
     */
    public static boolean isUsual() {
        String setting = System.getProperty("hotloop.kernel.profile", "false");
        return switch (setting) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "-Dhotloop.kernel.profile is \"" + setting + "\": it takes true or false");
        };
    }

    /** The counters of a library that is loaded; null if it has none. */
    static @Nullable LibraryProfile of(UserLibrary library) {
        if (library.find(READ).isEmpty()) {
            return null;
        }
        return ALL.computeIfAbsent(library.file().toAbsolutePath(), _ -> {
            ExitFile.prepare();
            return new LibraryProfile(library);
        });
    }

    /**
     * What was counted since the library was loaded, or since the last {@link #reset}.
     *
     * @return the functions that were called, those first that took the most time themselves
     * @throws IOException if addr2line, which knows their names, cannot be run
     */
    public synchronized List<FunctionProfile> read() throws IOException {
        Map<Long, long[]> figures = figures();
        name(figures.keySet().stream()
                .filter(offset -> !functions.containsKey(offset))
                .toList());
        return profiles(figures);
    }

    /** With addresses where names cannot be had. */
    private synchronized List<FunctionProfile> readAnyway() {
        try {
            return read();
        } catch (IOException e) {
            System.getLogger("io.hotloop")
                    .log(System.Logger.Level.WARNING, "the kernels' functions have no names: " + e.getMessage());
            return profiles(figures());
        }
    }

    private List<FunctionProfile> profiles(Map<Long, long[]> figures) {
        var profiles = new ArrayList<FunctionProfile>();
        figures.forEach((offset, sum) -> {
            Function function = functions.getOrDefault(offset, new Function("0x" + Long.toHexString(offset), "", 0));
            // Of a recursion that goes on, the calls that have ended count; the total is not there yet.
            profiles.add(new FunctionProfile(
                    function.name,
                    function.file,
                    function.line,
                    sum[CALLS],
                    Duration.ofNanos(sum[SELF]),
                    Duration.ofNanos(Math.max(sum[SELF], sum[TOTAL]))));
        });
        profiles.sort(Comparator.comparing(FunctionProfile::selfTime)
                .reversed()
                .thenComparing(FunctionProfile::name)
                .thenComparing(FunctionProfile::line));
        return List.copyOf(profiles);
    }

    /** Forgets what was counted. A call that goes on counts when it ends, as a whole. */
    public synchronized void reset() {
        try {
            reset.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        }
    }

    /** By the functions' places in the library: sums over threads. */
    private Map<Long, long[]> figures() {
        try (Arena arena = Arena.ofConfined()) {
            long count = (long) read.invokeExact(MemorySegment.NULL, 0L);
            // Functions that are called for the first time meanwhile wait for the next time.
            MemorySegment rows = arena.allocate(ValueLayout.JAVA_LONG, Math.max(1, count * WORDS));
            count = Math.min(count, (long) read.invokeExact(rows, count));
            var figures = new HashMap<Long, long[]>();
            for (long row = 0; row < count; row++) {
                long[] sum = figures.computeIfAbsent(
                        rows.getAtIndex(ValueLayout.JAVA_LONG, row * WORDS + OFFSET), _ -> new long[WORDS]);
                for (int word = CALLS; word < WORDS; word++) {
                    sum[word] += rows.getAtIndex(ValueLayout.JAVA_LONG, row * WORDS + word);
                }
            }
            return figures;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("C throws nothing", e);
        }
    }

    /** Looks functions up in the debug information; a part of binutils, which compilers need themselves, reads it. */
    private void name(List<Long> offsets) throws IOException {
        if (offsets.isEmpty()) {
            return;
        }
        var command = new ArrayList<>(List.of("addr2line", "-a", "-f", "-i", "-C", "-e", library.toString()));
        offsets.forEach(offset -> command.add("0x" + Long.toHexString(offset)));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("addr2line cannot be run: install it (Debian, Ubuntu: apt-get install binutils)", e);
        }
        List<String> lines;
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            lines = output.readAllLines();
            if (process.waitFor() != 0) {
                throw new IOException("addr2line failed for " + library);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while addr2line ran", e);
        } finally {
            process.destroy();
        }
        // An address; then pairs of a name and a place, the function that has the address last: an inlined one may
        // begin it.
        for (int i = 0; i + 2 < lines.size(); ) {
            long offset = Long.decode(lines.get(i++));
            while (i + 1 < lines.size() && !lines.get(i).startsWith("0x")) {
                functions.put(offset, function(lines.get(i), lines.get(i + 1), offset));
                i += 2;
            }
        }
    }

    private static Function function(String name, String place, long offset) {
        Matcher matcher = PLACE.matcher(place);
        boolean isKnown = matcher.matches() && !matcher.group(1).equals("??");
        return new Function(
                name.equals("??") ? "0x" + Long.toHexString(offset) : name,
                isKnown ? matcher.group(1).substring(matcher.group(1).lastIndexOf('/') + 1) : "",
                isKnown && !matcher.group(2).equals("?") ? Integer.parseInt(matcher.group(2)) : 0);
    }

    /** The file that {@code hotloop profile} has this process write at its end into a folder: a line for each function, by tabs. */
    private static final class ExitFile {
        static {
            String folder = System.getProperty(FOLDER_PROPERTY);
            if (folder != null) {
                Path file = Path.of(folder, ProcessHandle.current().pid() + ".tsv");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file), "hotloop-kernel-profile"));
            }
        }

        /** Runs the above, once. */
        static void prepare() {}

        private static void write(Path file) {
            try {
                var text = new StringBuilder();
                for (LibraryProfile profile : ALL.values()) {
                    for (FunctionProfile function : profile.readAnyway()) {
                        text.append("%s\t%s\t%d\t%d\t%d\t%d\n"
                                .formatted(
                                        function.name(),
                                        function.file(),
                                        function.line(),
                                        function.calls(),
                                        function.selfTime().toNanos(),
                                        function.totalTime().toNanos()));
                    }
                }
                // Whole or not at all.
                Path part = file.resolveSibling(file.getFileName() + ".part");
                Files.move(Files.writeString(part, text), file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                System.getLogger("io.hotloop")
                        .log(System.Logger.Level.WARNING, "the profile of the kernels is not written to " + file, e);
            }
        }
    }
}
