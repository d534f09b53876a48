package io.sallyport.servertests.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Does what {@code do} says: forward, include, async, error, throw, login, logout ... */
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
        // Not from a thread of its own, which may be faster than this one: GlassFish then waits for
        // ever.
        request.startAsync().dispatch(target);
        break;
      case "async-bare":
        // Without the request that we were given: the container goes on with its own.
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

  // As the library throws it out of a call of the application's.
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

  // Goes on whatever it is told. What it writes must not be read as an answer of its own.
  private static void heedless(HttpServletRequest request, HttpServletResponse response)
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
    } else if (request.getParameter("do").equals("heedless")) {
      heedless(request, response);
      return;
    } else if (request.getParameter("do").equals("logout")) {
      request.logout();
    } else {
      try {
        request.login(request.getParameter("name"), request.getParameter("word"));
      } catch (ServletException e) {
        response.getWriter().println("refused=" + e.getMessage());
      }
    }
    new EchoServlet().service(request, response);
  }
}
