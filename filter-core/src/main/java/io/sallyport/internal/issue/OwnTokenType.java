package io.sallyport.internal.issue;

/**
 * The types of token that we write, each with its own {@code typ} (RFC 8725, 3.11), so that none is
 * taken for another. Only the first is ever a bearer token.
 */
public enum OwnTokenType {
  ACCESS("at+jwt"),
  REFRESH("sallyport-refresh+jwt"),
  ACTION("sallyport-action+jwt");

  private final String headerType;

  OwnTokenType(String headerType) {
    this.headerType = headerType;
  }

  /** What stands in the header. */
  public String headerType() {
    return headerType;
  }
}
