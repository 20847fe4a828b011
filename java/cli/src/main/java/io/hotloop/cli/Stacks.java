package io.hotloop.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What was seen, by stack: the outermost place first.
 *
 * @param weights how much each stack has: nanoseconds, or bytes
 */
record Stacks(Map<List<Place>, Long> weights) {
    /** A part of it: of its own, and with all that was called. */
    record Weight(long self, long total) {
        private Weight plus(Weight other) {
            return new Weight(self + other.self, total + other.total);
        }
    }

    long total() {
        return weights.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By what a place belongs to; what stands on a stack several times counts once. */
    <K> Map<K, Weight> by(Function<Place, K> key) {
        var sums = new HashMap<K, Weight>();
        weights.forEach((stack, weight) -> {
            var seen = new HashSet<K>();
            for (Place place : stack) {
                if (seen.add(key.apply(place))) {
                    sums.merge(key.apply(place), new Weight(0, weight), Weight::plus);
                }
            }
            if (!stack.isEmpty()) {
                sums.merge(key.apply(stack.getLast()), new Weight(weight, 0), Weight::plus);
            }
        });
        return sums;
    }

    /** How much each call has, with all that is called; a call that stands on a stack several times counts once. */
    <K> Map<K, Long> calls(BiFunction<Place, Place, K> key) {
        var sums = new HashMap<K, Long>();
        weights.forEach((stack, weight) -> {
            var seen = new HashSet<K>();
            for (int i = 1; i < stack.size(); i++) {
                K call = key.apply(stack.get(i - 1), stack.get(i));
                if (seen.add(call)) {
                    sums.merge(call, weight, Long::sum);
                }
            }
        });
        return sums;
    }
}
