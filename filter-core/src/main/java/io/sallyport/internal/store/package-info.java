/** Stores that ship with the library. Open {@code InMemoryTokenStore} first. */
@NullMarked
package io.sallyport.internal.store;

import org.jspecify.annotations.NullMarked;
