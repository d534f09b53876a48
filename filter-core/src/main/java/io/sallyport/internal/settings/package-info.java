/**
 * Reads the text of web.xml into one immutable, checked value. Open {@code Settings} and {@code
 * Setting} first.
 */
@NullMarked
package io.sallyport.internal.settings;

import org.jspecify.annotations.NullMarked;
