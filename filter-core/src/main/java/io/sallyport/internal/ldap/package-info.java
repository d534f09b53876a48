/** Checks user name and password in an LDAP directory. Open {@code LdapCheck} first. */
@NullMarked
package io.sallyport.internal.ldap;

import org.jspecify.annotations.NullMarked;
