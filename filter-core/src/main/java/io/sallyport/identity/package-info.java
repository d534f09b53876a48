/** Who the caller is: name, roles, credential. Open {@code AuthPrincipal} first. */
@NullMarked
package io.sallyport.identity;

import org.jspecify.annotations.NullMarked;
