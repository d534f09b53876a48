package io.sallyport.internal.login;

import java.util.List;

/** Lines of a users file that cannot be used; numbers and rules only, nothing of what they say. */
public final class UsersFormatException extends Exception {

  private static final long serialVersionUID = 1L;

  UsersFormatException(List<String> problems) {
    super(String.join("; ", problems));
  }
}
