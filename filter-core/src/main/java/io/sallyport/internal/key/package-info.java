/** Finds the key for a token. Open {@code VerificationKeys} first. */
@NullMarked
package io.sallyport.internal.key;

import org.jspecify.annotations.NullMarked;
