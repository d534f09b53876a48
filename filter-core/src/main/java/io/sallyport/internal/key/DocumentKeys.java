package io.sallyport.internal.key;

import io.sallyport.internal.background.Background;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one document, as they were read last, and the reason if the last read failed. Any
 * thread may use the keys. One thread at a time reads them.
 */
final class DocumentKeys {

  private static final System.Logger LOGGER = System.getLogger("io.sallyport");

  private final KeyDocument document;
  private final List<String> allowed;
  private final Background background;

  private volatile @Nullable Confirmed confirmed;
  private volatile String failure = "not read yet";
  private volatile boolean newKeys;

  // Used by the reading thread only.
  private boolean failing;

  /** Creates keys that have not been read yet. */
  DocumentKeys(KeyDocument document, List<String> allowed, Background background) {
    this.document = document;
    this.allowed = List.copyOf(allowed);
    this.background = background;
  }

  /** Accepts a text that was read already. */
  void accept(String text) throws KeyFormatException {
    confirmed =
        new Confirmed(PublicKeys.parse(text, allowed).keySet(), text, background.nanoTime());
    failure = "";
  }

  boolean wereRead() {
    return confirmed != null;
  }

  /** Whether keys are available and not older than allowed. */
  boolean areRecent(Duration lifetime) {
    Confirmed keys = confirmed;
    return keys != null && !isTooOld(keys, lifetime);
  }

  private boolean isTooOld(Confirmed keys, Duration lifetime) {
    return background.nanoTime() - keys.at > lifetime.toNanos();
  }

  /**
   * The keys.
   *
   * @throws KeysUnavailableException if there are none, or they are older than allowed
   */
  KeySet require(Duration lifetime) {
    Confirmed keys = confirmed;
    if (keys == null) {
      throw new KeysUnavailableException("no keys: location=" + document + " reason=" + failure);
    }
    if (isTooOld(keys, lifetime)) {
      throw new KeysUnavailableException(
          "keys expired: location=" + document + " reason=" + failure);
    }
    return keys.keys;
  }

  /**
   * Checks that the last read succeeded.
   *
   * @throws KeysUnavailableException if it failed
   */
  void requireReadable() {
    String reason = failure;
    if (!reason.isEmpty()) {
      throw new KeysUnavailableException("key missing: location=" + document + " reason=" + reason);
    }
  }

  /** Whether the document may have a key for this algorithm. */
  boolean canHave(String algorithm) {
    return KeyAlgorithm.isPublic(algorithm) && (allowed.isEmpty() || allowed.contains(algorithm));
  }

  /** Whether the last read brought keys that were not in the previous document. */
  boolean hasNewKeys() {
    return newKeys;
  }

  /**
   * Reads the document.
   *
   * @return whether that succeeded
   */
  boolean read() {
    String reason = "internal error, see the log";
    newKeys = false;
    try {
      // The time before the read: a key that is withdrawn during the read counts as read.
      long now = background.nanoTime();
      confirm(document.read(), now);
      reason = "";
    } catch (IOException | KeyFormatException e) {
      reason = String.valueOf(e.getMessage());
    } finally {
      log(reason);
      failing = !reason.isEmpty();
      failure = reason;
    }
    return reason.isEmpty();
  }

  // An unchanged document keeps the same KeySet, so that cached tokens stay valid.
  private void confirm(String text, long now) throws KeyFormatException {
    Confirmed before = confirmed;
    if (before != null && before.text.equals(text)) {
      confirmed = new Confirmed(before.keys, text, now);
      return;
    }
    PublicKeys read = PublicKeys.parse(text, allowed);
    confirmed = new Confirmed(read.keySet(), text, now);
    List<String> lines = new ArrayList<>(read.keySet().describe());
    newKeys = before != null && !new HashSet<>(before.keys.describe()).containsAll(lines);
    lines.addAll(read.warnings());
    LOGGER.log(
        Level.INFO, "keys read: location=" + document + " keys=[" + String.join("; ", lines) + "]");
  }

  // Logs the first of several equal failures, and their end.
  private void log(String reason) {
    if (reason.equals(failure)) {
      return;
    }
    if (!reason.isEmpty()) {
      String then = confirmed == null ? "tokens get 503" : "the earlier keys stay valid";
      LOGGER.log(
          Level.WARNING,
          "keys cannot be read: location=" + document + " reason=" + reason + "; " + then);
    } else if (failing) {
      LOGGER.log(Level.INFO, "keys can be read again: location=" + document);
    }
  }

  /** Aborts an active read. */
  void abort() {
    document.abort();
  }

  /** The location of the document. */
  String source() {
    return document.toString();
  }

  /** One line for each key. */
  List<String> describe() {
    Confirmed keys = confirmed;
    return keys == null ? List.of() : keys.keys.describe();
  }

  /** Keys, their text, and the time at which the document last had that text. */
  private static final class Confirmed {

    private final KeySet keys;
    private final String text;
    private final long at;

    private Confirmed(KeySet keys, String text, long at) {
      this.keys = keys;
      this.text = text;
      this.at = at;
    }
  }
}
