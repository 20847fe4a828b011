package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import io.hotloop.bindings.gen.HotloopH;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The constants written by hand against those that jextract read from hotloop.h. */
class StatusTest {
    @Test
    void hasTheStatusesOfTheHeader() throws IOException {
        Matcher members = Pattern.compile("enum hl_status \\{(.*?)};", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "native", "include", "hotloop.h")));
        assertThat(members.find()).isTrue();
        String names = Pattern.compile("HL_[A-Z]+(?= =)")
                .matcher(members.group(1))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("|"));
        Map<String, Integer> header = generated(names);

        assertThat(header).isNotEmpty();
        Map<String, Integer> written = Arrays.stream(Status.class.getFields())
                .collect(Collectors.toMap(field -> "HL_" + field.getName(), StatusTest::value));
        assertThat(written).isEqualTo(header);
        written.forEach((name, value) -> assertThat(Status.name(value)).isEqualTo(name));
    }

    @Test
    void namesWhatIsNoStatus() {
        assertThat(Status.name(-1)).isEqualTo("unknown");
        assertThat(Status.name(61)).isEqualTo("unknown");
        assertThat(Status.name(Integer.MAX_VALUE)).isEqualTo("unknown");
    }

    @Test
    void speaksTheAbiOfTheHeader() {
        assertThat(Native.ABI_VERSION).isEqualTo(HotloopH.HL_ABI_VERSION());
    }

    @Test
    void hasTheConstantsOfTheHeader() {
        Map<String, Integer> written = Arrays.stream(Downcalls.class.getFields())
                .collect(Collectors.toMap(field -> "HL_" + field.getName(), StatusTest::value));
        assertThat(written).isNotEmpty().isEqualTo(generated("HL_(PARTICLES|FUSED)_[A-Z0-9_]+"));
    }

    private static Map<String, Integer> generated(String pattern) {
        return Arrays.stream(HotloopH.class.getDeclaredMethods())
                .filter(method -> method.getName().matches(pattern))
                .collect(Collectors.toMap(Method::getName, StatusTest::value));
    }

    private static int value(Method method) {
        try {
            return (int) method.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.toString(), e);
        }
    }

    /** From the source's constant: reading Downcalls by reflection would load the library. */
    private static int value(Field field) {
        return switch (field.getName()) {
            case "PARTICLES_SCALAR" -> Downcalls.PARTICLES_SCALAR;
            case "PARTICLES_STRICT" -> Downcalls.PARTICLES_STRICT;
            case "PARTICLES_FAST" -> Downcalls.PARTICLES_FAST;
            case "FUSED_ADD" -> Downcalls.FUSED_ADD;
            case "FUSED_COMBINE" -> Downcalls.FUSED_COMBINE;
            case "FUSED_LENGTH" -> Downcalls.FUSED_LENGTH;
            case "FUSED_EXP" -> Downcalls.FUSED_EXP;
            case "FUSED_SIN2_COS2" -> Downcalls.FUSED_SIN2_COS2;
            default -> {
                try {
                    yield field.getInt(null);
                } catch (IllegalAccessException e) {
                    throw new AssertionError(field.toString(), e);
                }
            }
        };
    }
}
