package io.hotloop.tests.loading;

import static io.hotloop.tests.loading.Loading.child;
import static io.hotloop.tests.loading.Loading.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.tests.loading.Loading.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CPU tier by property and environment: it can only be lowered, and an unknown name is an error. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "the tiers of x86-64")
class TierIT {
    private static final String NAMES = "x86_64_v2, x86_64_v3, x86_64_v4";

    @TempDir
    Path folder;

    @Test
    void isTheBestOfThisProcessor() throws Exception {
        Outcome outcome = run(child(folder)).assertLoaded();

        assertThat(outcome.value("tiers")).endsWith(outcome.value("tier") + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x86_64_v2", "v2", " v2 "})
    void isLoweredByTheProperty(String name) throws Exception {
        Outcome outcome = run(child(folder).option("-Dhotloop.tier=" + name)).assertLoaded();

        assertThat(outcome.value("tier")).isEqualTo("x86_64_v2");
    }

    @Test
    void isLoweredByTheVariable() throws Exception {
        assertThat(run(child(folder).environment("HOTLOOP_TIER", "v2"))
                        .assertLoaded()
                        .value("tier"))
                .isEqualTo("x86_64_v2");
    }

    @Test
    void followsThePropertyRatherThanTheVariable() throws Exception {
        Outcome outcome = run(child(folder).option("-Dhotloop.tier=v2").environment("HOTLOOP_TIER", "nonsense"))
                .assertLoaded();

        assertThat(outcome.value("tier")).isEqualTo("x86_64_v2");
    }

    @Test
    void isNeverRaised() throws Exception {
        Outcome outcome = run(child(folder).option("-Dhotloop.tier=v4")).assertLoaded();

        assertThat(outcome.value("tiers")).endsWith(outcome.value("tier") + "]");
    }

    @Test
    void namesTheTiersWhenThePropertyHasAnother() throws Exception {
        assertThat(run(child(folder).option("-Dhotloop.tier=v9")).assertFailed())
                .isEqualTo("-Dhotloop.tier=v9: there is no such tier, this library has " + NAMES);
    }

    @Test
    void namesTheTiersWhenTheVariableHasAnother() throws Exception {
        assertThat(run(child(folder).environment("HOTLOOP_TIER", "avx")).assertFailed())
                .isEqualTo("HOTLOOP_TIER=avx: there is no such tier, this library has " + NAMES);
    }
}
