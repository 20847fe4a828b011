package io.hotloop.cli;

/**
 * A line of a user's source.
 *
 * @param file the file's name, without a folder
 * @param line from 1
 */
record SourceLine(String file, int line) {}
