package io.hotloop.cli;

/**
 * A line of a user's source.
 *
 * @param file the file's name, without a folder; of Java with the folders of its package
 * @param line from 1
 */
record SourceLine(String file, int line) {}
