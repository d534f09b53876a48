/**
 * Verifies a token text and reads the caller from the verified token. Open {@code TokenVerifier}
 * first.
 */
@NullMarked
package io.sallyport.internal.jwt;

import org.jspecify.annotations.NullMarked;
