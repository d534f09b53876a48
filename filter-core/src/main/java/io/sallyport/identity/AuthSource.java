package io.sallyport.identity;

import jakarta.servlet.http.HttpServletRequest;

/** Which door a caller came in by. */
public enum AuthSource {
  /** The server itself logged the caller in, by {@code FORM}, {@code BASIC} or a certificate. */
  CONTAINER(HttpServletRequest.FORM_AUTH),
  /** Our login endpoint, or {@code HttpServletRequest.login}, put the caller in the session. */
  SESSION(HttpServletRequest.FORM_AUTH),
  /** The application's own login put an attribute in the session, which we adopted. */
  APPLICATION("SESSION"),
  /** A verified JSON Web Token. */
  TOKEN("BEARER");

  private final String authType;

  AuthSource(String authType) {
    this.authType = authType;
  }

  /**
   * What {@code HttpServletRequest.getAuthType()} answers for such a caller. A container's own
   * caller keeps the type that the container gave it.
   */
  public String authType() {
    return authType;
  }
}
