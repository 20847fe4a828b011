package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What Hotloop says about itself, with a native library and without. */
class HotloopTest {
    @Test
    void infoIsConsistent() {
        HotloopInfo info = Hotloop.info();
        assertThat(info.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(info.threads()).isEqualTo(Threads.count());
        assertThat(info.java()).contains(Runtime.version().toString());
        assertThat(info.os()).contains(System.getProperty("os.name"));
        assertThat(info.cpu()).isNotBlank();
        assertThat(info.numericsVersion()).isEqualTo(Hotloop.NUMERICS_VERSION);
        if (info.nativeLoaded()) {
            assertThat(info.reason()).isNull();
            assertThat(info.libraryPath()).matches(Files::isRegularFile, "is a file");
            assertThat(info.libraryOrigin()).isNotBlank();
            assertThat(info.tiers()).isNotEmpty().contains(info.tier());
        } else {
            assertThat(info.reason()).isNotBlank();
            assertThat(info.libraryPath()).isNull();
            assertThat(info.libraryOrigin()).isNull();
            assertThat(info.tier()).isNull();
            assertThat(info.tiers()).isEmpty();
        }
    }

    @Test
    void nativeIsUsedUnlessSwitchedOff() {
        boolean off = "off".equals(System.getProperty("hotloop.native"));
        assertThat(Hotloop.info().nativeLoaded())
                .as("reason: %s", Hotloop.info().reason())
                .isEqualTo(!off);
    }
}
