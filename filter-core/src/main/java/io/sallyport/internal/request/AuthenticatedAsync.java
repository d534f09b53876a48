package io.sallyport.internal.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Async work that was started without arguments: the container hands out its own request, which
 * does not show our caller. Everything else is as the container makes it.
 */
final class AuthenticatedAsync implements AsyncContext {

  private final AsyncContext container;
  private final AuthenticatedRequest request;

  private AuthenticatedAsync(AsyncContext container, AuthenticatedRequest request) {
    this.container = container;
    this.request = request;
  }

  /** Shows the request's caller, unless the application has named a request of its own. */
  static AsyncContext of(AsyncContext container, AuthenticatedRequest request) {
    return container.hasOriginalRequestAndResponse()
        ? new AuthenticatedAsync(container, request)
        : container;
  }

  @Override
  public ServletRequest getRequest() {
    return request;
  }

  @Override
  public ServletResponse getResponse() {
    return container.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return container.hasOriginalRequestAndResponse();
  }

  @Override
  public void dispatch() {
    container.dispatch();
  }

  @Override
  public void dispatch(String path) {
    container.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    container.dispatch(context, path);
  }

  @Override
  public void complete() {
    container.complete();
  }

  @Override
  public void start(Runnable work) {
    container.start(work);
  }

  @Override
  public void addListener(AsyncListener listener) {
    // So that its events have a request that shows the caller.
    container.addListener(listener, request, container.getResponse());
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest supplied, ServletResponse response) {
    container.addListener(listener, supplied, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return container.createListener(type);
  }

  @Override
  public void setTimeout(long timeout) {
    container.setTimeout(timeout);
  }

  @Override
  public long getTimeout() {
    return container.getTimeout();
  }
}
