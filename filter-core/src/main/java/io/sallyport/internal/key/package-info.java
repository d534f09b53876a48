/**
 * Finds the key for a token: from text, from a file or the web, read again in the background. Open
 * {@code VerificationKeys} first, then {@code RefreshedKeys}.
 */
@NullMarked
package io.sallyport.internal.key;

import org.jspecify.annotations.NullMarked;
