package io.sallyport.internal.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Shows our caller in async work that was started without arguments: the container's {@code
 * AsyncContext} returns the container's request, which does not show our caller. All other calls go
 * to the container.
 */
final class AuthenticatedAsync implements AsyncContext {

  private final AsyncContext container;
  private final AuthenticatedRequest request;

  private AuthenticatedAsync(AsyncContext container, AuthenticatedRequest request) {
    this.container = container;
    this.request = request;
  }

  /** Wraps the context, unless the application has passed its own request. */
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
    // The events of the listener then have a request that shows the caller.
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
