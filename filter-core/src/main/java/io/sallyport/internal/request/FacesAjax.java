package io.sallyport.internal.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Redirects the script of Jakarta Faces, which follows no redirect status and needs a partial
 * response (Jakarta Faces 4.0, 13.4.4).
 */
final class FacesAjax {

  private FacesAjax() {}

  static boolean isOne(HttpServletRequest request) {
    return "partial/ajax".equals(request.getHeader("Faces-Request"));
  }

  /**
   * Redirects the browser to another page.
   *
   * @param target a relative reference in ASCII
   */
  static void redirect(HttpServletResponse response, String target) throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/xml");
    response.setCharacterEncoding("UTF-8");
    ResponseBody.of(response)
        .write(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<partial-response><redirect url=\""
                + escape(target)
                + "\"></redirect></partial-response>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
