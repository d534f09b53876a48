/**
 * What web.xml, META-INF/services and applications name. Open {@code AuthenticationFilter} and
 * {@code Sallyport} first.
 */
@NullMarked
package io.sallyport;

import org.jspecify.annotations.NullMarked;
