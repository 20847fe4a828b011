package io.hotloop.bench;

import java.util.Set;

/**
 * One way of doing a workload's work.
 *
 * @param name the variant's name, unique in its workload; upper case by custom
 * @param isNative true when compiled C does the work, false when Java does
 * @param parallel true when it uses the threads that it is given, false when it always uses one
 * @param sameWork true when it does the reference's work step by step; false when it reaches the result
 *     on another way (a closed form, say), so that its speed says nothing about loops: such a variant is
 *     timed but never taken for the best Java
 * @param tolerance how far its result may be from the reference's
 * @param modules modules of the JDK that its JVM must have resolved, none for most
 * @param availability whether it can run here
 */
public record Variant(
        String name,
        boolean isNative,
        boolean parallel,
        boolean sameWork,
        Tolerance tolerance,
        Set<String> modules,
        Availability availability) {
    /** Copies the set. */
    public Variant {
        modules = Set.copyOf(modules);
    }
}
