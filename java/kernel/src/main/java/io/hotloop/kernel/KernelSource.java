package io.hotloop.kernel;

import io.hotloop.kernel.internal.InterfaceText;
import io.hotloop.kernel.internal.Settings;
import io.hotloop.kernel.internal.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * C to be compiled, and how: texts, files and resources, with the settings that all of them share.
 *
 * {@snippet :
 * KernelSource source = KernelSource.file(Path.of("geometry.c"))
 *         .add("helpers.c", helpers)
 *         .mode(Mode.FAST)
 *         .link("fftw3");
 * }
 *
 * <p>A file whose name ends in {@code .cc}, {@code .cpp} or {@code .cxx} is C++, one in {@code .h} or {@code .hpp} is for
 * the others to include. Never changed: each method gives a source of its own.
 */
public final class KernelSource {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9_.+-]+");

    private final List<Unit> units;
    private final Settings settings;

    private KernelSource(List<Unit> units, Settings settings) {
        this.units = List.copyOf(units);
        this.settings = settings;
    }

    /**
     * A text; errors call it {@code kernel.c}.
     *
     * @param text C
     * @return the source
     */
    public static KernelSource of(String text) {
        return of("kernel.c", text);
    }

    /**
     * A text under a name.
     *
     * @param name what errors call it: a file's name without a folder, which tells the language
     * @param text C or C++
     * @return the source
     * @throws IllegalArgumentException if the name is none
     */
    public static KernelSource of(String name, String text) {
        return new KernelSource(List.of(), Settings.DEFAULT).add(name, text);
    }

    /**
     * A file, read now; its folder is searched for what it includes.
     *
     * @param file a file of C or C++ in UTF-8
     * @return the source
     * @throws IOException if it cannot be read
     */
    public static KernelSource file(Path file) throws IOException {
        return new KernelSource(List.of(), Settings.DEFAULT).add(file);
    }

    /**
     * A resource, such as a {@code .c} file beside a class.
     *
     * @param owner the class, as for {@link Class#getResourceAsStream}
     * @param name the resource's name
     * @return the source
     * @throws IllegalArgumentException if there is no such resource
     * @throws IOException if it cannot be read
     */
    public static KernelSource resource(Class<?> owner, String name) throws IOException {
        return new KernelSource(List.of(), Settings.DEFAULT).addResource(owner, name);
    }

    /**
     * The resources that an interface names.
     *
     * @param type an interface with {@link KernelSources}
     * @return the source
     * @throws IllegalArgumentException if it names none, or one that is not there
     * @throws IOException if one cannot be read
     */
    public static KernelSource of(Class<?> type) throws IOException {
        var source = new KernelSource(List.of(), Settings.DEFAULT);
        for (String name : names(type)) {
            source = source.addResource(type, name);
        }
        return source;
    }

    static List<String> names(Class<?> type) {
        KernelSources sources = type.getAnnotation(KernelSources.class);
        if (sources == null || sources.value().length == 0) {
            throw new IllegalArgumentException(
                    type.getTypeName() + " names no sources: annotate it, such as @KernelSources(\"kernels.c\")");
        }
        return List.of(sources.value());
    }

    /**
     * One more text.
     *
     * @param name a name that no other has
     * @param text C, C++, or a header for the others
     * @return this and that
     * @throws IllegalArgumentException if the name is none, or is taken
     */
    public KernelSource add(String name, String text) {
        if (!NAME.matcher(name).matches() || !name.contains(".")) {
            throw new IllegalArgumentException("\"" + name + "\" is no name for a source: one such as kernel.c is,"
                    + " of letters, digits, and ._+-");
        }
        for (Unit unit : units) {
            if (unit.name().equals(name)) {
                throw new IllegalArgumentException("there are two sources " + name);
            }
        }
        var all = new ArrayList<>(units);
        all.add(new Unit(name, Objects.requireNonNull(text, "text")));
        return new KernelSource(all, settings);
    }

    /**
     * One more file, as {@link #file(Path)} takes it.
     *
     * @param file the file
     * @return this and that
     * @throws IOException if it cannot be read
     */
    public KernelSource add(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        return add(String.valueOf(absolute.getFileName()), Files.readString(absolute))
                .include(Objects.requireNonNull(absolute.getParent(), "a file has a folder"));
    }

    /**
     * One more resource, as {@link #resource} takes it.
     *
     * @param owner the class
     * @param name the resource's name
     * @return this and that
     * @throws IllegalArgumentException if there is no such resource
     * @throws IOException if it cannot be read
     */
    public KernelSource addResource(Class<?> owner, String name) throws IOException {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no resource " + name + " for " + owner.getName());
            }
            String file = name.substring(name.lastIndexOf('/') + 1);
            return add(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /**
     * Whether accesses are tested.
     *
     * @param mode {@link Mode#CHECKED} unless set, here or by the property {@code hotloop.kernel.mode}
     * @return the source with it
     */
    public KernelSource mode(Mode mode) {
        Objects.requireNonNull(mode, "mode");
        return with(settings.withMode(mode));
    }

    /**
     * For which processors.
     *
     * @param target what the compiler's {@code -march} takes, such as {@code x86-64-v3}; {@code native}, the default, is
     *     this machine's
     * @return the source with it
     * @throws IllegalArgumentException if it cannot be one
     */
    public KernelSource target(String target) {
        if (!TARGET.matcher(target).matches()) {
            throw new IllegalArgumentException("\"" + target + "\" is no target: one such as x86-64-v3 is, or native");
        }
        return with(settings.withTarget(target));
    }

    /**
     * Whether OpenMP's pragmas count; without, {@code PRANGE} is {@code RANGE}.
     *
     * @param openMp true unless set
     * @return the source with it
     */
    public KernelSource openMp(boolean openMp) {
        return with(settings.withOpenMp(openMp));
    }

    /**
     * Whether the compiler may make {@code a * b + c} one operation, which rounds once: faster, and other bits on
     * processors that have it.
     *
     * @param contraction false unless set
     * @return the source with it
     */
    public KernelSource contraction(boolean contraction) {
        return with(settings.withContraction(contraction));
    }

    /**
     * Whether calls of the sources' functions are counted and timed, for {@link Kernels#profile}: also of those that only C
     * calls, inlined or not. The library gets debug information and frame pointers, too. Counting takes some 50 ns a call,
     * and loops that call functions are not vectorised. An {@code inline} function must be {@code static}, too.
     *
     * @param profile false unless set, here, by the source's {@code // hotloop: profile=on} or by the property
     *     {@code hotloop.kernel.profile}
     * @return the source with it
     */
    public KernelSource profile(boolean profile) {
        return with(settings.withProfile(profile));
    }

    /**
     * Links with a library.
     *
     * @param library its name without {@code lib}, as {@code -l} takes it
     * @return the source with it
     * @throws IllegalArgumentException if it is no name
     */
    public KernelSource link(String library) {
        if (!NAME.matcher(library).matches()) {
            throw new IllegalArgumentException("\"" + library + "\" is no library's name: one such as fftw3 is");
        }
        return with(settings.andLibrary(library));
    }

    /**
     * Has a folder searched for headers and libraries.
     *
     * @param folder the folder
     * @return the source with it
     */
    public KernelSource include(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return with(settings.andFolder(absolute));
    }

    /**
     * An option for the compiler, after Hotloop's own: {@code -DN=3}, {@code -O2}.
     *
     * @param flag one word that begins with {@code -}
     * @return the source with it
     * @throws IllegalArgumentException if it does not
     */
    public KernelSource flag(String flag) {
        if (!flag.startsWith("-") || flag.length() < 2) {
            throw new IllegalArgumentException("\"" + flag + "\" is no option of a compiler: it begins with -");
        }
        return with(settings.andFlag(flag));
    }

    /**
     * Which compiler.
     *
     * @param compiler a command or a path; unless set, the first that is there of the property
     *     {@code hotloop.compiler}, the environment variable {@code CC}, gcc, clang, cc
     * @return the source with it
     */
    public KernelSource compiler(String compiler) {
        Objects.requireNonNull(compiler, "compiler");
        return with(settings.withCompiler(compiler));
    }

    /**
     * The Java interface of these sources: a method for each function that is not static and has a counterpart. Only gcc
     * can tell.
     *
     * @param packageName the interface's package; empty for none
     * @param name its name
     * @return a Java source, and the functions that are left out
     * @throws CompileException if the sources do not compile, or the compiler is no gcc
     * @throws IOException if no temporary folder can be written
     */
    public KernelInterface toInterface(String packageName, String name) throws IOException {
        return InterfaceText.of(packageName, name, units, settings);
    }

    private KernelSource with(Settings changed) {
        return new KernelSource(units, changed);
    }

    List<Unit> units() {
        return units;
    }

    Settings settings() {
        return settings;
    }
}
