package io.sallyport.identity;

import jakarta.servlet.http.HttpServletRequest;

/** How a caller was authenticated. */
public enum AuthSource {
  /** The server logged the caller in, by {@code FORM}, {@code BASIC} or a certificate. */
  CONTAINER(HttpServletRequest.FORM_AUTH),
  /**
   * The caller logged in at Sallyport's login endpoint or by {@code HttpServletRequest.login}, and
   * the session stores the caller.
   */
  SESSION(HttpServletRequest.FORM_AUTH),
  /**
   * The application's own login stored its user in a session attribute, and Sallyport adopts it.
   */
  APPLICATION("SESSION"),
  /** A verified JSON Web Token. */
  TOKEN("BEARER");

  private final String authType;

  AuthSource(String authType) {
    this.authType = authType;
  }

  /**
   * What {@code HttpServletRequest.getAuthType()} returns for such a caller. A caller that the
   * container logged in keeps the container's type.
   */
  public String authType() {
    return authType;
  }
}
