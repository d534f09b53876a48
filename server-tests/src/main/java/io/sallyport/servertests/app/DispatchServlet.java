package io.sallyport.servertests.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Runs the action that the parameter {@code do} names: forward, include, async, error and others.
 */
public class DispatchServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String target = request.getParameter("to");
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      new EchoServlet().service(request, response);
      return;
    }
    switch (request.getParameter("do")) {
      case "forward":
        request.getRequestDispatcher(target).forward(request, response);
        break;
      case "include":
        response.setContentType("text/plain");
        response.getWriter().println("before");
        request.getRequestDispatcher(target).include(request, response);
        response.getWriter().println("after");
        break;
      case "async":
        AsyncContext dispatched = request.startAsync();
        dispatched.start(() -> dispatched.dispatch(target));
        break;
      case "async-at-once":
        // Dispatched on this thread: if another thread is faster than this one, GlassFish waits
        // forever.
        request.startAsync().dispatch(target);
        break;
      case "async-bare":
        // startAsync() without arguments: the container dispatches its own request.
        AsyncContext bare = request.startAsync();
        bare.start(bare::dispatch);
        break;
      case "async-start":
        startAsync(request, response);
        break;
      case "error":
        response.sendError(Integer.parseInt(target));
        break;
      case "outage":
        response.setContentType("text/html");
        response.getWriter().println("half a page");
        throw outage();
      case "invalidate":
        request.getSession().invalidate();
        break;
      case "throw":
        throw new UnsupportedOperationException("thrown by the application");
      default:
        identity(request, response);
    }
  }

  // The library throws this exception from calls by the application.
  private static RuntimeException outage() {
    try {
      return Class.forName("io.sallyport.spi.StoreUnavailableException")
          .asSubclass(RuntimeException.class)
          .getConstructor(String.class)
          .newInstance("the store does not answer");
    } catch (ReflectiveOperationException e) {
      return new IllegalStateException(e);
    }
  }

  private static void startAsync(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext work = request.startAsync(request, response);
    work.start(
        () -> {
          try {
            new EchoServlet().service(request, response);
            work.complete();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  // Ignores the result of authenticate() and writes on. A client must not read this text as another
  // answer.
  private static void ignoreAuthentication(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.getWriter().write("x".repeat(100));
    request.authenticate(response);
    StringBuilder answer = new StringBuilder("x".repeat(4000));
    answer.append("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nprincipal=eve");
    response.getWriter().write(answer.toString());
    response.getWriter().flush();
  }

  private static void identity(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getParameter("do").equals("authenticate")) {
      if (!request.authenticate(response)) {
        return;
      }
    } else if (request.getParameter("do").equals("authenticate-ignored")) {
      ignoreAuthentication(request, response);
      return;
    } else if (request.getParameter("do").equals("logout")) {
      request.logout();
    } else {
      try {
        request.login(request.getParameter("name"), request.getParameter("word"));
      } catch (ServletException e) {
        response.getWriter().println("rejected=" + e.getMessage());
      }
    }
    new EchoServlet().service(request, response);
  }
}
