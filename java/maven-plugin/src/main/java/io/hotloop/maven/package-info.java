/** Goals for programs with kernels. They run in Maven's JVM, and what needs Hotloop in a JVM of its own. */
package io.hotloop.maven;
