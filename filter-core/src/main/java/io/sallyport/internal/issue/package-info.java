/**
 * Issues, exchanges and revokes our own tokens. Open {@code TokenIssuer} and {@code TokenRevoker}
 * first.
 */
@NullMarked
package io.sallyport.internal.issue;

import org.jspecify.annotations.NullMarked;
