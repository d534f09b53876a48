/** What an application may replace. Open {@code TokenStore} first. */
@NullMarked
package io.sallyport.spi;

import org.jspecify.annotations.NullMarked;
