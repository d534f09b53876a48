package io.sallyport.internal.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A path that we answer ourselves. */
public interface Endpoint {

  /**
   * Answers the request, or says why it is refused and leaves the answer to the front.
   *
   * @throws IOException if the client cannot be read or written to
   * @throws io.sallyport.internal.engine.CredentialOutageException if what is needed to check a
   *     password does not answer
   */
  EndpointResult serve(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
