/** Strict JSON to plain maps, and back. Open {@code StrictJson} first. */
@NullMarked
package io.sallyport.internal.json;

import org.jspecify.annotations.NullMarked;
