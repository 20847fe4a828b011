package io.hotloop;

/**
 * How much off-heap memory Hotloop's arrays take; see {@link Hotloop#memory()}. All of it counts, whoever
 * owns it: the collector, a scope, an arena. What was wrapped or mapped does not.
 *
 * @param live bytes of arrays that are in use or not known to be garbage yet; small arrays share slabs of
 *     16 KB, which count as a whole
 * @param pooled bytes of freed arrays that are kept for the next ones; given back when they were not used for
 *     five seconds, when the limit is near, and by {@link Hotloop#trim()}
 * @param peak the most that {@code live} has been
 * @param limit the most that {@code live + pooled} may be, see the property {@code hotloop.memory.limit};
 *     {@link Long#MAX_VALUE} where the system does not tell its memory
 * @param collections how often Hotloop asked the JVM for a garbage collection
 * @param explicitGcIgnored whether the last one that was asked for did not happen, because of
 *     {@code -XX:+DisableExplicitGC}: garbage is freed late then. False while none was needed
 */
public record MemoryInfo(long live, long pooled, long peak, long limit, long collections, boolean explicitGcIgnored) {}
