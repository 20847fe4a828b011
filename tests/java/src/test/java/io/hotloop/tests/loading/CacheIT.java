package io.hotloop.tests.loading;

import static io.hotloop.tests.loading.Loading.child;
import static io.hotloop.tests.loading.Loading.library;
import static io.hotloop.tests.loading.Loading.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hotloop.tests.ChildJvm;
import io.hotloop.tests.loading.Loading.Outcome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Extraction in whole processes: shared, damaged, forbidden and unsafe folders, and several class loaders. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the library is built for linux-x86_64")
class CacheIT {
    private static final int PROCESSES = 18;

    @TempDir
    Path folder;

    @Test
    void servesManyProcessesAtOnce() throws Exception {
        try (var executor = Executors.newFixedThreadPool(PROCESSES)) {
            var tasks = new ArrayList<Callable<Outcome>>();
            for (int i = 0; i < PROCESSES; i++) {
                tasks.add(() -> run(child(folder)));
            }
            var paths = new ArrayList<String>();
            for (Future<Outcome> done : executor.invokeAll(tasks)) {
                paths.add(done.get().assertLoaded().value("path"));
            }
            assertThat(paths).hasSize(PROCESSES).containsOnly(paths.getFirst());
        }
        assertThat(files(folder)).as("no temporary file stays").hasSize(1);
    }

    @Test
    void replacesAFileThatWasTamperedWith() throws Exception {
        Path file = Path.of(run(child(folder)).assertLoaded().value("path"));
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;

        Files.write(file, bad);
        assertThat(run(child(folder)).assertLoaded().value("path")).isEqualTo(file.toString());
        assertThat(file).hasBinaryContent(good);

        Files.write(file, new byte[0]);
        run(child(folder)).assertLoaded();
        assertThat(file).hasBinaryContent(good);
    }

    @Test
    void usesTheFolderOfTheProperty() throws Exception {
        Path chosen = folder.resolve("chosen");

        Outcome outcome =
                run(child(folder).option("-Dhotloop.cache.dir=" + chosen)).assertLoaded();

        assertThat(Path.of(outcome.value("path"))).startsWith(chosen);
        assertThat(folder.resolve("hotloop")).doesNotExist();
    }

    @Test
    void turnsToTheTemporaryFolderWhenTheCacheCannotBeWritten() throws Exception {
        Path blocked = Files.createFile(folder.resolve("file"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Outcome outcome =
                run(child(blocked).option("-Djava.io.tmpdir=" + temporary)).assertLoaded();

        assertThat(Path.of(outcome.value("path"))).startsWith(temporary);
    }

    @Test
    void warnsOfAFolderThatOthersMayWriteTo() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Outcome outcome =
                run(child(folder).option("-Dhotloop.cache.dir=" + shared).option("-Djava.io.tmpdir=" + temporary));

        assertThat(outcome.isNative()).isTrue();
        assertThat(Path.of(outcome.value("path"))).startsWith(temporary);
        assertThat(outcome.err())
                .contains("WARNING: Hotloop does not use an unsafe cache folder: " + shared
                        + " has the permissions rwxrwxrwx, open to others: chmod 700 it");
        assertThat(shared).isEmptyDirectory();
    }

    @Test
    void warnsOfAFolderThatIsASymbolicLink() throws Exception {
        Path target = Files.createDirectory(
                folder.resolve("target"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        Outcome outcome =
                run(child(folder).option("-Dhotloop.cache.dir=" + link).option("-Djava.io.tmpdir=" + folder));

        assertThat(outcome.isNative()).isTrue();
        assertThat(outcome.err())
                .contains("WARNING: Hotloop does not use an unsafe cache folder: " + link + " is a symbolic link");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void turnsAwayFromAFolderThatIsMountedNoexec() throws Exception {
        Path noexec = Files.createDirectory(folder.resolve("noexec"));
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Outcome outcome = run(mounted(noexec, child(folder))
                        .option("-Dhotloop.cache.dir=" + noexec.resolve("cache"))
                        .option("-Djava.io.tmpdir=" + temporary))
                .assertLoaded();

        assertThat(Path.of(outcome.value("path"))).startsWith(temporary);
    }

    @Test
    void loadsFromMemoryWhenEveryFolderIsNoexec() throws Exception {
        Path noexec = Files.createDirectory(folder.resolve("noexec"));

        Outcome outcome = run(mounted(noexec, child(folder))
                        .option("-Dhotloop.cache.dir=" + noexec.resolve("cache"))
                        .option("-Djava.io.tmpdir=" + noexec))
                .assertLoaded();

        assertThat(outcome.value("path")).startsWith("/proc/self/fd/");
        assertThat(outcome.value("origin")).endsWith("(in memory: no folder could hold it)");
    }

    @Test
    void saysSoWhenALibraryOfTheUserIsInANoexecFolder() throws Exception {
        Path noexec = Files.createDirectory(folder.resolve("noexec"));
        Path file = library(folder);

        Outcome outcome = run(child(folder)
                .startedBy(noexecShell(noexec, "cp " + file + " " + noexec))
                .option("-Dhotloop.library.path=" + noexec));

        assertThat(outcome.assertFailed())
                .contains("failed to map segment from shared object")
                .contains("put it into a folder that is not mounted noexec");
    }

    /** A limit of 0 bytes on written files forbids every folder, and memory as well. */
    @Test
    void namesThePropertyToSetWhenNothingWorks() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));

        Outcome outcome = run(child(folder, "attempts")
                .startedBy("sh", "-c", "(ulimit -f 0; exec \"$@\" 2>&1) | cat", "sh")
                .option("-XX:-UsePerfData")
                .option("-Djava.io.tmpdir=" + temporary));

        assertThat(outcome.assertFailed())
                .contains("cannot be loaded from any folder")
                .contains("set -Dhotloop.cache.dir to a folder of your own from which programs may run")
                .contains(folder.resolve("hotloop").toString())
                .contains(temporary.toString())
                .contains("memory");
        assertThat(outcome.attempts())
                .anyMatch(attempt -> attempt.startsWith("the library cannot be extracted to " + folder))
                .anyMatch(attempt -> attempt.startsWith("the library cannot be extracted to " + temporary))
                .anyMatch(attempt -> attempt.startsWith("the library cannot be loaded from memory"));
        assertThat(files(folder)).isEmpty();
    }

    @Test
    void givesEachClassLoaderTheLibrary() throws Exception {
        var result = ChildJvm.classPathOf(
                        List.of(), ClassLoaders.class.getName(), ChildJvm.jars().toString())
                .environment("XDG_CACHE_HOME", folder.toString())
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).isEqualTo("true null"));
        assertThat(files(folder)).as("no link stays").hasSize(1);
    }

    @Test
    void givesEachClassLoaderTheLibraryOfTheProperty() throws Exception {
        Path file = library(folder);

        var result = ChildJvm.classPathOf(
                        List.of(), ClassLoaders.class.getName(), ChildJvm.jars().toString())
                .option("-Dhotloop.library.path=" + file)
                .environment("XDG_CACHE_HOME", folder.toString())
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).isEqualTo("true null"));
    }

    @Test
    void givesEachClassLoaderTheLibraryInMemory() throws Exception {
        Path noexec = Files.createDirectory(folder.resolve("noexec"));

        var result = mounted(
                        noexec,
                        ChildJvm.classPathOf(
                                List.of(),
                                ClassLoaders.class.getName(),
                                ChildJvm.jars().toString()))
                .option("-Dhotloop.cache.dir=" + noexec.resolve("cache"))
                .option("-Djava.io.tmpdir=" + noexec)
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).isEqualTo("true null"));
    }

    /** A child's main class: Hotloop in three class loaders that know nothing of each other. */
    static final class ClassLoaders {
        public static void main(String[] arguments) throws Exception {
            var urls = new ArrayList<URL>();
            try (var jars = Files.list(Path.of(arguments[0]))) {
                for (Path jar : jars.toList()) {
                    urls.add(jar.toUri().toURL());
                }
            }
            // Held on to: the JVM forgets the library of a class loader that is collected.
            var loaders = new ArrayList<ClassLoader>();
            for (int i = 0; i < 3; i++) {
                var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                loaders.add(loader);
                Object info =
                        loader.loadClass("io.hotloop.Hotloop").getMethod("info").invoke(null);
                Class<?> type = info.getClass();
                System.out.println(type.getMethod("nativeLoaded").invoke(info) + " "
                        + type.getMethod("reason").invoke(info));
            }
            for (ClassLoader loader : loaders) {
                ((URLClassLoader) loader).close();
            }
        }
    }

    /** Has a child see a noexec file system at a folder; nobody else does, and it goes with the child. */
    private static ChildJvm mounted(Path noexec, ChildJvm child) throws InterruptedException {
        return child.startedBy(noexecShell(noexec, "true"));
    }

    private static String[] noexecShell(Path noexec, String setUp) throws InterruptedException {
        String mount = "mount -t tmpfs -o noexec,mode=0700 tmpfs " + noexec + " && " + setUp;
        assumeTrue(
                Loading.works("unshare", "--map-root-user", "--mount", "sh", "-c", mount),
                "this system does not let a test mount a noexec file system");
        return new String[] {"unshare", "--map-root-user", "--mount", "sh", "-c", mount + " && exec \"$@\"", "sh"};
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
