/**
 * Reads what a client sent: headers, lists, media types, the body. The time is linear in its
 * length, and no text makes it fail. Open {@code Authorization} first.
 */
@NullMarked
package io.sallyport.internal.http;

import org.jspecify.annotations.NullMarked;
