/** Container session to identity, and back at login. Open {@code SessionSource} first. */
@NullMarked
package io.sallyport.internal.session;

import org.jspecify.annotations.NullMarked;
