package io.sallyport.internal.request;

import io.sallyport.internal.endpoint.ReturnTargets;
import java.util.Optional;

/** Configures the challenge for anonymous callers: scheme, realm, login page and return URL. */
public final class ChallengePolicy {

  private final String scheme;
  private final String realm;
  private final Optional<String> loginPage;
  private final String returnParameter;
  private final ReturnTargets returnTargets;
  private final boolean autodetecting;
  private final boolean tokenInQueryAllowed;

  private ChallengePolicy(Builder builder) {
    this.scheme = builder.scheme;
    this.realm = builder.realm;
    this.loginPage = builder.loginPage;
    this.returnParameter = builder.returnParameter;
    this.returnTargets = builder.returnTargets;
    this.autodetecting = builder.autodetecting;
    this.tokenInQueryAllowed = builder.tokenInQueryAllowed;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns the scheme of the challenge (RFC 9110, 11.6.1). */
  String scheme() {
    return scheme;
  }

  String realm() {
    return realm;
  }

  Optional<String> loginPage() {
    return loginPage;
  }

  String returnParameter() {
    return returnParameter;
  }

  ReturnTargets returnTargets() {
    return returnTargets;
  }

  /** Returns whether API clients get 401 where browsers are redirected. */
  boolean isAutodetecting() {
    return autodetecting;
  }

  boolean isTokenInQueryAllowed() {
    return tokenInQueryAllowed;
  }

  public static final class Builder {

    private String scheme = "Bearer";
    private String realm = "sallyport";
    private Optional<String> loginPage = Optional.empty();
    private String returnParameter = "return-to";
    private ReturnTargets returnTargets = ReturnTargets.of(path -> true);
    private boolean autodetecting = true;
    private boolean tokenInQueryAllowed;

    private Builder() {}

    public Builder scheme(String name) {
      scheme = name;
      return this;
    }

    public Builder realm(String name) {
      realm = name;
      return this;
    }

    public Builder loginPage(Optional<String> page) {
      loginPage = page;
      return this;
    }

    public Builder returnParameter(String name) {
      returnParameter = name;
      return this;
    }

    public Builder returnTargets(ReturnTargets targets) {
      returnTargets = targets;
      return this;
    }

    public Builder autodetecting(boolean on) {
      autodetecting = on;
      return this;
    }

    public Builder tokenInQueryAllowed(boolean on) {
      tokenInQueryAllowed = on;
      return this;
    }

    public ChallengePolicy build() {
      return new ChallengePolicy(this);
    }
  }
}
