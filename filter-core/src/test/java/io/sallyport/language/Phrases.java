package io.sallyport.language;

import java.util.List;

/**
 * The phrases that no document, message or comment contains. Ordinary words are not in this table,
 * since a test cannot see whether they are used well.
 */
final class Phrases {

  static final List<Phrase> ALL =
      List.of(
          // Callers.
          Phrase.of("somebody|someone", "a caller, user or client"),
          Phrase.of("anybody|anyone|everybody", "every caller, user or client"),
          Phrase.of("nobody|no one", "anonymous or unauthenticated; no user"),
          Phrase.of("whoever", "a caller, user or client that"),
          Phrase.of("who calls", "the caller"),
          Phrase.of("com(?:es?|ing) in by", "authenticates by"),
          Phrase.of("daily bread", "routine"),
          // Our parts.
          Phrase.of("doors?", "integration; credential"),
          Phrase.of("rooms?", "package"),
          Phrase.of("desks?", "service"),
          // Rejections.
          Phrase.of("refus(?:e|es|ed|ing|al|als)", "reject, rejection"),
          Phrase.of("turn(?:s|ed|ing)? away", "reject"),
          // Tokens and sessions.
          Phrase.of("(?:take|takes|taken|taking|took) back", "revoke"),
          Phrase.of("hand(?:s|ed|ing)? out", "issue; create"),
          Phrase.of("trad(?:e|es|ed|ing) in", "exchange"),
          Phrase.of("way back", "return URL; saved request"),
          Phrase.of("log-(?:in|ins|out|outs)", "log in (verb), login (noun); logout"),
          Phrase.of("(?:is|are|stays?|remains?) good", "is valid"),
          Phrase.of("works? once", "one-time"),
          Phrase.of("(?:is|are|was|were) dead", "is revoked, expired or ended"),
          Phrase.of("from elsewhere", "cross-site"),
          Phrase.of("who checks", "user store; password check"),
          // Verbs of people.
          Phrase.of("(?:is|are|was|were|be|been) (?:not )?told", "receives; is configured"),
          Phrase.of("unless told otherwise", "by default"),
          Phrase.of("(?:look|looks|looked|looking) at", "read; check"),
          Phrase.of("goes along", "handles"),
          Phrase.of("put in theirs", "replace"),
          // Limits and outages.
          Phrase.of("so many", "maximum"),
          Phrase.of("so long(?! as)", "maximum; interval"),
          Phrase.of("(?:is|are|was|were) away", "is unavailable"),
          Phrase.of("without it nobody", "if unset, no user"));

  private Phrases() {}
}
