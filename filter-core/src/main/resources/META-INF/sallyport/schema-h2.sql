CREATE TABLE IF NOT EXISTS sallyport_used (
  ukey VARCHAR(64) PRIMARY KEY,
  until_ms BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS sallyport_family (
  family VARCHAR(64) PRIMARY KEY,
  current_key VARCHAR(64) NOT NULL,
  until_ms BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS sallyport_attempt (
  akey VARCHAR(64) PRIMARY KEY,
  attempts BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS sallyport_used_until ON sallyport_used (until_ms);
CREATE INDEX IF NOT EXISTS sallyport_family_until ON sallyport_family (until_ms);
CREATE INDEX IF NOT EXISTS sallyport_attempt_until ON sallyport_attempt (until_ms);
CREATE TABLE IF NOT EXISTS sallyport_session (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner_key VARCHAR(64) NOT NULL,
  session_key VARCHAR(64) NOT NULL,
  until_ms BIGINT NOT NULL,
  UNIQUE (owner_key, session_key)
);
CREATE INDEX IF NOT EXISTS sallyport_session_until ON sallyport_session (until_ms);
CREATE TABLE IF NOT EXISTS sallyport_revoked (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rkey VARCHAR(64) NOT NULL UNIQUE,
  before_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS sallyport_revoked_until ON sallyport_revoked (until_ms);
