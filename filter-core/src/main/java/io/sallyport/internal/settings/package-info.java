/**
 * web.xml text to one immutable, checked value. Open {@code Settings} first, then {@code Setting}.
 */
@NullMarked
package io.sallyport.internal.settings;

import org.jspecify.annotations.NullMarked;
