package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many threads a call may use: scopes here; settings in ThreadsSettingIT of tests/java. */
class ThreadsTest {
    @Test
    void withHoldsForTheOperationAndNests() {
        int before = Threads.count();
        int sum = Threads.with(3, () -> {
            int outer = Threads.count();
            int inner = Threads.with(7, Threads::count);
            return 100 * outer + 10 * inner + Threads.count();
        });
        assertThat(sum).isEqualTo(373);
        assertThat(Threads.count()).isEqualTo(before).isPositive();
    }

    @Test
    void withPassesExceptionsOnAndEndsItsScope() {
        int before = Threads.count();
        assertThatThrownBy(() -> Threads.with(3, () -> {
                    throw new IOException("disk");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThat(Threads.count()).isEqualTo(before);
    }

    @Test
    void anotherThreadHasItsOwnCount() throws InterruptedException {
        int before = Threads.count();
        var seen = new int[1];
        Threads.with(Threads.MAX, () -> {
            var thread = Thread.ofPlatform().start(() -> seen[0] = Threads.count());
            thread.join();
            return null;
        });
        assertThat(seen[0]).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE})
    void countsOutsideTheRangeAreRefusedWithTheirValue(int count) {
        assertThatThrownBy(() -> Threads.with(count, () -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count is " + count);
    }
}
