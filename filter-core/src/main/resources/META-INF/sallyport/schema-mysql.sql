CREATE TABLE IF NOT EXISTS sallyport_used_token (
  token_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  until_ms BIGINT NOT NULL,
  KEY (until_ms)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sallyport_token_family (
  family_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  current_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  until_ms BIGINT NOT NULL,
  KEY (until_ms)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sallyport_login_attempt (
  attempt_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  attempts BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  KEY (until_ms)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sallyport_session (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  session_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  until_ms BIGINT NOT NULL,
  UNIQUE KEY (owner_key, session_key),
  KEY (until_ms)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sallyport_revoked_key (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  revocation_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  before_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  UNIQUE KEY (revocation_key),
  KEY (until_ms)
) ENGINE=InnoDB;
