/**
 * Who checks a password: the container's realm, a users file, a database, a directory, the
 * application; stored hashes; how often somebody may guess. Open {@code PasswordAuthenticator} first.
 */
@NullMarked
package io.sallyport.internal.login;

import org.jspecify.annotations.NullMarked;
