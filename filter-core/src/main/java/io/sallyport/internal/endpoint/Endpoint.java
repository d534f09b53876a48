package io.sallyport.internal.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves a path of our own, such as login or logout. */
public interface Endpoint {

  /**
   * Answers the request, or returns a rejection, which the caller of this method answers.
   *
   * @throws IOException if reading from or writing to the client fails
   * @throws io.sallyport.internal.engine.CredentialOutageException if the user store is unavailable
   */
  EndpointResult serve(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
