/** Who the caller is: name, roles, where it came from. Open {@code AuthPrincipal} first. */
@NullMarked
package io.sallyport.identity;

import org.jspecify.annotations.NullMarked;
