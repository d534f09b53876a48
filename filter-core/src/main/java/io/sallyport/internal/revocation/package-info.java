/**
 * What was taken back: this node's copy, kept up to date from the store. Open {@code
 * RevocationList} first.
 */
@NullMarked
package io.sallyport.internal.revocation;

import org.jspecify.annotations.NullMarked;
