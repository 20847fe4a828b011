/**
 * Arrays in files: NumPy's {@code .npy} and {@code .npz}, and tables of text.
 *
 * <p>Every problem with a file is an {@link java.io.IOException} whose message begins with the path. Files are
 * replaced as a whole: a save that fails leaves the old one as it was.
 */
@NullMarked
package io.hotloop.data;

import org.jspecify.annotations.NullMarked;
