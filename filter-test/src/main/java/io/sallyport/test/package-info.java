/**
 * The test kit: fakes of the servlet API, tokens and a clock for tests of applications, and the
 * contract that a {@code TokenStore} must pass. Open {@code FakeRequest} or {@code
 * TokenStoreContract} first.
 *
 * <p>The kit belongs into the test scope. It signs tokens with keys that everybody can read.
 */
@NullMarked
package io.sallyport.test;

import org.jspecify.annotations.NullMarked;
