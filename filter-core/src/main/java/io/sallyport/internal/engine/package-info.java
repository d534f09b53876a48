/**
 * Asks each credential source in order and returns an AuthResult. Open {@code AuthEngine} first.
 */
@NullMarked
package io.sallyport.internal.engine;

import org.jspecify.annotations.NullMarked;
