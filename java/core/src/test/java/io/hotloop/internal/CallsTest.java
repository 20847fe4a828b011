package io.hotloop.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hotloop.HotloopException;
import io.hotloop.bindings.Status;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exception that belongs to each native status. */
class CallsTest {
    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(Status.EINVAL, IllegalArgumentException.class, "HL_EINVAL"),
                Arguments.of(Status.EBOUNDS, IndexOutOfBoundsException.class, "HL_EBOUNDS"),
                Arguments.of(Status.ENOMEM, OutOfMemoryError.class, "HL_ENOMEM"),
                Arguments.of(Status.ENOTSUP, UnsupportedOperationException.class, "HL_ENOTSUP"),
                Arguments.of(Status.ECANCELED, CancellationException.class, "was cancelled"),
                Arguments.of(Status.EINTERNAL, HotloopException.class, "HL_EINTERNAL"),
                Arguments.of(12345, HotloopException.class, "unknown"));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void everyFailureHasItsException(int status, Class<? extends Throwable> type, String text) {
        assertThatThrownBy(() -> Calls.check(status, "evolving 7 particles"))
                .isExactlyInstanceOf(type)
                .hasMessageContaining("evolving 7 particles")
                .hasMessageContaining(text);
    }

    @Test
    void successReturns() {
        assertThatCode(() -> Calls.check(Status.OK, "anything")).doesNotThrowAnyException();
    }

    @Test
    void theExceptionOfDefectsCarriesCodeAndName() {
        var thrown = (HotloopException) catchThrowable(() -> Calls.check(Status.EINTERNAL, "x"));
        assertThat(thrown.code()).isEqualTo(Status.EINTERNAL);
        assertThat(thrown.name()).isEqualTo("HL_EINTERNAL");
    }
}
