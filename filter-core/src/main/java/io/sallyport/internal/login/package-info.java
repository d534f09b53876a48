/** Checks user name and password, and limits attempts. Open {@code PasswordAuthenticator} first. */
@NullMarked
package io.sallyport.internal.login;

import org.jspecify.annotations.NullMarked;
