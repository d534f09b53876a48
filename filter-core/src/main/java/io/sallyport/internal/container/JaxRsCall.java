package io.sallyport.internal.container;

import java.util.Set;

/**
 * Payara's and GlassFish's JAX-RS asks who calls, also for {@code @PermitAll} resources, and goes
 * on with the anonymous caller. For {@code @RolesAllowed} it rejects the anonymous caller itself.
 */
public final class JaxRsCall {

  private static final Set<String> AUTHENTICATING =
      Set.of(
          "fish.payara.microprofile.jwtauth.jaxrs.RolesAllowedRequestFilter",
          "org.omnifaces.jwt.jaxrs.RolesAllowedRequestFilter");

  private JaxRsCall() {}

  /** Whether it is what calls {@code authenticate()} on this thread. */
  public static boolean isRunning() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> AUTHENTICATING.contains(frame.getClassName())));
  }
}
