package io.hotloop.cli;

import org.jspecify.annotations.Nullable;

/**
 * A function of a profile.
 *
 * @param function what it is called
 * @param isC whether it is a function of C
 * @param isCounted whether it is of a kernel, which counts and times itself
 * @param file its source; empty where that is not known
 * @param line where it begins; 0 where that is not known
 * @param calls how often it was called; null where nobody counted
 * @param perCall nanoseconds of a call with all that it called; null where nobody measured
 * @param self nanoseconds in itself
 * @param total nanoseconds in itself and all that it called
 */
record ProfileRow(
        String function,
        boolean isC,
        boolean isCounted,
        String file,
        int line,
        @Nullable Long calls,
        @Nullable Double perCall,
        long self,
        long total) {}
