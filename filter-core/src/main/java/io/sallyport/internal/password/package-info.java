/** Reads, verifies and creates stored password hashes. Open {@code PasswordHashes} first. */
@NullMarked
package io.sallyport.internal.password;

import org.jspecify.annotations.NullMarked;
