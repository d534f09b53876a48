/**
 * What an application can replace: the token store and the password check. Open {@code TokenStore}
 * first.
 *
 * <p>The test kit, {@code io.sallyport:sallyport-test}, has the tests that a token store must pass:
 * {@code io.sallyport.test.TokenStoreContract}.
 */
@NullMarked
package io.sallyport.spi;

import org.jspecify.annotations.NullMarked;
