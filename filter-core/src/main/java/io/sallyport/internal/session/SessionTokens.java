package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.util.UUID;

/**
 * Lies in a session from which tokens were made. Its container tells it when the session ends,
 * whoever ends it; we take it out when the caller logs out. Either way the tokens are revoked.
 *
 * <p>They have an id of their own, not the session's: a session may go on without them.
 */
final class SessionTokens implements HttpSessionBindingListener, Serializable {

  private static final long serialVersionUID = 1L;

  private final String id = UUID.randomUUID().toString();

  // Applications copy all that is in a session into the one that they replace it with.
  private volatile boolean revoked;

  /** By which they are revoked. */
  String id() {
    return id;
  }

  /** Whether its tokens are revoked, as would be any that were made now. */
  boolean isRevoked() {
    return revoked;
  }

  // The revocation is looked up: this object may have come from another node.
  @Override
  public void valueUnbound(HttpSessionBindingEvent event) {
    revoked = true;
    SessionRevocation.revokeTokens(event.getSession().getServletContext(), id);
  }
}
