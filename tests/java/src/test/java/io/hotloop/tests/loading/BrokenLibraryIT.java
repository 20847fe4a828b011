package io.hotloop.tests.loading;

import static io.hotloop.tests.loading.Loading.child;
import static io.hotloop.tests.loading.Loading.childWithoutNatives;
import static io.hotloop.tests.loading.Loading.compile;
import static io.hotloop.tests.loading.Loading.library;
import static io.hotloop.tests.loading.Loading.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.bindings.LoadResult;
import io.hotloop.bindings.Native;
import io.hotloop.bindings.NativeMemory;
import io.hotloop.tests.ChildJvm;
import io.hotloop.tests.loading.Loading.Outcome;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library that is there but cannot be used is an error that says what to do, never a silent fallback. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the library is built for linux-x86_64")
class BrokenLibraryIT {
    private static final String ABI = "int hl_abi_version(void) { return %d; }\n";

    @TempDir
    Path folder;

    private String failure(Path library) throws Exception {
        return run(property(library)).assertFailed();
    }

    private ChildJvm property(Path library) {
        return child(folder.resolve("home"), "attempts").option("-Dhotloop.library.path=" + library);
    }

    @Test
    void namesAPathThatIsWrong() throws Exception {
        Path missing = folder.resolve("missing.so");

        assertThat(failure(missing)).isEqualTo("-Dhotloop.library.path=" + missing + ": there is no file " + missing);
    }

    @Test
    void namesTheFileThatAFolderLacks() throws Exception {
        assertThat(failure(folder))
                .isEqualTo(
                        "-Dhotloop.library.path=" + folder + ": there is no file " + folder.resolve("libhotloop.so"));
    }

    @Test
    void recognisesGarbage() throws Exception {
        byte[] garbage = new byte[100_000];
        new Random(42).nextBytes(garbage);
        Path file = Files.write(folder.resolve("libhotloop.so"), garbage);

        assertThat(failure(file))
                .isEqualTo(file + " (-Dhotloop.library.path) cannot be loaded: the file is no library: it has no ELF"
                        + " header; -Dhotloop.native=off computes in Java");
    }

    /** Cut in the middle, dlopen maps the file and the JVM would die of SIGBUS. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.25, 0.5, 0.99})
    void recognisesAFileThatIsCutOff(double share) throws Exception {
        byte[] whole = Files.readAllBytes(library(folder));
        int size = (int) (share * whole.length);
        Path file = Files.write(folder.resolve("cut.so"), Arrays.copyOf(whole, size));

        assertThat(failure(file))
                .contains("the file is cut off: " + size + " bytes of " + whole.length)
                .contains(file.toString());
    }

    @Test
    void recognisesAnEmptyFile() throws Exception {
        assertThat(failure(Files.createFile(folder.resolve("empty.so"))))
                .contains("the file has 0 bytes, which is too short for a library");
    }

    @Test
    void saysWhatTheLinkerSaysAboutAnotherProcessor() throws Exception {
        byte[] other = Files.readAllBytes(library(folder));
        // e_machine: 183 is aarch64.
        other[18] = (byte) 183;
        Path file = Files.write(folder.resolve("aarch64.so"), other);

        assertThat(failure(file))
                .startsWith(file + " (-Dhotloop.library.path) cannot be loaded: ")
                .contains("cannot open shared object file")
                .endsWith("-Dhotloop.native=off computes in Java");
    }

    @Test
    void recognisesACutOffLibraryInAJar() throws Exception {
        Path resources = Files.createDirectories(folder.resolve("classes/META-INF/native/linux-x86_64"));
        byte[] whole = Files.readAllBytes(library(folder));
        Files.write(resources.resolve("libhotloop.so"), Arrays.copyOf(whole, whole.length / 2));

        Outcome outcome = run(childWithoutNatives(folder, folder.resolve("classes")));

        assertThat(outcome.assertFailed()).contains("the file is cut off").contains(Loading.RESOURCE);
        assertThat(outcome.attempts()).singleElement().asString().startsWith("there is no file ");
    }

    @Test
    void refusesAnotherAbi() throws Exception {
        Path file = compile(folder, "libhotloop.so", ABI.formatted(999));

        assertThat(failure(file))
                .isEqualTo(file + " (-Dhotloop.library.path) has version 999 of Hotloop's ABI, this hotloop-bindings"
                        + " needs " + Native.ABI_VERSION
                        + ": use the library and the jars of one Hotloop version;"
                        + " -Dhotloop.native=off computes in Java");
    }

    @Test
    void refusesAnotherAbiInJavaLibraryPathAndTellsWhereElseItLooked() throws Exception {
        compile(folder, "libhotloop.so", ABI.formatted(999));

        Outcome outcome = run(childWithoutNatives(folder).option("-Djava.library.path=" + folder));

        assertThat(outcome.assertFailed()).contains("version 999").contains("(java.library.path)");
        assertThat(outcome.attempts())
                .satisfiesExactly(
                        javaHome -> assertThat(javaHome)
                                .startsWith("there is no file ")
                                .endsWith("/lib/libhotloop.so"),
                        jar -> assertThat(jar)
                                .isEqualTo(
                                        "no hotloop-natives jar for linux-x86_64 is on the class path or module path"));
    }

    @Test
    void refusesALibraryOfSomebodyElse() throws Exception {
        Path file = compile(folder, "libhotloop.so", "int other(void) { return 0; }\n");

        assertThat(failure(file))
                .isEqualTo(file + " (-Dhotloop.library.path) is not a Hotloop library: it has no hl_abi_version");
    }

    /** As on a system without libgomp: what the library needs existed when it was linked, and is gone. */
    @Test
    void namesThePackageOfAMissingLibgomp() throws Exception {
        Path gomp = compile(folder, "libgomp.so.99", "int gomp(void) { return 0; }\n", "-Wl,-soname,libgomp.so.99");
        Path file = compile(
                folder,
                "libhotloop.so",
                "int gomp(void);\nint hl_abi_version(void) { return gomp(); }\n",
                gomp.toString());
        Files.delete(gomp);

        assertThat(failure(file))
                .contains("libgomp.so.99: cannot open shared object file: No such file or directory")
                .contains("libgomp1")
                .contains("apt-get install libgomp1");
    }

    @Test
    void saysWhichSymbolIsMissing() throws Exception {
        Path file = compile(
                folder,
                "libhotloop.so",
                "int nowhere(void);\nint hl_abi_version(void) { return nowhere(); }\n",
                "-Wl,-z,now");

        assertThat(failure(file)).contains("undefined symbol: nowhere");
    }

    @Test
    void isAnErrorForEveryCallNotOnlyTheFirst() throws Exception {
        Path file = compile(folder, "libhotloop.so", ABI.formatted(999));

        var result = ChildJvm.classPath(Calls.class.getName())
                .option("-Dhotloop.library.path=" + file)
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("java.lang.UnsatisfiedLinkError: " + file)
                        .contains("version 999"));
    }

    /** One error for all would show the first caller's stack, and keep what every caller suppresses. */
    @Test
    void isAnErrorOfItsOwnForEveryCall() throws Exception {
        Path file = compile(folder, "libhotloop.so", ABI.formatted(999));

        var result = ChildJvm.classPath(Compared.class.getName())
                .option("-Dhotloop.library.path=" + file)
                .run();

        assertThat(result.err()).isEmpty();
        assertThat(result.out().strip()).isEqualTo("different, same cause, cause is what was loaded");
    }

    /** A child's main class: asks twice for native memory, which needs the library. */
    static final class Calls {
        public static void main(String[] arguments) {
            System.out.println(failure());
            System.out.println(failure());
        }

        static UnsatisfiedLinkError failure() {
            try {
                NativeMemory.allocate(64, Arena.global());
            } catch (UnsatisfiedLinkError e) {
                return e;
            }
            throw new AssertionError("a broken library gave memory");
        }
    }

    /** A child's main class: compares the errors of two calls. */
    static final class Compared {
        public static void main(String[] arguments) {
            UnsatisfiedLinkError first = Calls.failure();
            UnsatisfiedLinkError second = Calls.failure();
            boolean stored = Native.load() instanceof LoadResult.Failed failed && first.getCause() == failed.error();
            System.out.println((first == second ? "same, " : "different, ")
                    + (first.getCause() == second.getCause() ? "same cause, " : "other cause, ")
                    + (stored ? "cause is what was loaded" : "cause is " + first.getCause()));
        }
    }
}
