package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.util.UUID;

/**
 * Revokes the tokens that were issued from a session when the session ends or its caller logs out.
 * It is a session attribute: the container calls it when the session ends, and we remove it at
 * logout.
 *
 * <p>The tokens have an id of their own, because a session may continue after they are revoked.
 */
final class SessionTokens implements HttpSessionBindingListener, Serializable {

  private static final long serialVersionUID = 1L;

  private final String id = UUID.randomUUID().toString();

  // Applications copy all attributes of a session into the session that replaces it.
  private volatile boolean revoked;

  /** The id by which the tokens are revoked. */
  String id() {
    return id;
  }

  /** Whether the tokens are revoked; tokens issued with this id now would be revoked, too. */
  boolean isRevoked() {
    return revoked;
  }

  // The revocation is looked up, since this object may come from another node.
  @Override
  public void valueUnbound(HttpSessionBindingEvent event) {
    revoked = true;
    SessionRevocation.revokeTokens(event.getSession().getServletContext(), id);
  }
}
