/**
 * Who checks a password: the container's realm, a users file. Open {@code CredentialCheck} first.
 */
@NullMarked
package io.sallyport.internal.login;

import org.jspecify.annotations.NullMarked;
