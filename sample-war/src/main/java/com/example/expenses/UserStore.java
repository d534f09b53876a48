package com.example.expenses;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The application's own users. */
class UserStore {

  private static final Map<String, String[]> USERS = new HashMap<>();

  static {
    USERS.put("alice", new String[] {"alice-demo-password", "Alice Archer", "employee"});
    USERS.put("bob", new String[] {"bob-demo-password", "Bob Baker", "employee", "approver"});
    USERS.put("carol", new String[] {"carol-demo-password", "Carol Cooper", "employee", "admin"});
    USERS.put("spare", new String[] {"spare-demo-password", "Sam Spare", "employee"});
  }

  private UserStore() {}

  /** Returns the user, or null if the name or password is wrong. */
  static UserBean find(String login, String password) {
    String[] row = login == null ? null : USERS.get(login);
    if (row == null || password == null || !same(row[0], password)) {
      return null;
    }
    UserBean user = new UserBean();
    user.setLogin(login);
    user.setFullName(row[1]);
    user.getRoles().addAll(Arrays.asList(row).subList(2, row.length));
    return user;
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
