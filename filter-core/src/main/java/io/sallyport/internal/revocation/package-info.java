/**
 * Which tokens and sessions are revoked: the copy of the store that this node keeps. Open {@code
 * RevocationList} first.
 */
@NullMarked
package io.sallyport.internal.revocation;

import org.jspecify.annotations.NullMarked;
