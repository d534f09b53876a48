package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;

/**
 * Lies in a session that is counted. Its container tells it when the session ends, also of age or
 * for want of use; then the session is counted no more. Else the place of a session that is no more
 * would end another one before its turn.
 */
final class SessionSlot implements HttpSessionBindingListener, Serializable {

  private static final long serialVersionUID = 1L;

  private final String owner;
  private final String session;

  /** Under these keys of the store's. */
  SessionSlot(String owner, String session) {
    this.owner = owner;
    this.session = session;
  }

  String owner() {
    return owner;
  }

  String session() {
    return session;
  }

  // The quota is looked up: this object may have come from another node.
  @Override
  public void valueUnbound(HttpSessionBindingEvent event) {
    SessionQuota.of(event.getSession().getServletContext()).ifPresent(quota -> quota.ended(this));
  }
}
