package io.sallyport.internal.jwt;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a token must have to be valid, apart from its signature. */
public final class TokenPolicy {

  private final Optional<String> issuer;
  private final Set<String> audiences;
  private final AudienceClaims audienceClaims;
  private final TokenKind kind;
  private final boolean own;
  private final Duration leeway;
  private final Optional<Duration> maxAge;
  private final List<String> requiredClaims;
  private final Set<String> allowedTypes;
  private final int maxLength;

  private TokenPolicy(Builder builder) {
    this.issuer = builder.issuer;
    this.audiences = Set.copyOf(builder.audiences);
    this.audienceClaims = builder.audienceClaims;
    this.kind = builder.kind;
    this.own = builder.own;
    this.leeway = builder.leeway;
    this.maxAge = builder.maxAge;
    this.requiredClaims = List.copyOf(builder.requiredClaims);
    this.allowedTypes = Set.copyOf(builder.allowedTypes);
    this.maxLength = builder.maxLength;
  }

  /** A policy that requires {@code exp}, with 60 seconds of leeway. */
  public static Builder builder() {
    return new Builder();
  }

  public Optional<String> issuer() {
    return issuer;
  }

  public Set<String> audiences() {
    return audiences;
  }

  AudienceClaims audienceClaims() {
    return audienceClaims;
  }

  TokenKind kind() {
    return kind;
  }

  /** Whether the tokens are issued by us. */
  boolean isOwn() {
    return own;
  }

  Duration leeway() {
    return leeway;
  }

  Optional<Duration> maxAge() {
    return maxAge;
  }

  List<String> requiredClaims() {
    return requiredClaims;
  }

  Set<String> allowedTypes() {
    return allowedTypes;
  }

  int maxLength() {
    return maxLength;
  }

  /** Builds a policy. */
  public static final class Builder {

    private Optional<String> issuer = Optional.empty();
    private Collection<String> audiences = Set.of();
    private AudienceClaims audienceClaims = AudienceClaims.anyOf("aud");
    private TokenKind kind = TokenKind.any();
    private boolean own;
    private Duration leeway = Duration.ofSeconds(60);
    private Optional<Duration> maxAge = Optional.empty();
    private Collection<String> requiredClaims = List.of();
    private Set<String> allowedTypes =
        Set.of(UnverifiedHeader.NO_TYPE, "jwt", "at+jwt", "application/at+jwt");
    private int maxLength = 8192;

    private Builder() {}

    public Builder issuer(Optional<String> text) {
      issuer = text;
      return this;
    }

    public Builder audiences(Collection<String> texts) {
      audiences = texts;
      return this;
    }

    /** Sets the audience claims and the token kind of a provider. */
    public Builder provider(ProviderPreset preset) {
      audienceClaims = preset.audienceClaims();
      kind = preset.kind();
      return this;
    }

    /** Accepts logout tokens instead of access tokens. */
    public Builder forLogoutTokens() {
      kind = TokenKind.logout();
      return this;
    }

    /** Whether we issue the tokens, so that our private claims count. */
    public Builder own(boolean issuedHere) {
      own = issuedHere;
      return this;
    }

    public Builder leeway(Duration span) {
      leeway = span;
      return this;
    }

    public Builder maxAge(Optional<Duration> span) {
      maxAge = span;
      return this;
    }

    public Builder requiredClaims(Collection<String> names) {
      requiredClaims = names;
      return this;
    }

    /** Allowed values of {@code typ}, in any case; {@code absent} for a token without one. */
    public Builder allowedTypes(Collection<String> types) {
      Set<String> lower = new HashSet<>();
      types.forEach(type -> lower.add(type.toLowerCase(Locale.ROOT)));
      allowedTypes = lower;
      return this;
    }

    /** Maximum number of characters. */
    public Builder maxLength(int characters) {
      maxLength = characters;
      return this;
    }

    public TokenPolicy build() {
      return new TokenPolicy(this);
    }
  }
}
