/** Offers the library of this jar; each platform's jar has a package of its own, as modules demand. */
package io.hotloop.natives.linux_x86_64;
