package io.sallyport.internal.engine;

/** Why a credential is rejected: the code for the client, and details for the log. */
final class RejectionReason {

  private final Rejection rejection;
  private final String facts;

  RejectionReason(Rejection rejection, String facts) {
    this.rejection = rejection;
    this.facts = facts;
  }

  Rejection rejection() {
    return rejection;
  }

  String facts() {
    return facts;
  }
}
