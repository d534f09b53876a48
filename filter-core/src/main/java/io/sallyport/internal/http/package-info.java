/**
 * Reads what a client sent in linear time: headers, lists, media types, the body. Open {@code
 * Authorization} first.
 */
@NullMarked
package io.sallyport.internal.http;

import org.jspecify.annotations.NullMarked;
