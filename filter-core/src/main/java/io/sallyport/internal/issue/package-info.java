/**
 * Tokens that are traded in once: refresh tokens, action tokens. Open {@code RefreshTokens} first.
 */
@NullMarked
package io.sallyport.internal.issue;

import org.jspecify.annotations.NullMarked;
