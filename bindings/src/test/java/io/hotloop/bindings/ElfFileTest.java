package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Recognising a cut-off library; the JVM's own is the whole one. */
class ElfFileTest {
    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "ELF files are Linux's")
    void findsNothingWrongWithAWholeFile() throws IOException {
        assertThat(ElfFile.defect(javaLibrary())).isNull();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "ELF files are Linux's")
    void findsAFileCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(javaLibrary());
        for (int size : new int[] {64, 4096, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, size));

            assertThat(ElfFile.defect(cut)).isEqualTo("the file is cut off: " + size + " bytes of " + whole.length);
        }
    }

    @Test
    void findsAFileTooShort() throws IOException {
        for (int size : new int[] {0, 1, 63}) {
            Path file = Files.write(folder.resolve("short"), new byte[size]);

            assertThat(ElfFile.defect(file))
                    .isEqualTo("the file has " + size + " bytes, which is too short for a library");
        }
    }

    @Test
    void findsAFileOfAnotherKind() throws IOException {
        Path file = Files.write(folder.resolve("other"), new byte[64]);

        assertThat(ElfFile.defect(file)).isEqualTo("the file is no library: it has no ELF header");
    }

    @Test
    void leavesOtherElfFilesToTheLinker() throws IOException {
        byte[] elf32 = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 1, 1}, 64);

        assertThat(ElfFile.defect(Files.write(folder.resolve("elf32"), elf32))).isNull();
    }

    private static Path javaLibrary() {
        return Path.of(System.getProperty("java.home"), "lib", "libjava.so");
    }
}
