package io.sallyport.internal.startup;

import io.sallyport.internal.settings.IssuerEntry;
import io.sallyport.internal.settings.Setting;
import io.sallyport.internal.settings.Settings;
import java.util.Optional;

/** Reports which tokens the settings accept: where they are read from, issuers and audiences. */
final class TokenReport {

  private final Settings settings;
  private final Optional<String> cookie;

  TokenReport(Settings settings, Optional<String> cookie) {
    this.settings = settings;
    this.cookie = cookie;
  }

  void writeTo(StartupReport report) {
    boolean any = settings.issuers().isEmpty();
    report
        .line("tokens in", carriers())
        .line("issuer", settings.find(Setting.ISSUER).orElse(any ? "any" : "only the following"))
        .line(
            "audiences",
            settings.find(Setting.AUDIENCES).isPresent()
                ? String.join(", ", settings.list(Setting.AUDIENCES))
                : "any");
    for (IssuerEntry entry : settings.issuers()) {
      report.line("issuer", entry + ", audience " + String.join(", ", entry.audiences()));
    }
    boolean firstIsThere = any || settings.isSet(Setting.ISSUER);
    if (firstIsThere && !(settings.isSet(Setting.ISSUER) && settings.isSet(Setting.AUDIENCES))) {
      report.warning(
          "tokens of any issuer or for any audience are accepted if a key verifies them; set"
              + " \"mp.jwt.verify.issuer\" and \"mp.jwt.verify.audiences\" (RFC 8725, 3.8, 3.9)");
    }
  }

  private String carriers() {
    String header = "the Authorization header";
    return cookie.map(name -> "the cookie " + name).orElse(header)
        + (settings.isOn(Setting.ALWAYS_CHECK_AUTHORIZATION) ? " and " + header : "")
        + (settings.isOn(Setting.ALLOW_URI_QUERY_PARAMETER)
            ? ", access_token in the query of GET and HEAD"
            : "");
  }
}
