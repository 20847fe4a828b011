package io.hotloop.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit of native memory by the setting, and by what Linux tells of machine and container. */
class MemoryLimitTest {
    private static final long MB = 1L << 20;
    private static final long GB = 1L << 30;

    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A machine of 20 GB. */
    private void machine() throws IOException {
        file("proc/meminfo", "MemTotal:       20971520 kB\nMemFree:        1 kB\n");
    }

    private long limit(long maxHeap) {
        return MemoryLimit.of(null, maxHeap, root);
    }

    @Test
    void isWhatThePropertySays() {
        assertThat(MemoryLimit.of(" 1500000000 ", GB, root)).isEqualTo(1_500_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1g", "0", "-1", "9223372036854775808"})
    void refusesWhatIsNoNumberOfBytes(String value) {
        assertThatThrownBy(() -> MemoryLimit.of(value, GB, root))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dhotloop.memory.limit is \"" + value + "\": it takes a number of bytes, at least 1");
    }

    @Test
    void leavesTheHeapAndATenthOfTheMachine() throws IOException {
        machine();
        assertThat(limit(5 * GB)).isEqualTo(13 * GB);
        assertThat(MemoryLimit.of(" ", 5 * GB, root)).isEqualTo(13 * GB);
    }

    @Test
    void leavesAtLeast256MegaBytesOfASmallMachine() throws IOException {
        file("proc/meminfo", "MemTotal:        1048576 kB\n");
        assertThat(limit(256 * MB)).isEqualTo(512 * MB);
    }

    @ParameterizedTest
    @ValueSource(longs = {19 * GB, 30 * GB, Long.MAX_VALUE})
    void isAtLeast256MegaBytes(long maxHeap) throws IOException {
        machine();
        assertThat(limit(maxHeap)).isEqualTo(256 * MB);
    }

    /** With a namespace of its own, a container sees its group as the root. */
    @Test
    void knowsTheContainer() throws IOException {
        machine();
        file("proc/self/cgroup", "0::/\n");
        file("sys/fs/cgroup/memory.max", 10 * GB + "\n");
        assertThat(limit(2 * GB)).isEqualTo(7 * GB);
    }

    @Test
    void knowsTheGroupsAboveItsOwn() throws IOException {
        machine();
        file("proc/self/cgroup", "0::/user.slice/a.scope\n");
        file("sys/fs/cgroup/user.slice/memory.max", 10 * GB + "\n");
        file("sys/fs/cgroup/user.slice/a.scope/memory.max", "max\n");
        assertThat(limit(2 * GB)).isEqualTo(7 * GB);
    }

    @Test
    void knowsVersion1OfControlGroups() throws IOException {
        machine();
        file("proc/self/cgroup", "5:cpu:/x\n4:memory:/docker/c\n0::/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", 10 * GB + "\n");
        assertThat(limit(2 * GB)).isEqualTo(7 * GB);
    }

    @Test
    void ignoresAGroupWithoutALimit() throws IOException {
        machine();
        file("proc/self/cgroup", "4:memory:/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(limit(5 * GB)).isEqualTo(13 * GB);
    }

    @Test
    void isNoneWhereTheMachineDoesNotTell() {
        assertThat(limit(GB)).isEqualTo(Long.MAX_VALUE);
    }
}
