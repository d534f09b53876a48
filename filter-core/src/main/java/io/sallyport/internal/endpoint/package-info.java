/** Login, logout, token: the paths that we answer ourselves. Open {@code LoginEndpoint} first. */
@NullMarked
package io.sallyport.internal.endpoint;

import org.jspecify.annotations.NullMarked;
