package io.sallyport.internal.session;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;

/**
 * Removes a counted session from the {@link SessionQuota} when it ends. It is a session attribute,
 * and the container calls it at the end of the session, also after the idle timeout. Otherwise an
 * ended session would still count and end another one too early.
 */
final class SessionSlot implements HttpSessionBindingListener, Serializable {

  private static final long serialVersionUID = 1L;

  private final String owner;
  private final String session;

  /** Creates a slot with the keys of owner and session in the store. */
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
    SessionQuota.of(event.getSession().getServletContext()).ifPresent(quota -> quota.close(this));
  }
}
