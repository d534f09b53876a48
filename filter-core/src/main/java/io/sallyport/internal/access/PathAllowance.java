package io.sallyport.internal.access;

/** Something in a request line that is refused unless a setting lets it through. */
public enum PathAllowance {
  ENCODED_SLASH,
  BACKSLASH,
  PATH_PARAMETERS,
  ENCODED_PERCENT,
  DOUBLE_SLASH
}
