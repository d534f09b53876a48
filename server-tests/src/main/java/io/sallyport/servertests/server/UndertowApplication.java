package io.sallyport.servertests.server;

import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.servlet.api.SecurityConstraint;
import io.undertow.servlet.api.SecurityInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.api.ServletSecurityInfo;
import io.undertow.servlet.api.WebResourceCollection;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.ServletSecurity;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.jasper.deploy.TagLibraryInfo;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads a folder with a web.xml and deploys it by Undertow's API. */
final class UndertowApplication {

  private final String path;
  private final Path folder;
  private final Path temp;
  private final ClassLoader loader;
  private final DeploymentInfo info;

  UndertowApplication(String path, Path folder, Path temp) throws Exception {
    this.path = path;
    this.folder = folder;
    this.temp = temp;
    this.loader = new URLClassLoader(classPath(), UndertowApplication.class.getClassLoader());
    this.info = Servlets.deployment();
  }

  private URL[] classPath() throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(folder.resolve("WEB-INF/classes").toUri().toURL());
    try (Stream<Path> jars = Files.list(folder.resolve("WEB-INF/lib"))) {
      for (Path jar : jars.collect(Collectors.toList())) {
        urls.add(jar.toUri().toURL());
      }
    }
    return urls.toArray(new URL[0]);
  }

  DeploymentInfo read() throws Exception {
    Files.createDirectories(temp);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    Element web =
        factory
            .newDocumentBuilder()
            .parse(folder.resolve("WEB-INF/web.xml").toFile())
            .getDocumentElement();
    info.setClassLoader(loader)
        .setContextPath(path)
        .setDeploymentName(path)
        .setTempDir(temp.toFile())
        .setResourceManager(new PathResourceManager(folder))
        .setServletSessionConfig(
            new io.undertow.servlet.api.ServletSessionConfig()
                .setHttpOnly(true)
                .setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE)));
    for (Element parameter : children(web, "context-param")) {
      info.addInitParameter(text(parameter, "param-name"), text(parameter, "param-value"));
    }
    readFilters(web);
    readServlets(web);
    readPages(web);
    readSecurity(web);
    addSockets();
    return info;
  }

  private void readFilters(Element web) throws Exception {
    for (Element filter : children(web, "filter")) {
      FilterInfo added =
          Servlets.filter(
              text(filter, "filter-name"), type(filter, "filter-class").asSubclass(Filter.class));
      added.setAsyncSupported(true);
      for (Element parameter : children(filter, "init-param")) {
        added.addInitParam(text(parameter, "param-name"), text(parameter, "param-value"));
      }
      info.addFilter(added);
    }
    for (Element mapping : children(web, "filter-mapping")) {
      for (String pattern : texts(mapping, "url-pattern")) {
        for (String dispatcher : texts(mapping, "dispatcher")) {
          info.addFilterUrlMapping(
              text(mapping, "filter-name"), pattern, DispatcherType.valueOf(dispatcher));
        }
      }
    }
    for (Element listener : children(web, "listener")) {
      info.addListener(
          Servlets.listener(type(listener, "listener-class").asSubclass(EventListener.class)));
    }
  }

  private void readServlets(Element web) throws Exception {
    for (Element servlet : children(web, "servlet")) {
      ServletInfo added =
          Servlets.servlet(
              text(servlet, "servlet-name"),
              type(servlet, "servlet-class").asSubclass(Servlet.class));
      added.setAsyncSupported(true);
      for (Element reference : children(servlet, "security-role-ref")) {
        String role = text(reference, "role-name");
        String link = text(reference, "role-link");
        added.addSecurityRoleRef(role, link.isEmpty() ? null : link);
      }
      secure(added);
      info.addServlet(added);
    }
    info.addServlet(io.undertow.servlet.Servlets.servlet("default", defaultServlet()));
    ServletInfo jsp = io.undertow.jsp.JspServletBuilder.createServlet("jsp", "*.jsp");
    info.addServlet(jsp);
    HashMap<String, TagLibraryInfo> none = new HashMap<>();
    io.undertow.jsp.JspServletBuilder.setupDeployment(
        info, new HashMap<>(), none, new io.undertow.jsp.HackInstanceManager());
    for (Element mapping : children(web, "servlet-mapping")) {
      for (String pattern : texts(mapping, "url-pattern")) {
        info.getServlets().get(text(mapping, "servlet-name")).addMapping(pattern);
      }
    }
  }

  private static Class<? extends Servlet> defaultServlet() {
    return io.undertow.servlet.handlers.DefaultServlet.class;
  }

  // Embedded Undertow does not read annotations.
  private static void secure(ServletInfo servlet) {
    Optional.ofNullable(servlet.getServletClass().getAnnotation(ServletSecurity.class))
        .ifPresent(
            security ->
                servlet.setServletSecurityInfo(
                    new ServletSecurityInfo().addRolesAllowed(security.value().rolesAllowed())));
  }

  private void readPages(Element web) {
    for (Element page : children(web, "error-page")) {
      info.addErrorPage(
          Servlets.errorPage(text(page, "location"), Integer.parseInt(text(page, "error-code"))));
    }
  }

  private void readSecurity(Element web) {
    for (Element role : children(web, "security-role")) {
      info.addSecurityRole(text(role, "role-name"));
    }
    for (Element constraint : children(web, "security-constraint")) {
      SecurityConstraint added = new SecurityConstraint();
      for (Element resources : children(constraint, "web-resource-collection")) {
        added.addWebResourceCollection(
            new WebResourceCollection().addUrlPatterns(texts(resources, "url-pattern")));
      }
      for (Element roles : children(constraint, "auth-constraint")) {
        added.addRolesAllowed(texts(roles, "role-name"));
      }
      added.setEmptyRoleSemantic(SecurityInfo.EmptyRoleSemantic.DENY);
      info.addSecurityConstraint(added);
    }
    info.setIdentityManager(new Realm());
    for (Element config : children(web, "login-config")) {
      List<Element> form = children(config, "form-login-config");
      info.setLoginConfig(
          form.isEmpty()
              ? new LoginConfig(text(config, "auth-method"), text(config, "realm-name"))
              : new LoginConfig(
                  text(config, "auth-method"),
                  text(config, "realm-name"),
                  text(form.get(0), "form-login-page"),
                  text(form.get(0), "form-error-page")));
    }
  }

  private void addSockets() {
    info.addServletContextAttribute(
        WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo());
  }

  private Class<?> type(Element parent, String name) throws ClassNotFoundException {
    return loader.loadClass(text(parent, name));
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && name.equals(node.getLocalName())) {
        children.add((Element) node);
      }
    }
    return children;
  }

  private static List<String> texts(Element parent, String name) {
    return children(parent, name).stream()
        .map(child -> child.getTextContent().trim())
        .collect(Collectors.toList());
  }

  private static String text(Element parent, String name) {
    return texts(parent, name).stream().findFirst().orElse("");
  }

  /** The realm: alice with the role employee, erin with the role approver. */
  private static final class Realm implements IdentityManager {

    @Override
    public Account verify(Account account) {
      return account;
    }

    @Override
    public Account verify(String name, Credential credential) {
      boolean right =
          User.ROLES.containsKey(name)
              && credential instanceof PasswordCredential
              && new String(((PasswordCredential) credential).getPassword())
                  .equals(ServerLife.PASSWORD);
      return right ? new User(name) : null;
    }

    @Override
    public Account verify(Credential credential) {
      return null;
    }
  }

  private static final class User implements Account {

    private static final long serialVersionUID = 1L;
    private static final Map<String, String> ROLES =
        Map.of("alice", "employee", "erin", "approver");

    private final String name;

    User(String name) {
      this.name = name;
    }

    @Override
    public Principal getPrincipal() {
      return () -> name;
    }

    @Override
    public Set<String> getRoles() {
      return Set.of(ROLES.get(name));
    }
  }
}
