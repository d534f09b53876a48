package io.sallyport.internal.key;

import io.sallyport.internal.json.JsonFormatException;
import io.sallyport.internal.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys from the {@code jwks_uri} in an issuer's discovery document (OpenID Connect Discovery
 * 1.0, 4). The discovery document is read again only if the keys cannot be read at that address.
 */
public final class DiscoveredDocument implements KeyDocument {

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";

  private final String issuer;
  private final boolean loopbackAllowed;
  private final Function<WebAddress, KeyDocument> web;
  private final WebAddress address;
  private volatile @Nullable KeyDocument reading;
  private volatile @Nullable KeyDocument keys;

  private DiscoveredDocument(
      String issuer, boolean loopbackAllowed, Function<WebAddress, KeyDocument> web) {
    this.issuer = issuer;
    this.loopbackAllowed = loopbackAllowed;
    this.web = web;
    this.address = addressOf(issuer, loopbackAllowed);
  }

  /**
   * Creates the document of an issuer.
   *
   * @throws IllegalArgumentException if the issuer is not a web address that keys may come from;
   *     the message is for the deployer
   */
  public static DiscoveredDocument of(
      String issuer, boolean loopbackAllowed, Function<WebAddress, KeyDocument> web) {
    return new DiscoveredDocument(issuer, loopbackAllowed, web);
  }

  // A slash at the end is removed before the well-known part is appended (section 4).
  private static WebAddress addressOf(String issuer, boolean loopbackAllowed) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    if (issuer.indexOf('?') >= 0) {
      throw new IllegalArgumentException("has a query, which is not valid in an issuer");
    }
    return WebAddress.parse(base + WELL_KNOWN, loopbackAllowed);
  }

  @Override
  public String read() throws IOException {
    KeyDocument known = keys;
    KeyDocument found = known == null ? discover() : known;
    keys = null;
    String text = readAbortably(found);
    keys = found;
    return text;
  }

  private KeyDocument discover() throws IOException {
    Map<String, Object> members = members(readAbortably(web.apply(address)));
    // Compared byte for byte, so that no other issuer's keys are accepted for this one (4.3).
    if (!issuer.equals(members.get("issuer"))) {
      throw new IOException("the document at " + address + " has another issuer");
    }
    Object location = members.get("jwks_uri");
    if (!(location instanceof String)) {
      throw new IOException("the document at " + address + " has no \"jwks_uri\"");
    }
    try {
      return web.apply(WebAddress.parse((String) location, loopbackAllowed));
    } catch (IllegalArgumentException e) {
      throw new IOException("the \"jwks_uri\" at " + address + " " + e.getMessage(), e);
    }
  }

  private Map<String, Object> members(String text) throws IOException {
    try {
      return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException e) {
      throw new IOException("the document at " + address + " is not a JSON object", e);
    }
  }

  private String readAbortably(KeyDocument document) throws IOException {
    reading = document;
    try {
      return document.read();
    } finally {
      reading = null;
    }
  }

  @Override
  public void abort() {
    KeyDocument running = reading;
    if (running != null) {
      running.abort();
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
