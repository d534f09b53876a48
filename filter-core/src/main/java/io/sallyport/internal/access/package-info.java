/**
 * Method and path to required roles; hostile request lines; cross-site requests. Open {@code
 * AccessRules} first.
 */
@NullMarked
package io.sallyport.internal.access;

import org.jspecify.annotations.NullMarked;
