/** What happens to one request: decide, answer, wrap, log. Open {@code RequestAuthorizer} first. */
@NullMarked
package io.sallyport.internal.request;

import org.jspecify.annotations.NullMarked;
