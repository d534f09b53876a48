package io.sallyport.internal.login;

import java.util.List;

/**
 * Invalid lines of a users file. The message contains line numbers and rules, nothing of the
 * content.
 */
public final class UsersFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  UsersFormatException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
