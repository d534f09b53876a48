package io.sallyport.internal.container;

import io.sallyport.identity.AuthPrincipal;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;

/**
 * Removes the roles that a server's callback handler found for the caller's name in its own
 * registry. Name and roles must come from one credential: the user of that name in the registry may
 * be another user than the owner of the token, with roles that the token lacks (CWE-269).
 */
final class RealmRoles {

  // Payara's class for groups, of its realm and of our callers.
  private static final String GROUP = "org.glassfish.security.common.Group";

  // Open Liberty reads logins without its registry from a table in the subject (its
  // AttributeNameConstants). Its handler of Jakarta Security writes these entries.
  private static final String PRINCIPAL = "com.ibm.wsspi.security.cred.jaspi.principal";
  private static final String USER = "com.ibm.wsspi.security.cred.userId";
  private static final String ASSERTION = "com.ibm.ws.authentication.internal.assertion";
  private static final String GROUPS = "com.ibm.wsspi.security.cred.groups";
  private static final String UNIQUE_ID = "com.ibm.wsspi.security.cred.uniqueId";
  private static final String SECURITY_NAME = "com.ibm.wsspi.security.cred.securityName";
  private static final String REALM = "com.ibm.wsspi.security.cred.realm";
  private static final String OUR_REALM = "sallyport";

  private RealmRoles() {}

  /** Removes foreign roles, after the server's handler has registered this caller. */
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
    // Needed only if the registry has the name; the entries of other callers are correct already.
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
