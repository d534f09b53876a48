package io.sallyport.internal.container;

import java.util.Set;

/**
 * Detects calls of {@code authenticate()} by the JAX-RS of Payara and GlassFish. It calls the
 * method for {@code @PermitAll} resources too, and continues with an anonymous caller. For
 * {@code @RolesAllowed} it rejects the anonymous caller itself.
 */
public final class JaxRsCall {

  private static final Set<String> AUTHENTICATING =
      Set.of(
          "fish.payara.microprofile.jwtauth.jaxrs.RolesAllowedRequestFilter",
          "org.omnifaces.jwt.jaxrs.RolesAllowedRequestFilter");

  private JaxRsCall() {}

  /** Returns whether JAX-RS called {@code authenticate()} on this thread. */
  public static boolean isRunning() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> AUTHENTICATING.contains(frame.getClassName())));
  }
}
