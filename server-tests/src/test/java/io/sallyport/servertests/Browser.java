package io.sallyport.servertests;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A client that keeps cookies by name, like a browser, and can send a token. */
final class Browser {

  private final Http http;
  private final String application;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String token = "";

  Browser(Http http, String application) {
    this.http = http;
    this.application = application;
  }

  /** Returns a copy with the same cookies and with a token. */
  Browser with(String bearer) {
    Browser other = new Browser(http, application);
    other.cookies.putAll(cookies);
    other.token = bearer;
    return other;
  }

  /** Copies the cookies of a browser at another node, as if a load balancer had sent it here. */
  Browser taking(Browser other) {
    cookies.putAll(other.cookies);
    return this;
  }

  HttpResponse<String> get(String path, String... headers) throws IOException {
    return keep(http.get(application + path, headers(headers)));
  }

  HttpResponse<String> post(String path, String form, String... headers) throws IOException {
    return keep(http.post(application + path, form, headers(headers)));
  }

  /** Logs in alice at our login endpoint. */
  HttpResponse<String> login() throws IOException {
    return login("alice");
  }

  HttpResponse<String> login(String name) throws IOException {
    return post("/auth/login", "username=" + name + "&password=" + Applications.PASSWORD);
  }

  String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  String token() {
    return token;
  }

  private String[] headers(String... more) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!cookies.isEmpty()) {
      all.put("Cookie", cookieHeader());
    }
    if (!token.isEmpty()) {
      all.put("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all.entrySet().stream()
        .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
        .toArray(String[]::new);
  }

  private HttpResponse<String> keep(HttpResponse<String> response) {
    for (String cookie : response.headers().map().getOrDefault("set-cookie", List.of())) {
      String pair = cookie.split(";", 2)[0];
      String name = pair.substring(0, pair.indexOf('='));
      String value = pair.substring(pair.indexOf('=') + 1);
      boolean removed = cookie.toLowerCase(java.util.Locale.ROOT).contains("max-age=0");
      if (removed || value.isEmpty()) {
        cookies.remove(name);
      } else {
        cookies.put(name, value);
      }
    }
    return response;
  }
}
