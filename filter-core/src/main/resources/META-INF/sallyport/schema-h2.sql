CREATE TABLE IF NOT EXISTS sallyport_used_token (
  token_key VARCHAR(64) PRIMARY KEY,
  until_ms BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS sallyport_token_family (
  family_key VARCHAR(64) PRIMARY KEY,
  current_key VARCHAR(64) NOT NULL,
  until_ms BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS sallyport_login_attempt (
  attempt_key VARCHAR(64) PRIMARY KEY,
  attempts BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS sallyport_used_token_until ON sallyport_used_token (until_ms);
CREATE INDEX IF NOT EXISTS sallyport_token_family_until ON sallyport_token_family (until_ms);
CREATE INDEX IF NOT EXISTS sallyport_login_attempt_until ON sallyport_login_attempt (until_ms);
CREATE TABLE IF NOT EXISTS sallyport_session (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_key VARCHAR(64) NOT NULL,
  session_key VARCHAR(64) NOT NULL,
  until_ms BIGINT NOT NULL,
  UNIQUE (owner_key, session_key)
);
CREATE INDEX IF NOT EXISTS sallyport_session_until ON sallyport_session (until_ms);
CREATE TABLE IF NOT EXISTS sallyport_revoked_key (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revocation_key VARCHAR(64) NOT NULL UNIQUE,
  before_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS sallyport_revoked_key_until ON sallyport_revoked_key (until_ms);
