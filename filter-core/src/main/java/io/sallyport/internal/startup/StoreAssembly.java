package io.sallyport.internal.startup;

import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.internal.store.GuardedStore;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.internal.store.JdbcTokenStore;
import io.sallyport.internal.store.RedisTokenStore;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Builds the store that all nodes share, and the revocation list. If {@code auth.store} is unset, a
 * store in memory counts failed logins.
 */
final class StoreAssembly {

  private final TokenStore store;
  private final Optional<RevocationList> revocations;
  private final BackgroundThreads background;
  private final Optional<DatabaseCheck> check;

  // A request that needs the store is answered within a second, at the latest as an outage.
  private static final Duration DEADLINE = Duration.ofMillis(900);

  private StoreAssembly(
      TokenStore store,
      Optional<RevocationList> revocations,
      BackgroundThreads background,
      Optional<DatabaseCheck> check) {
    this.store = store;
    this.revocations = revocations;
    this.background = background;
    this.check = check;
  }

  static StoreAssembly of(StartupContext context) {
    Settings settings = context.settings();
    StartupReport report = context.report();
    Clock clock = context.clock();
    String word = settings.text(Setting.STORE);
    report.line("store", word.isEmpty() ? "none: tokens cannot be revoked" : word);
    Optional<TokenStore> shared = shared(word, settings, context.problems(), clock);
    int max = settings.integer(Setting.STORE_MAX_REVOCATIONS);
    BackgroundThreads background =
        BackgroundThreads.of(2, "sallyport-revocations " + report.application());
    if (shared.isPresent()) {
      TokenStore guarded = GuardedStore.of(shared.get(), DEADLINE, report.application());
      RevocationList list = RevocationList.shared(guarded, background, clock, max);
      Optional<DatabaseCheck> check =
          shared
              .filter(JdbcTokenStore.class::isInstance)
              .map(store -> new DatabaseCheck((JdbcTokenStore) store, background));
      return new StoreAssembly(guarded, Optional.of(list), background, check);
    }
    TokenStore own = InMemoryTokenStore.of(clock, max);
    return new StoreAssembly(
        own,
        word.isEmpty()
            ? Optional.empty()
            : Optional.of(RevocationList.ownStore(own, background, clock)),
        background,
        Optional.empty());
  }

  private static Optional<TokenStore> shared(
      String word, Settings settings, Problems problems, Clock clock) {
    switch (word) {
      case "":
      case "memory":
        return Optional.empty();
      case "jdbc":
        return jdbc(settings, problems, clock);
      case "redis":
        return redis(settings, problems, clock);
      default:
        return new NamedClass<>(TokenStore.class, Setting.STORE, problems).find(word);
    }
  }

  private static Optional<TokenStore> jdbc(Settings settings, Problems problems, Clock clock) {
    return NamedDataSource.find(
            settings.find(Setting.STORE_DATASOURCE), Setting.STORE_DATASOURCE, problems)
        .map(
            source -> JdbcTokenStore.of(source, settings.isOn(Setting.STORE_CREATE_SCHEMA), clock));
  }

  private static Optional<TokenStore> redis(Settings settings, Problems problems, Clock clock) {
    Optional<String> url = settings.find(Setting.STORE_URL);
    try {
      return url.map(text -> RedisTokenStore.of(text, clock));
    } catch (IllegalArgumentException e) {
      problems.add(Setting.STORE_URL, String.valueOf(e.getMessage()));
    } catch (NoClassDefFoundError e) {
      problems.add(
          Setting.STORE,
          "\"redis\" needs its client; add redis.clients:jedis 8 and its dependencies to"
              + " WEB-INF/lib");
    }
    return Optional.empty();
  }

  TokenStore store() {
    return store;
  }

  /** The revocation list; empty if tokens cannot be revoked. */
  Optional<RevocationList> revocations() {
    return revocations;
  }

  /**
   * Checks the database and starts reading the revocation list.
   *
   * @throws io.sallyport.internal.settings.SettingsException if the database answers and must be
   *     changed first
   */
  void begin() {
    check.ifPresent(DatabaseCheck::run);
    revocations.ifPresent(RevocationList::begin);
  }

  void close() {
    revocations.ifPresent(RevocationList::close);
    background.close();
    store.close();
  }
}
