package io.sallyport.internal.access;

/** Something about a path that is refused unless a setting lets it through. */
public enum PathAllowance {
  ENCODED_SLASH,
  BACKSLASH,
  PATH_PARAMETERS,
  ENCODED_PERCENT,
  DOUBLE_SLASH,
  REWRITTEN_PATH
}
