/**
 * What web.xml and applications name; joins the parts and writes the answers. Open {@code
 * AuthenticationFilter} first, then {@code Assembly}.
 */
@NullMarked
package io.sallyport;

import io.sallyport.internal.startup.Assembly;
import org.jspecify.annotations.NullMarked;
