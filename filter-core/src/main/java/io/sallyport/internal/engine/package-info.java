/** Asks each source in order and returns an {@code AuthResult}. Open {@code AuthEngine} first. */
@NullMarked
package io.sallyport.internal.engine;

import org.jspecify.annotations.NullMarked;
