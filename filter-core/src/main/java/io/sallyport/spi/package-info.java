/**
 * What an application can replace: the token store and the password check. Open {@code TokenStore}
 * first.
 */
@NullMarked
package io.sallyport.spi;

import org.jspecify.annotations.NullMarked;
