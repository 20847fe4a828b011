package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hotloop.bindings.PrivateFolder.UnsafeFolderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache as a folder: what it accepts, what it repairs, who may share it. */
class LibraryCacheTest {
    private static final byte[] CONTENT = "a library".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path temp;

    private Path folder;
    private LibraryCache cache;

    @BeforeEach
    void setUp() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "this file system has no POSIX permissions");
        folder = temp.resolve("parent/cache");
        cache = new LibraryCache(folder);
    }

    @Test
    void placesAFileIntoPrivateFolders() throws IOException {
        Path file = cache.place("lib.so", CONTENT);

        assertThat(file).startsWith(folder).hasFileName("lib.so").hasBinaryContent(CONTENT);
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(file.getParent())).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void usesAFileThatIsThere() throws IOException {
        Path first = cache.place("lib.so", CONTENT);
        Object key = Files.readAttributes(first, "unix:ino").get("ino");

        assertThat(new LibraryCache(folder).place("lib.so", CONTENT)).isEqualTo(first);
        assertThat(Files.readAttributes(first, "unix:ino").get("ino")).isEqualTo(key);
    }

    @Test
    void keepsDifferentContentsApart() throws IOException {
        Path first = cache.place("lib.so", CONTENT);
        Path second = cache.place("lib.so", "another library".getBytes(StandardCharsets.US_ASCII));

        assertThat(second).isNotEqualTo(first);
        assertThat(first).hasBinaryContent(CONTENT);
    }

    @Test
    void replacesAFileThatWasTamperedWith() throws IOException {
        Path file = cache.place("lib.so", CONTENT);

        Files.writeString(file, "a l1brary");
        assertThat(cache.place("lib.so", CONTENT)).isEqualTo(file).hasBinaryContent(CONTENT);
        Files.writeString(file, "a lib");
        assertThat(cache.place("lib.so", CONTENT)).isEqualTo(file).hasBinaryContent(CONTENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(mode(cache.place("lib.so", CONTENT))).isEqualTo("rw-------");
    }

    @Test
    void replacesASymbolicLinkAndLeavesItsTargetAlone() throws IOException {
        Path file = cache.place("lib.so", CONTENT);
        Path target = Files.write(temp.resolve("target"), CONTENT);
        Files.delete(file);
        Files.createSymbolicLink(file, target);

        assertThat(cache.place("lib.so", CONTENT)).isEqualTo(file).hasBinaryContent(CONTENT);
        assertThat(file).isRegularFile();
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(target).hasBinaryContent(CONTENT);
    }

    @Test
    void refusesAFolderThatIsASymbolicLink() throws IOException {
        Path elsewhere = Files.createDirectory(
                temp.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(folder.getParent());
        Files.createSymbolicLink(folder, elsewhere);

        assertThatThrownBy(() -> cache.place("lib.so", CONTENT))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessage(folder + " is a symbolic link, not a folder");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void refusesAnInnerFolderThatIsASymbolicLink() throws IOException {
        Path inner = cache.place("lib.so", CONTENT).getParent();
        Path elsewhere = Files.move(inner, temp.resolve("elsewhere"));
        Files.createSymbolicLink(inner, elsewhere);

        assertThatThrownBy(() -> cache.place("lib.so", CONTENT))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessage(inner + " is a symbolic link, not a folder");
    }

    @Test
    void refusesAFolderThatOthersMayEnter() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> cache.place("lib.so", CONTENT))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessage(folder + " has the permissions rwxr-xr-x, open to others: chmod 700 it");
    }

    @Test
    void refusesAFolderOfSomebodyElse() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a folder away");
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        UserPrincipal nobody =
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(folder, nobody);

        assertThatThrownBy(() -> cache.place("lib.so", CONTENT))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessage(folder + " belongs to nobody, not to root");
    }

    @Test
    void refusesAFileInTheFoldersPlace() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.createFile(folder);

        assertThatThrownBy(() -> cache.place("lib.so", CONTENT))
                .isInstanceOf(UnsafeFolderException.class)
                .hasMessage(folder + " is a file, not a folder");
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        int threads = 24;
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 7);
        var together = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var tasks = new ArrayList<Callable<Path>>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> {
                    together.await();
                    Path file = new LibraryCache(folder).place("lib.so", large);
                    assertThat(file).hasBinaryContent(large);
                    return file;
                });
            }
            for (Future<Path> done : executor.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(cache.place("lib.so", large));
            }
        }
        try (Stream<Path> files = Files.list(cache.place("lib.so", large).getParent())) {
            assertThat(files).as("no temporary file stays").hasSize(1);
        }
    }

    @Test
    void linksAFile() throws IOException {
        Path file = cache.place("lib.so", CONTENT);

        Path link = cache.link(file);

        assertThat(link).startsWith(folder).isNotEqualTo(file);
        assertThat(Files.readAttributes(link, "unix:ino")).isEqualTo(Files.readAttributes(file, "unix:ino"));
        assertThat(cache.link(file)).isNotEqualTo(link);
    }

    @Test
    void copiesAFileOfAnotherFileSystem() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(shared) && !Files.getFileStore(shared).equals(Files.getFileStore(temp)),
                "there is no second file system to write to");
        Path file = Files.createTempFile(shared, "hotloop", ".so");
        try {
            Files.write(file, CONTENT);

            assertThat(cache.link(file)).startsWith(folder).hasBinaryContent(CONTENT);
        } finally {
            Files.delete(file);
        }
    }

    /** Where the folders are, by properties and environment. */
    @Nested
    class Folders {
        private static final Map<String, String> LINUX =
                Map.of("os.name", "Linux", "user.home", "/home/ada", "user.name", "ada", "java.io.tmpdir", "/tmp");

        @Test
        void areInTheUsersCacheAndTheTemporaryFolder() {
            assertThat(folders(LINUX, Map.of()))
                    .containsExactly(Path.of("/home/ada/.cache/hotloop"), Path.of("/tmp/hotloop-ada"));
        }

        @Test
        void followXdgWhenItIsAbsolute() {
            assertThat(folders(LINUX, Map.of("XDG_CACHE_HOME", "/var/ada")))
                    .containsExactly(Path.of("/var/ada/hotloop"), Path.of("/tmp/hotloop-ada"));
            assertThat(folders(LINUX, Map.of("XDG_CACHE_HOME", "cache")))
                    .startsWith(Path.of("/home/ada/.cache/hotloop"));
        }

        @Test
        void followTheProperty() {
            assertThat(folders(with(LINUX, "hotloop.cache.dir", "/srv/cache"), Map.of("XDG_CACHE_HOME", "/var/ada")))
                    .containsExactly(Path.of("/srv/cache"), Path.of("/tmp/hotloop-ada"));
            assertThat(folders(with(LINUX, "hotloop.cache.dir", "cache"), Map.of()))
                    .startsWith(Path.of("cache").toAbsolutePath());
        }

        @Test
        void leaveOutAUserWithoutAHome() {
            assertThat(folders(with(with(LINUX, "user.home", "?"), "user.name", "?"), Map.of()))
                    .containsExactly(Path.of("/tmp/hotloop-_"));
        }

        @Test
        void areWhereTheOtherSystemsHaveThem() {
            assertThat(folders(with(LINUX, "os.name", "Mac OS X"), Map.of()))
                    .startsWith(Path.of("/home/ada/Library/Caches/hotloop"));
            assertThat(folders(with(LINUX, "os.name", "Windows 11"), Map.of("LOCALAPPDATA", "/local")))
                    .startsWith(Path.of("/local/hotloop/cache"));
            assertThat(folders(with(LINUX, "os.name", "Windows 11"), Map.of()))
                    .containsExactly(Path.of("/tmp/hotloop-ada"));
        }

        private static List<Path> folders(Map<String, String> properties, Map<String, String> environment) {
            return PrivateFolder.candidates(properties::get, environment::get);
        }

        private static Map<String, String> with(Map<String, String> properties, String name, String value) {
            var changed = new HashMap<>(properties);
            changed.put(name, value);
            return changed;
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
