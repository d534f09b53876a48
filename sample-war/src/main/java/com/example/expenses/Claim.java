package com.example.expenses;

/** An expense that an employee claims. */
public class Claim {

  private final int number;
  private final String owner;
  private final String purpose;
  private final long cents;
  private volatile String approvedBy = "";

  Claim(int number, String owner, String purpose, long cents) {
    this.number = number;
    this.owner = owner;
    this.purpose = purpose;
    this.cents = cents;
  }

  public int getNumber() {
    return number;
  }

  public String getOwner() {
    return owner;
  }

  public String getPurpose() {
    return purpose;
  }

  public String getAmount() {
    return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
  }

  public String getApprovedBy() {
    return approvedBy;
  }

  void approve(String approver) {
    approvedBy = approver;
  }
}
