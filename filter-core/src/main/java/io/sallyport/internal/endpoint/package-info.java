/**
 * The paths that we answer ourselves: login, logout, tokens, action links. Open {@code
 * LoginEndpoint} first.
 */
@NullMarked
package io.sallyport.internal.endpoint;

import org.jspecify.annotations.NullMarked;
