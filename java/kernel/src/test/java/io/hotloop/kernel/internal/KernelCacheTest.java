package io.hotloop.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.bindings.PrivateFolder.UnsafeFolderException;
import io.hotloop.kernel.CompileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cached, refused, replaced and removed. */
class KernelCacheTest {
    interface One {
        int one();
    }

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void makeFolder() {
        folder = temporary.resolve("cache/kernels");
    }

    private static KernelBuild build(String source) {
        var structs = StructType.none();
        return new KernelBuild(
                CInterface.of(One.class, Compiler.signatures(One.class, structs), List.copyOf(structs.values())),
                List.of(new Unit("one.c", source)),
                Settings.DEFAULT,
                Toolchain.find(null));
    }

    private static KernelBuild one(int value) {
        return build("int32_t one(void) { return " + value + "; }");
    }

    private KernelCache cache() {
        return new KernelCache(folder);
    }

    @Test
    void theSecondTimeNothingIsBuilt() throws IOException {
        KernelCache.Entry first = cache().get(one(1));
        assertThat(first.isCached()).isFalse();
        KernelCache.Entry second = cache().get(one(1));
        assertThat(second.isCached()).isTrue();
        assertThat(second.library()).isEqualTo(first.library());
        assertThat(second.buildTime()).isEqualTo(first.buildTime()).isPositive();
        assertThat(second.compiler()).isEqualTo(first.compiler()).isNotBlank();
        assertThat(cache().get(one(2)).isCached()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.library())))
                .isEqualTo("rwx------");
    }

    @Test
    void whatWasChangedIsBuiltAnew() throws IOException {
        KernelCache.Entry first = cache().get(one(1));
        byte[] content = Files.readAllBytes(first.library());
        Files.write(first.library(), new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(cache().get(one(1)).isCached()).isFalse();
        assertThat(Files.readAllBytes(first.library())).isEqualTo(content);
        Files.write(first.library(), new byte[100]);
        assertThat(cache().get(one(1)).isCached()).isFalse();
        Files.delete(first.library());
        assertThat(cache().get(one(1)).isCached()).isFalse();
        Path properties = first.library().resolveSibling("build.properties");
        String written = Files.readString(properties);
        for (String text : new String[] {
            "",
            "\\u12",
            "library=x\ncompiler=y\nnanos=z",
            written.replaceAll("nanos=.*", "nanos=many"),
            written + "warning.0=x"
        }) {
            Files.writeString(properties, text);
            assertThat(cache().get(one(1)).isCached()).as(text).isFalse();
        }
        Files.write(properties, new byte[] {(byte) 0xff});
        assertThat(cache().get(one(1)).isCached()).isFalse();
        Files.delete(properties);
        assertThat(cache().get(one(1)).isCached()).isFalse();
        Files.setPosixFilePermissions(first.library(), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(cache().get(one(1)).isCached()).isFalse();
        assertThat(cache().get(one(1)).isCached()).isTrue();
        assertThat(places()).hasSize(1);
    }

    @Test
    void aFolderOfOthersIsRefused() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder.getParent(), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatThrownBy(() -> cache().get(one(1)))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessageContaining("open to others");
        Files.delete(folder);
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(folder, elsewhere);
        assertThatThrownBy(() -> cache().get(one(1)))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessageContaining("is a symbolic link");
    }

    @Test
    void nothingIsLeftOfAFailure() throws IOException {
        assertThatThrownBy(() -> cache().get(build("nonsense"))).isInstanceOf(CompileException.class);
        assertThat(places()).isEmpty();
    }

    @Test
    void manyAtOnceGetOneLibrary() throws Exception {
        try (var executor = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<Callable<KernelCache.Entry>>();
            for (int i = 0; i < 16; i++) {
                int value = i % 2;
                calls.add(() -> cache().get(one(value)));
            }
            for (var done : executor.invokeAll(calls)) {
                assertThat(done.get().library()).exists();
            }
        }
        assertThat(places()).hasSize(2);
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        Path first = cache().get(one(1)).library().getParent();
        Path second = cache().get(one(2)).library().getParent();
        long bytes = bytes(first);
        Instant now = Instant.now();
        Files.setLastModifiedTime(first, FileTime.from(now.minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(second, FileTime.from(now.minus(Duration.ofHours(3))));
        // What an interrupted build left.
        Path left = Files.createDirectory(folder.resolve("building-x"));
        Files.write(left.resolve("one.c"), new byte[1000]);
        Files.setLastModifiedTime(left, FileTime.from(now.minus(Duration.ofHours(4))));
        assertThat(cache().get(one(1)).isCached()).isTrue(); // used: the youngest now
        Path third = new KernelCache(folder, 2 * bytes + bytes / 2)
                .get(one(3))
                .library()
                .getParent();
        assertThat(places()).containsExactlyInAnyOrder(first, third);
        // What was used a moment ago stays, whatever the limit.
        Path fourth = new KernelCache(folder, 1).get(one(4)).library().getParent();
        assertThat(places()).containsExactlyInAnyOrder(first, third, fourth);
    }

    private List<Path> places() throws IOException {
        try (Stream<Path> places = Files.list(folder)) {
            return places.toList();
        }
    }

    private static long bytes(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
