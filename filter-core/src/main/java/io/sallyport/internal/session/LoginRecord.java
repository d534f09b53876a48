package io.sallyport.internal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What a session records of its login: an id, the time, and the id of the tokens issued from it.
 */
public final class LoginRecord {

  private LoginRecord() {}

  /** The id of the login in the request's session; empty if no login was observed in it. */
  public static Optional<String> findId(HttpServletRequest request) {
    return read(request, LoginRecord::findId);
  }

  private static Optional<String> findId(HttpSession session) {
    Object id = session.getAttribute(SessionAttributes.ID);
    return id instanceof String ? Optional.of((String) id) : Optional.empty();
  }

  /**
   * The same, and a session whose login was not observed (the container's own) gets an id now:
   * tokens that are issued from it must end with it. Empty without a session.
   */
  public static Optional<String> findOrCreateId(HttpServletRequest request) {
    synchronized (LoginLocks.of(request)) {
      return read(
          request,
          session -> {
            if (findId(session).isEmpty()) {
              createId(session);
            }
            return findId(session);
          });
    }
  }

  /** Gives a session a new id, by which what is issued from it is revoked. */
  static void createId(HttpSession session) {
    session.setAttribute(SessionAttributes.ID, UUID.randomUUID().toString());
  }

  /**
   * The id of the tokens that are issued from the request's session. They are revoked by it when
   * the session ends or its caller logs out. Empty without a session.
   */
  public static Optional<String> findOrCreateTokensId(HttpServletRequest request) {
    synchronized (LoginLocks.of(request)) {
      return read(request, session -> Optional.of(tokens(session).id()));
    }
  }

  private static SessionTokens tokens(HttpSession session) {
    Object found = session.getAttribute(SessionAttributes.TOKENS);
    if (found instanceof SessionTokens && !((SessionTokens) found).isRevoked()) {
      return (SessionTokens) found;
    }
    SessionTokens created = new SessionTokens();
    session.setAttribute(SessionAttributes.TOKENS, created);
    return created;
  }

  /**
   * The time of the login in milliseconds since 1970, which revocation compares; empty without a
   * session.
   */
  public static Optional<Long> findTime(HttpServletRequest request) {
    return read(request, session -> Optional.of(SessionRevocation.since(session)));
  }

  private static <T> Optional<T> read(
      HttpServletRequest request, Function<HttpSession, Optional<T>> reading) {
    HttpSession session = request.getSession(false);
    try {
      return session == null ? Optional.empty() : reading.apply(session);
    } catch (IllegalStateException e) {
      // Another request has ended the session.
      return Optional.empty();
    }
  }
}
