package io.hotloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hotloop.internal.array.Blocks;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who owns an array, how long it can be used, and what an owner's end does. */
class ArrayScopeTest {
    /** Sizes in elements: cut from a slab, from a larger slab, a block of its own, one on huge pages. */
    private static final int[] SIZES = {1, 10, 300, 8_192, 8_193, 300_000};

    private static boolean isOpen(NdArray array) {
        return array.view.segment().scope().isAlive();
    }

    /** Has the values 0, 1, 2 … */
    private static NdArray counting(int n) {
        NdArray array = NdArray.empty(n);
        for (int i = 0; i < n; i++) {
            array.view.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, i);
        }
        return array;
    }

    private static double[] values(NdArray array) {
        return array.view.segment().toArray(ValueLayout.JAVA_DOUBLE);
    }

    private static double[] count(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> i);
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 300, 8_192, 8_193, 300_000})
    void freesItsArraysAndNoOthers(int n) {
        NdArray before = counting(n);
        NdArray inside;
        try (var scope = ArrayScope.open()) {
            inside = counting(n);
            assertThat(isOpen(inside)).as("in %s", scope).isTrue();
        }
        assertThat(isOpen(inside)).isFalse();
        NdArray after = counting(n);
        assertThat(isOpen(before)).isTrue();
        assertThat(values(before)).isEqualTo(count(n));
        assertThat(values(after)).isEqualTo(count(n));
        assertThatThrownBy(() -> inside.view.segment().fill((byte) 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesTheArraysOfOneScopeMemoryOfTheirOwn() {
        try (var scope = ArrayScope.open()) {
            var arrays = new ArrayList<NdArray>();
            for (int round = 0; round < 20; round++) {
                for (int n : SIZES) {
                    arrays.add(counting(n));
                }
            }
            for (int i = 0; i < arrays.size(); i++) {
                assertThat(values(arrays.get(i))).as("in %s", scope).isEqualTo(count(SIZES[i % SIZES.length]));
            }
        }
    }

    @Test
    void nests() {
        NdArray outer;
        NdArray inner;
        try (var first = ArrayScope.open()) {
            try (var second = ArrayScope.open()) {
                inner = counting(10);
                assertThat(second.toString()).isNotEqualTo(first.toString());
            }
            outer = counting(10);
            assertThat(isOpen(inner)).isFalse();
            assertThat(isOpen(outer)).isTrue();
        }
        assertThat(isOpen(outer)).isFalse();
        assertThat(isOpen(counting(10))).isTrue();
    }

    @Test
    void closesScopesThatWereLeftOpenInside() {
        ArrayScope outer = ArrayScope.open();
        ArrayScope inner = ArrayScope.open();
        NdArray array = counting(10);
        outer.close();
        assertThat(isOpen(array)).isFalse();
        assertThat(inner.toString()).endsWith(", closed");
        inner.close();
        outer.close();
    }

    @Test
    void leavesArraysOfAnArenaAlone() {
        try (Arena arena = Arena.ofConfined()) {
            NdArray array;
            try (var scope = ArrayScope.open()) {
                array = NdArray.zeros(arena, DType.FLOAT64, 10);
                assertThat(scope.keep(array)).isSameAs(array);
            }
            assertThat(isOpen(array)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 300, 8_192, 8_193, 300_000})
    void handsOutAnArray(int n) {
        NdArray kept;
        try (var scope = ArrayScope.open()) {
            kept = scope.keep(counting(n));
            counting(n);
        }
        // Memory that the scope gave back would be used by these.
        try (var _ = ArrayScope.open()) {
            NdArray.full(-1.0, n);
            NdArray.full(-1.0, n);
        }
        assertThat(isOpen(kept)).isTrue();
        assertThat(values(kept)).isEqualTo(count(n));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300_000})
    void handsOutToTheScopeAround(int n) {
        NdArray kept;
        try (var _ = ArrayScope.open()) {
            try (var inner = ArrayScope.open()) {
                kept = inner.keep(counting(n));
            }
            assertThat(values(kept)).isEqualTo(count(n));
        }
        assertThat(isOpen(kept)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300_000})
    void handsOutFromAScopeInside(int n) {
        NdArray kept;
        try (var outer = ArrayScope.open()) {
            try (var _ = ArrayScope.open()) {
                kept = outer.keep(counting(n));
            }
        }
        assertThat(isOpen(kept)).isTrue();
        assertThat(values(kept)).isEqualTo(count(n));
    }

    @Test
    void handsLargeArraysOutWithoutACopy() {
        try (var scope = ArrayScope.open()) {
            NdArray array = counting(300_000);
            NdArray kept = scope.keep(array);
            boolean same = kept.view.segment().address() == array.view.segment().address();
            assertThat(same).isEqualTo(Hotloop.info().nativeLoaded());
            // Until the close both can be used, so its memory must not go back even when one is garbage.
            assertThat(values(array)).isEqualTo(values(kept));
        }
    }

    /** The new owner may be dead before the scope is closed. */
    @Test
    void keepsTheMemoryOfWhatWasHandedOutWhileTheScopeIsOpen() throws InterruptedException {
        try (var scope = ArrayScope.open()) {
            NdArray array = counting(300_000);
            scope.keep(array);
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(20);
                try (var _ = ArrayScope.open()) {
                    NdArray.full(-1.0, 300_000);
                }
            }
            assertThat(values(array)).isEqualTo(count(300_000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300_000})
    void keepsTheBaseOfAView(int n) {
        NdArray kept;
        try (var scope = ArrayScope.open()) {
            kept = scope.keep(counting(n).reshape(n / 2, 2).transpose());
        }
        assertThat(kept.shape()).containsExactly(2, n / 2);
        assertThat(kept.strides()).containsExactly(8, 16);
        assertThat(values(kept)).isEqualTo(count(n));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 300_000})
    void keepsAnArrayReadOnly(int n) {
        try (var scope = ArrayScope.open()) {
            NdArray array = NdArray.wrap(counting(n).view.segment().asReadOnly(), DType.FLOAT64, n);
            assertThat(scope.keep(array).isReadOnly()).isTrue();
        }
    }

    @Test
    void callFreesAllButTheResult() {
        var temporary = new AtomicReference<NdArray>();
        NdArray result = ArrayScope.call(() -> {
            temporary.set(counting(10));
            return counting(20);
        });
        assertThat(isOpen(temporary.get())).isFalse();
        assertThat(values(result)).isEqualTo(count(20));
    }

    @Test
    void callKnowsArraysAndListsOfArrays() {
        NdArray[] several = ArrayScope.call(() -> new NdArray[] {counting(1), null, counting(300_000)});
        assertThat(values(several[0])).isEqualTo(count(1));
        assertThat(several[1]).isNull();
        assertThat(values(several[2])).isEqualTo(count(300_000));

        ArrayList<NdArray> list = ArrayScope.call(() -> new ArrayList<>(List.of(counting(1), counting(2))));
        assertThat(values(list.get(1))).isEqualTo(count(2));

        List<NdArray> immutable = ArrayScope.call(() -> List.of(counting(1), counting(2)));
        assertThat(values(immutable.get(0))).isEqualTo(count(1));
        assertThat(values(immutable.get(1))).isEqualTo(count(2));
    }

    @Test
    void callLeavesOtherResultsAlone() {
        NdArray outside = counting(10);
        assertThat(ArrayScope.call(() -> outside)).isSameAs(outside);
        assertThat(ArrayScope.<String, RuntimeException>call(() -> "text")).isEqualTo("text");
        assertThat(ArrayScope.<String, RuntimeException>call(() -> null)).isNull();
    }

    @Test
    void callThrowsWhatTheWorkThrowsAndFreesAll() {
        var temporary = new AtomicReference<NdArray>();
        assertThatThrownBy(() -> ArrayScope.call(() -> {
                    temporary.set(counting(10));
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThat(isOpen(temporary.get())).isFalse();
        assertThat(isOpen(counting(1))).isTrue();
    }

    @Test
    void namesWhereItWasOpened() {
        int line;
        NdArray array;
        NdArray called;
        try (var scope = ArrayScope.open()) {
            line = lineBefore();
            array = counting(10);
            assertThat(scope).hasToString("ArrayScope opened at " + place("namesWhereItWasOpened", line));
        }
        assertThat(Blocks.closed(array.view.segment(), new IllegalStateException("Already closed")))
                .hasMessage("the array is closed, with the scope that was opened at "
                        + place("namesWhereItWasOpened", line))
                .hasRootCauseMessage("Already closed");
        var leaked = new AtomicReference<NdArray>();
        ArrayScope.call(() -> {
            leaked.set(counting(10));
            return null;
        });
        called = leaked.get();
        assertThatThrownBy(() -> called.getDouble(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching(
                        ".* opened at io.hotloop.ArrayScopeTest.namesWhereItWasOpened.ArrayScopeTest.java:.*");
    }

    /** The number of the line before the one that calls this. */
    private static int lineBefore() {
        return new Throwable().getStackTrace()[1].getLineNumber() - 1;
    }

    private static String place(String method, int line) {
        return ArrayScopeTest.class.getName() + "." + method + "(ArrayScopeTest.java:" + line + ")";
    }

    @Test
    void everyUseNamesWhereItWasOpened() {
        NdArray a;
        NdArray indexes;
        try (var _ = ArrayScope.open()) {
            a = counting(10);
            indexes = NdArray.of(1, 2);
        }
        NdArray open = counting(10);
        List<ThrowingCallable> uses = List.of(
                () -> a.add(1),
                () -> open.add(a),
                () -> open.add(open, a),
                () -> a.setLong(1, 0),
                a::sum,
                a::sumAsDouble,
                a::cumsum,
                a::copy,
                a::nonzero,
                a::toDoubleArray,
                () -> open.get(indexes),
                () -> open.get(a.gt(1)),
                () -> a.set(1),
                () -> open.addAt(1, indexes));
        for (ThrowingCallable use : uses) {
            assertThatThrownBy(use).hasMessageContaining("everyUseNamesWhereItWasOpened");
        }
    }

    @Test
    void namesWhereItWasOpenedAfterThousandsOfOthers() {
        NdArray array;
        try (var _ = ArrayScope.open()) {
            array = counting(10);
        }
        for (int i = 0; i < 10_000; i++) {
            try (var _ = ArrayScope.open()) {
                NdArray.empty(1);
            }
        }
        assertThatThrownBy(() -> array.getDouble(0))
                .hasMessageContaining("namesWhereItWasOpenedAfterThousandsOfOthers");
    }

    @Test
    void explainsTheEndOfAnArenaToo() {
        NdArray array;
        try (Arena arena = Arena.ofConfined()) {
            array = NdArray.zeros(arena, DType.FLOAT64, 10);
        }
        assertThatThrownBy(() -> array.getDouble(0)).hasMessage("the array is closed, with the arena that owned it");
        var other = new IllegalStateException("something else");
        assertThat(Blocks.closed(counting(1).view.segment(), other)).isSameAs(other);
    }

    @Test
    void everyUseByAnotherThreadNamesTheArrayAndWhoOpenedItsScope() throws Exception {
        NdArray open = counting(10);
        NdArray table = counting(12).reshape(3, 4);
        String user = Thread.currentThread().getName();
        try (var opener = Executors.newSingleThreadExecutor(task -> new Thread(task, "the opener"))) {
            var scope = new AtomicReference<ArrayScope>();
            NdArray a = opener.submit(() -> {
                        scope.set(ArrayScope.open());
                        ArrayScope.open();
                        return counting(10);
                    })
                    .get();
            NdArray indexes = opener.submit(() -> NdArray.of(1, 2)).get();
            List<ThrowingCallable> uses = List.of(
                    () -> a.add(1),
                    () -> open.add(a),
                    () -> open.add(open, a),
                    () -> a.setLong(1, 0),
                    () -> a.getDouble(0),
                    a::sum,
                    a::sumAsDouble,
                    a::cumsum,
                    a::copy,
                    a::nonzero,
                    a::toDoubleArray,
                    () -> a.get(NdArray.of(1, 2)),
                    () -> a.set(1),
                    () -> a.addAt(1, NdArray.of(1, 2)));
            for (ThrowingCallable use : uses) {
                assertThatThrownBy(use)
                        .isInstanceOf(WrongThreadException.class)
                        .hasMessageMatching(
                                "NdArray float64\\[10] is another thread's: it belongs to the scope that thread"
                                        + " \"the opener\" opened at .*everyUseByAnotherThread.*ArrayScopeTest.java:\\d+\\), not to"
                                        + " ArrayScope.shared\\(\\), and was used by thread \"" + user + "\"");
            }
            assertThatThrownBy(() -> table.get(indexes))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessageStartingWith("NdArray int32[2] is another thread's");
            assertThat(a).hasToString("NdArray float64[10] of another thread");
            opener.submit(() -> scope.get().close()).get();
        }
    }

    @Test
    void useOfAnotherThreadsArenaSaysSo() throws Exception {
        String user = Thread.currentThread().getName();
        try (var opener = Executors.newSingleThreadExecutor()) {
            Arena arena = opener.submit(Arena::ofConfined).get();
            NdArray a = opener.submit(() -> NdArray.ones(arena, DType.FLOAT64, 2, 3))
                    .get();
            assertThatThrownBy(a::sum)
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessage(
                            "NdArray float64[2,3] is another thread's, to which its arena is confined, and was used by"
                                    + " thread \"" + user + "\"");
            assertThatThrownBy(() -> NdArray.zeros(arena, DType.FLOAT64, 100_000))
                    .isInstanceOf(WrongThreadException.class)
                    .hasMessageStartingWith("the arena is another thread's, to which it is confined, and was used by"
                            + " thread \"" + user + "\"");
            opener.submit(arena::close).get();
        }
    }

    @Test
    void confinesItsArraysToItsThread() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor();
                var scope = ArrayScope.open()) {
            NdArray array = counting(10);
            assertThatThrownBy(() -> threads.submit(() -> values(array)).get())
                    .hasRootCauseInstanceOf(WrongThreadException.class);
            assertThatThrownBy(() -> threads.submit(scope::close).get())
                    .hasRootCauseInstanceOf(WrongThreadException.class);
            assertThatThrownBy(() -> threads.submit(() -> scope.keep(array)).get())
                    .hasRootCauseInstanceOf(WrongThreadException.class);
            NdArray others = threads.submit(() -> counting(10)).get();
            assertThat(values(others)).isEqualTo(count(10));
        }
    }

    @Test
    void sharedLetsOtherThreadsRead() throws Exception {
        NdArray array;
        try (var threads = Executors.newSingleThreadExecutor()) {
            try (var scope = ArrayScope.shared()) {
                array = counting(10);
                assertThat(threads.submit(() -> values(array)).get())
                        .as("in %s", scope)
                        .isEqualTo(count(10));
            }
            assertThatThrownBy(() -> threads.submit(() -> array.getDouble(0)).get())
                    .rootCause()
                    .hasMessage("Already closed");
            assertThatThrownBy(() -> threads.submit(() -> array.getDouble(0)).get())
                    .cause()
                    .hasMessageContaining("sharedLetsOtherThreadsRead");
        }
    }

    @Test
    void cannotKeepOnceClosed() {
        ArrayScope scope = ArrayScope.open();
        NdArray array = counting(1);
        scope.close();
        assertThatThrownBy(() -> scope.keep(array))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannotKeepOnceClosed");
    }
}
