/**
 * Reads the caller from the container session, and writes it there at login. Open {@code
 * SessionSource} first.
 */
@NullMarked
package io.sallyport.internal.session;

import org.jspecify.annotations.NullMarked;
