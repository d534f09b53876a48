CREATE TABLE IF NOT EXISTS sallyport_used (
  ukey VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  until_ms BIGINT NOT NULL,
  KEY (until_ms)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sallyport_family (
  family VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  current_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  until_ms BIGINT NOT NULL,
  KEY (until_ms)
) ENGINE=InnoDB;
CREATE TABLE IF NOT EXISTS sallyport_attempt (
  akey VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
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
CREATE TABLE IF NOT EXISTS sallyport_revoked (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  rkey VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  before_ms BIGINT NOT NULL,
  until_ms BIGINT NOT NULL,
  UNIQUE KEY (rkey),
  KEY (until_ms)
) ENGINE=InnoDB;
