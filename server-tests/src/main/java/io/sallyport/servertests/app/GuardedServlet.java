package io.sallyport.servertests.app;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;

/** For employees, by annotation. */
@ServletSecurity(@HttpConstraint(rolesAllowed = "employee"))
public class GuardedServlet extends EchoServlet {

  private static final long serialVersionUID = 1L;
}
