package com.example.expenses;

import java.util.ArrayList;
import java.util.List;

/** All claims, in memory. */
class ClaimStore {

  private static final List<Claim> CLAIMS = new ArrayList<>();

  static {
    CLAIMS.add(new Claim(1, "alice", "Train to Hull", 4210));
    CLAIMS.add(new Claim(2, "bob", "Dinner with a customer", 8995));
  }

  private ClaimStore() {}

  static synchronized List<Claim> all() {
    return new ArrayList<>(CLAIMS);
  }

  static synchronized Claim add(String owner, String purpose, long cents) {
    Claim claim = new Claim(CLAIMS.size() + 1, owner, purpose, cents);
    CLAIMS.add(claim);
    return claim;
  }

  static synchronized boolean approve(int number, String approver) {
    if (number < 1 || number > CLAIMS.size()) {
      return false;
    }
    CLAIMS.get(number - 1).approve(approver);
    return true;
  }
}
