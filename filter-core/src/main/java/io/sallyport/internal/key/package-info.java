/**
 * Finds the key for a token: in a text, in a file or on the web, read again in the background. Open
 * {@code VerificationKeys} and {@code RefreshedKeys} first.
 */
@NullMarked
package io.sallyport.internal.key;

import org.jspecify.annotations.NullMarked;
