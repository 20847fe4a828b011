/** From an interface to calls: signatures, the C made of them, compiling, caching, the bytecode of the calls. */
@NullMarked
package io.hotloop.kernel.internal;

import org.jspecify.annotations.NullMarked;
