/** Background work that ends with the application. Open {@code Background} first. */
@NullMarked
package io.sallyport.internal.background;

import org.jspecify.annotations.NullMarked;
