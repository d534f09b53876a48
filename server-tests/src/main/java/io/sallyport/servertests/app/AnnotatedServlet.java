package io.sallyport.servertests.app;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;

/** Requires the role employee by {@code @ServletSecurity}. */
@ServletSecurity(@HttpConstraint(rolesAllowed = "employee"))
public class AnnotatedServlet extends EchoServlet {

  private static final long serialVersionUID = 1L;
}
