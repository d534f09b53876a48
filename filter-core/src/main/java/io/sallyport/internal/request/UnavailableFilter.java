package io.sallyport.internal.request;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/** Answers every request with 503 if the integration could not start. The log has the reason. */
public final class UnavailableFilter implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
    answer(response);
  }

  /** Answers 503 without a body: only the log has the reason. */
  public static void answer(ServletResponse response) {
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Cache-Control", "no-store");
    answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  @Override
  public void destroy() {}
}
