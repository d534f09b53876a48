package io.sallyport;

import io.sallyport.internal.background.BackgroundThreads;
import io.sallyport.internal.revocation.RevocationList;
import io.sallyport.internal.settings.Problems;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import io.sallyport.internal.store.InMemoryTokenStore;
import io.sallyport.spi.TokenStore;
import java.time.Clock;
import java.util.Optional;

/**
 * What the nodes agree on. Without a store of the settings' there is one in memory, for guessing.
 */
final class StoreAssembly {

  private final TokenStore store;
  private final Optional<RevocationList> revocations;
  private final BackgroundThreads background = BackgroundThreads.of(2, "sallyport-revocations");

  private StoreAssembly(TokenStore store, boolean used, boolean shared, Clock clock) {
    this.store = store;
    this.revocations =
        used
            ? Optional.of(
                shared
                    ? RevocationList.shared(store, background, clock)
                    : RevocationList.ownStore(store, background, clock))
            : Optional.empty();
  }

  static StoreAssembly of(Settings settings, Problems problems, StartupReport report, Clock clock) {
    Optional<String> word = settings.find(Setting.STORE);
    report.line("store", word.orElse("none: tokens cannot be taken back"));
    return new StoreAssembly(InMemoryTokenStore.of(clock), word.isPresent(), false, clock);
  }

  TokenStore store() {
    return store;
  }

  /** What was taken back; nothing where nothing can be. */
  Optional<RevocationList> revocations() {
    return revocations;
  }

  void begin() {
    revocations.ifPresent(RevocationList::begin);
  }

  void close() {
    revocations.ifPresent(RevocationList::close);
    background.close();
    store.close();
  }
}
