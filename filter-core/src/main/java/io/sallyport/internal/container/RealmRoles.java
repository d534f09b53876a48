package io.sallyport.internal.container;

import io.sallyport.identity.AuthPrincipal;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * Takes away what a server's callback handler found under the caller's name in its own registry.
 * Name and roles come from one credential: a user of that name whom the registry knows need not be
 * the one who brings a token, and may have roles that the token lacks (CWE-269).
 */
final class RealmRoles {

  // What Payara makes of the groups of its realm, and of ours.
  private static final String GROUP = "org.glassfish.security.common.Group";

  // Open Liberty's login without its registry is described by a table in the subject (its
  // AttributeNameConstants); this is what its handler of Jakarta Security puts there.
  private static final String PRINCIPAL = "com.ibm.wsspi.security.cred.jaspi.principal";
  private static final String USER = "com.ibm.wsspi.security.cred.userId";
  private static final String ASSERTION = "com.ibm.ws.authentication.internal.assertion";
  private static final String GROUPS = "com.ibm.wsspi.security.cred.groups";
  private static final String UNIQUE_ID = "com.ibm.wsspi.security.cred.uniqueId";
  private static final String SECURITY_NAME = "com.ibm.wsspi.security.cred.securityName";
  private static final String REALM = "com.ibm.wsspi.security.cred.realm";
  private static final String OUR_REALM = "sallyport";

  private RealmRoles() {}

  /** After the server's handler has been told of this caller. */
  static void remove(Subject subject, AuthPrincipal caller) {
    subject.getPrincipals().removeIf(principal -> isForeign(principal, caller.roles()));
    for (Object credential : subject.getPrivateCredentials()) {
      if (credential instanceof Hashtable) {
        describe((Hashtable<?, ?>) credential, caller);
      }
    }
  }

  private static boolean isForeign(Principal principal, Set<String> roles) {
    return principal.getClass().getName().equals(GROUP) && !roles.contains(principal.getName());
  }

  @SuppressWarnings({"unchecked", "JdkObsolete"}) // It is the server's table.
  private static void describe(Hashtable<?, ?> table, AuthPrincipal caller) {
    // Only where the registry knows the name; other callers are described so already.
    if (!Objects.equals(caller, table.get(PRINCIPAL)) || table.remove(USER) == null) {
      return;
    }
    table.remove(ASSERTION);
    Hashtable<Object, Object> login = (Hashtable<Object, Object>) table;
    login.put(REALM, OUR_REALM);
    login.put(UNIQUE_ID, "user:" + OUR_REALM + "/" + caller.getName());
    login.put(SECURITY_NAME, caller.getName());
    login.put(GROUPS, new ArrayList<>(caller.roles()));
  }
}
