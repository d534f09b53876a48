/** Handles one request: decides, answers, wraps, logs. Start with {@code RequestAuthorizer}. */
@NullMarked
package io.sallyport.internal.request;

import org.jspecify.annotations.NullMarked;
