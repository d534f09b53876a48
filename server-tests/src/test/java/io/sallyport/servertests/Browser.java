package io.sallyport.servertests;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps cookies as a browser does, each by its name, and may carry a token. */
final class Browser {

  private final Http http;
  private final String application;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private String token = "";

  Browser(Http http, String application) {
    this.http = http;
    this.application = application;
  }

  /** The same cookies and a token beside them. */
  Browser with(String bearer) {
    Browser other = new Browser(http, application);
    other.cookies.putAll(cookies);
    other.token = bearer;
    return other;
  }

  /** The same browser at another node: a balancer sent it there. */
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

  /** Logs in at our own endpoint. */
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
