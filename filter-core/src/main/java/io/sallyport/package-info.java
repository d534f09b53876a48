/**
 * The classes that web.xml, META-INF/services and applications name. Start with {@code
 * AuthenticationFilter} and {@code Sallyport}.
 */
@NullMarked
package io.sallyport;

import org.jspecify.annotations.NullMarked;
