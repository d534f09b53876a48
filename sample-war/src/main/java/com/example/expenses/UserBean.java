package com.example.expenses;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The user that the login servlet stores in the session attribute "currentUser". */
public class UserBean implements Serializable {

  private static final long serialVersionUID = 1L;

  private String login = "";
  private String fullName = "";
  private final ArrayList<String> roles = new ArrayList<>();

  public String getLogin() {
    return login;
  }

  public void setLogin(String login) {
    this.login = login;
  }

  public String getFullName() {
    return fullName;
  }

  public void setFullName(String fullName) {
    this.fullName = fullName;
  }

  public List<String> getRoles() {
    return roles;
  }
}
