/** What runs inside JMH's forks. Nothing outside this module calls it. */
@NullMarked
package io.hotloop.bench.jmh;

import org.jspecify.annotations.NullMarked;
