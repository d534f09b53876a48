/**
 * Maps method and path to required roles; rejects ambiguous request lines and cross-site requests.
 * Open {@code AccessRules} first.
 */
@NullMarked
package io.sallyport.internal.access;

import org.jspecify.annotations.NullMarked;
