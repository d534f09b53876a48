/**
 * Token text to {@code VerifiedToken} to identity; issuing. Open {@code TokenVerifier} first, then
 * {@code JwtSource}.
 */
@NullMarked
package io.sallyport.internal.jwt;

import org.jspecify.annotations.NullMarked;
