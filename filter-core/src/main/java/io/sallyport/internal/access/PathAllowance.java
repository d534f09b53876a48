package io.sallyport.internal.access;

/** A form of path that is rejected unless a setting allows it. */
public enum PathAllowance {
  ENCODED_SLASH,
  BACKSLASH,
  PATH_PARAMETERS,
  ENCODED_PERCENT,
  DOUBLE_SLASH,
  REWRITTEN_PATH
}
