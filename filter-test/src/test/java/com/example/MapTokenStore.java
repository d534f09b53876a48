package com.example;

import io.sallyport.spi.Revocation;
import io.sallyport.spi.Revocations;
import io.sallyport.spi.Rotation;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** A store of an application: one lock, and maps that are never cleaned. */
final class MapTokenStore implements TokenStore {

  private final Clock clock;
  private final List<Revocation> changes = new ArrayList<>();
  private final Map<String, Revocation> revocations = new HashMap<>();
  private final Map<String, Instant> used = new HashMap<>();
  private final Map<String, Chain> chains = new HashMap<>();
  private final Map<String, Attempts> attempts = new HashMap<>();
  private final Map<String, Map<String, Instant>> sessions = new HashMap<>();

  MapTokenStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void revoke(Revocation revocation) {
    Revocation before = revocations.get(revocation.key());
    Revocation raised = before == null ? revocation : latest(before, revocation);
    if (!raised.equals(before)) {
      revocations.put(raised.key(), raised);
      changes.remove(before);
      changes.add(raised);
    }
  }

  private static Revocation latest(Revocation one, Revocation two) {
    BinaryOperator<Instant> later = (a, b) -> a.isAfter(b) ? a : b;
    return Revocation.of(
        one.key(), later.apply(one.before(), two.before()), later.apply(one.until(), two.until()));
  }

  @Override
  public synchronized Revocations revocationsSince(String cursor) {
    return Revocations.of(List.copyOf(changes), "all");
  }

  @Override
  public synchronized List<Revocation> findRevocations(List<String> keys) {
    List<Revocation> found = new ArrayList<>();
    for (String key : keys) {
      if (revocations.containsKey(key)) {
        found.add(revocations.get(key));
      }
    }
    return found;
  }

  @Override
  public synchronized boolean useOnce(String key, Instant until) {
    return used.putIfAbsent(key, until) == null;
  }

  @Override
  public synchronized void beginFamily(String family, String first, Instant until) {
    chains.put(family, new Chain(first, until));
  }

  @Override
  public synchronized Rotation rotate(String family, String presented, String next) {
    Chain chain = chains.get(family);
    if (chain == null || !clock.instant().isBefore(chain.until)) {
      return Rotation.UNKNOWN;
    }
    if (!chain.current.equals(presented)) {
      chains.remove(family);
      return Rotation.REUSED;
    }
    chain.current = next;
    return Rotation.DONE;
  }

  @Override
  public synchronized void endFamily(String family) {
    chains.remove(family);
  }

  @Override
  public synchronized long countAttempt(String key, Duration window) {
    Attempts counted = attempts.get(key);
    if (counted == null || !clock.instant().isBefore(counted.until)) {
      counted = new Attempts(clock.instant().plus(window));
      attempts.put(key, counted);
    }
    counted.count++;
    return counted.count;
  }

  @Override
  public synchronized void clearAttempts(String key) {
    attempts.remove(key);
  }

  @Override
  public synchronized List<String> openSession(
      String owner, String session, Instant until, int most) {
    Map<String, Instant> open = sessions.computeIfAbsent(owner, name -> new LinkedHashMap<>());
    open.values().removeIf(end -> !clock.instant().isBefore(end));
    open.remove(session);
    if (clock.instant().isBefore(until)) {
      open.put(session, until);
    }
    return List.copyOf(open.keySet()).subList(0, Math.max(0, open.size() - most));
  }

  @Override
  public synchronized void closeSession(String owner, String session) {
    sessions.getOrDefault(owner, new HashMap<>()).remove(session);
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  private static final class Chain {

    private String current;
    private final Instant until;

    private Chain(String current, Instant until) {
      this.current = current;
      this.until = until;
    }
  }

  private static final class Attempts {

    private final Instant until;
    private long count;

    private Attempts(Instant until) {
      this.until = until;
    }
  }
}
