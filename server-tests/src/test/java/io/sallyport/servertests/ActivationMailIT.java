package io.sallyport.servertests;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.sallyport.test.Tokens;
import jakarta.mail.Folder;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link in an activation mail, from the mail of the application to the click of the user. */
@Timeout(120)
class ActivationMailIT {

  private static final String USER = "ann@example.test";
  private static final String MAIL_PASSWORD = "mailbox-password";
  private static final Pattern LINK = Pattern.compile("http://\\S+");
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"token\" value=\"([^\"]+)\">");

  private static final String BUTTON = "<button type=\"submit\">";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void activationLinkWorksOnce() throws Exception {
    GreenMail mail =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", "smtp"), new ServerSetup(0, "127.0.0.1", "imap")
            });
    mail.start();
    try (ServerProcess server = start(mail.getSmtp().getPort())) {
      mail.setUser(USER, USER, MAIL_PASSWORD);
      Http http = new Http(server.port());
      assertThat(http.post("/app/open/register.jsp", "name=" + USER).body()).contains("sent");
      assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
      String link = linkFromMailbox(mail.getImap().getPort());

      // Mail scanners and previews request the link without a click.
      unchanged(send("HEAD", link, ""));
      assertThat(unchanged(send("GET", link, "")).body()).contains(BUTTON);
      assertThat(unchanged(send("GET", link, "")).body()).contains(BUTTON);

      HttpResponse<String> page = unchanged(send("GET", link, ""));
      // A browser posts a form without an action to the URL of its page.
      assertThat(page.body()).contains("<form method=\"post\">", BUTTON);
      Matcher field = FIELD.matcher(page.body());
      assertThat(field.find()).isTrue();
      String form = "token=" + field.group(1);

      HttpResponse<String> done = send("POST", link, form, buttonHeaders(link));
      assertThat(done.statusCode()).isEqualTo(200);
      assertThat(done.body()).isEqualTo("activate " + USER);
      assertThat(Http.header(done, "Cache-Control")).isEqualTo("no-store");

      HttpResponse<String> again = send("POST", link, form, buttonHeaders(link));
      assertThat(again.statusCode()).isEqualTo(400);
      assertThat(again.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
      assertThat(Http.header(again, "Cache-Control")).isEqualTo("no-store");
      // The action token is not accepted as a bearer token.
      assertThat(http.get("/app/who", "Authorization", "Bearer " + field.group(1)).statusCode())
          .isEqualTo(401);
    } finally {
      mail.stop();
    }
  }

  // Chromium sends these headers to a plain http site with this policy, without Sec-Fetch-Site.
  private static String[] buttonHeaders(String link) {
    String origin = link.substring(0, link.indexOf("/app/"));
    return new String[] {"Origin", origin, "Referer", origin + "/"};
  }

  private static HttpResponse<String> unchanged(HttpResponse<String> page) {
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(Http.header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(Http.header(page, "Referrer-Policy")).isEqualTo("strict-origin");
    return page;
  }

  private HttpResponse<String> send(String method, String link, String form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(link))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, HttpRequest.BodyPublishers.ofString(form));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String linkFromMailbox(int port) throws Exception {
    Properties properties = new Properties();
    properties.put("mail.store.protocol", "imap");
    try (Store mailbox = Session.getInstance(properties).getStore("imap")) {
      mailbox.connect("127.0.0.1", port, USER, MAIL_PASSWORD);
      try (Folder inbox = mailbox.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        Matcher link = LINK.matcher(inbox.getMessage(1).getContent().toString());
        assertThat(link.find()).isTrue();
        return link.group();
      }
    }
  }

  private static ServerProcess start(int smtpPort) throws IOException {
    Path work = Path.of("target/work/activation").toAbsolutePath();
    Applications.empty(work);
    Path webapps = work.resolve("webapps");
    deploy(webapps.resolve("app"), smtpPort);
    return TestServer.JETTY_EE10.startWithAll(
        webapps, Path.of("target/server-logs/activation.log"));
  }

  private static void deploy(Path root, int smtpPort) throws IOException {
    Path inf = root.resolve("WEB-INF");
    Applications.copy(Path.of("target/library"), inf.resolve("lib"));
    for (String mailJar :
        List.of(
            "org.eclipse.angus.mail.smtp.SMTPTransport",
            "jakarta.activation.DataHandler",
            "org.eclipse.angus.activation.MailcapRegistryProviderImpl")) {
      Path jar = NodeApplication.jar(mailJar);
      Applications.copy(jar, inf.resolve("lib").resolve(jar.getFileName()));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("auth.mode", "jwt");
    settings.put("auth.jwt.secretkey", Tokens.SECRET);
    settings.put("mp.jwt.verify.issuer", Tokens.ISSUER);
    settings.put("mp.jwt.verify.audiences", Tokens.AUDIENCE);
    settings.put("auth.rules", "/open/* permit\n/* authenticated");
    settings.put("auth.store", "memory");
    settings.put("auth.action.path", "/activate");
    settings.put("auth.action.target", "/open/activated.jsp");
    StringBuilder xml = new StringBuilder();
    xml.append("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='5.0'>\n");
    Applications.filter(xml, "sallyport", "io.sallyport.AuthenticationFilter", settings);
    Applications.write(inf.resolve("web.xml"), xml.append("</web-app>").toString());
    Applications.write(root.resolve("open/register.jsp"), register(smtpPort));
    Applications.write(
        root.resolve("open/activated.jsp"),
        "<%@ page session=\"false\" %><%= request.getAttribute(\"io.sallyport.action.purpose\") %>"
            + " <%= request.getAttribute(\"io.sallyport.action.subject\") %>");
  }

  private static String register(int smtpPort) {
    return "<%@ page session=\"false\" import=\"jakarta.mail.*,jakarta.mail.internet.*\" %><%"
        + " String user = request.getParameter(\"name\");"
        + " String token = io.sallyport.Sallyport.of(application).actionTokens()"
        + ".issue(\"activate\", user, java.time.Duration.ofMinutes(10));"
        + " java.util.Properties smtp = new java.util.Properties();"
        + " smtp.put(\"mail.smtp.host\", \"127.0.0.1\");"
        + (" smtp.put(\"mail.smtp.port\", \"" + smtpPort + "\");")
        + " MimeMessage message = new MimeMessage(jakarta.mail.Session.getInstance(smtp));"
        + " message.setFrom(new InternetAddress(\"app@example.test\"));"
        + " message.setRecipients(Message.RecipientType.TO, user);"
        + " message.setSubject(\"Welcome\");"
        + " message.setText(\"Welcome! http://127.0.0.1:\" + request.getServerPort()"
        + " + request.getContextPath() + \"/activate?token=\" + token + \"\\n\");"
        + " Transport.send(message); %>sent";
  }
}
