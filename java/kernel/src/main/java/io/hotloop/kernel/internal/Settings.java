package io.hotloop.kernel.internal;

import io.hotloop.kernel.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How sources are compiled; {@link io.hotloop.kernel.KernelSource} documents and checks each.
 *
 * @param mode null where none was asked for
 * @param target for {@code -march}
 * @param openMp whether OpenMP's pragmas count
 * @param contraction whether multiplications and additions may be fused
 * @param profile whether calls are counted and timed; null where nothing was asked for
 * @param libraries for {@code -l}
 * @param folders for {@code -I} and {@code -L}
 * @param flags further options
 * @param compiler null for the first that is found
 */
public record Settings(
        @Nullable Mode mode,
        String target,
        boolean openMp,
        boolean contraction,
        @Nullable Boolean profile,
        List<String> libraries,
        List<Path> folders,
        List<String> flags,
        @Nullable String compiler) {
    /** The target that is this machine's processor. */
    static final String NATIVE = "native";

    /** Where nothing is asked for. */
    public static final Settings DEFAULT =
            new Settings(null, NATIVE, true, false, null, List.of(), List.of(), List.of(), null);

    public Settings withMode(Mode changed) {
        return new Settings(changed, target, openMp, contraction, profile, libraries, folders, flags, compiler);
    }

    public Settings withTarget(String changed) {
        return new Settings(mode, changed, openMp, contraction, profile, libraries, folders, flags, compiler);
    }

    public Settings withOpenMp(boolean changed) {
        return new Settings(mode, target, changed, contraction, profile, libraries, folders, flags, compiler);
    }

    public Settings withContraction(boolean changed) {
        return new Settings(mode, target, openMp, changed, profile, libraries, folders, flags, compiler);
    }

    public Settings withProfile(boolean changed) {
        return new Settings(mode, target, openMp, contraction, changed, libraries, folders, flags, compiler);
    }

    public Settings andLibrary(String more) {
        return new Settings(mode, target, openMp, contraction, profile, and(libraries, more), folders, flags, compiler);
    }

    public Settings andFolder(Path more) {
        return new Settings(mode, target, openMp, contraction, profile, libraries, and(folders, more), flags, compiler);
    }

    public Settings andFlag(String more) {
        return new Settings(mode, target, openMp, contraction, profile, libraries, folders, and(flags, more), compiler);
    }

    public Settings withCompiler(String changed) {
        return new Settings(mode, target, openMp, contraction, profile, libraries, folders, flags, changed);
    }

    private static <T> List<T> and(List<T> list, T more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }
}
