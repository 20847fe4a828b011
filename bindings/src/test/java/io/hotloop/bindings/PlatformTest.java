package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that JVMs give to systems and processors, and what packaging calls them. */
class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64, libhotloop.so",
        "Linux, x86_64, linux-x86_64, libhotloop.so",
        "Linux, aarch64, linux-aarch_64, libhotloop.so",
        "Windows 11, amd64, windows-x86_64, hotloop.dll",
        "Windows Server 2025, amd64, windows-x86_64, hotloop.dll",
        "Mac OS X, aarch64, osx-aarch_64, libhotloop.dylib",
    })
    void knowsWhatHotloopIsPackagedFor(String osName, String osArch, String classifier, String fileName) {
        Platform platform = Platform.of(osName, osArch).orElseThrow();

        assertThat(platform.classifier()).isEqualTo(classifier);
        assertThat(platform.fileName()).isEqualTo(fileName);
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Linux, i386", "Mac OS X, x86_64", "Windows 11, aarch64", "FreeBSD, amd64", "'', ''"})
    void knowsNoOther(String osName, String osArch) {
        assertThat(Platform.of(osName, osArch)).isEmpty();
    }

    @Test
    void namesTheFileAsThisJvmDoes() {
        Platform.of(System.getProperty("os.name"), System.getProperty("os.arch"))
                .ifPresent(here -> assertThat(here.fileName()).isEqualTo(System.mapLibraryName("hotloop")));
    }
}
