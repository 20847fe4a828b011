package io.hotloop.kernel;

import java.time.Duration;

/**
 * What the calls of a C function took, in all threads together. Those that have not ended are not in it.
 *
 * @param name C's name of it; also of a static or inlined function
 * @param file the name of the source that has it, without a folder; empty where it is not known
 * @param line where it begins, from 1; 0 where it is not known
 * @param calls how many there were
 * @param selfTime time in the function itself, without the functions of the same library that it called
 * @param totalTime time in the function and all that it called; of a recursion, that of the outermost call
 */
public record FunctionProfile(String name, String file, int line, long calls, Duration selfTime, Duration totalTime) {}
