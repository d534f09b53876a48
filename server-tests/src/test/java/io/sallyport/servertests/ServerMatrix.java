package io.sallyport.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The results of one server, in the format of docs/server-matrix.md. */
final class ServerMatrix {

  private static final Path PAGE = Path.of("../docs/server-matrix.md");

  private final String server;
  private final Set<Integration> integrations;
  private final boolean enterprise;
  private final Map<MatrixCase, List<String>> cells = new EnumMap<>(MatrixCase.class);
  private final Map<String, String> more = new LinkedHashMap<>();

  private ServerMatrix(String server, Set<Integration> integrations, boolean enterprise) {
    this.server = server;
    this.integrations = integrations;
    this.enterprise = enterprise;
  }

  /** Runs every row with each integration and each credential. */
  static ServerMatrix observe(
      String server, int port, Set<Integration> integrations, boolean enterprise) {
    ServerMatrix matrix = new ServerMatrix(server, integrations, enterprise);
    for (MatrixCase row : MatrixCase.values()) {
      List<String> observations = new ArrayList<>();
      for (Integration integration : integrations) {
        for (boolean bySession : new boolean[] {true, false}) {
          MatrixVisit visit = new MatrixVisit(port, integration.contextPath(), bySession);
          observations.add(
              row.isEnterprise() && !enterprise ? MatrixCase.NOT_APPLICABLE : row.observe(visit));
        }
      }
      matrix.cells.put(row, observations);
    }
    matrix.more.put(
        "application with FORM login, with the jar and without settings",
        FormApplication.observe(port));
    return matrix;
  }

  boolean isOneOf(Set<String> servers) {
    return servers.contains(server);
  }

  void add(String title, String observation) {
    more.put(title, observation);
  }

  /** Returns the cells that are not {@code ok} and have no known limitation. */
  List<String> unexplained() {
    List<String> unexplained = new ArrayList<>();
    forEachCell(
        (row, integration, cell) -> {
          if (isDifference(cell) && KnownLimitation.find(server, integration, row).isEmpty()) {
            unexplained.add(integration.value() + ", " + row + ": " + cell);
          }
        });
    more.forEach(
        (title, observation) -> {
          if (!observation.equals(MatrixVisit.OK)) {
            unexplained.add(title + ": " + observation);
          }
        });
    return unexplained;
  }

  private static boolean isDifference(String cell) {
    return !cell.equals(MatrixVisit.OK) && !cell.equals(MatrixCase.NOT_APPLICABLE);
  }

  private interface CellVisitor {
    void visit(MatrixCase row, Integration integration, String cell);
  }

  private void forEachCell(CellVisitor visitor) {
    cells.forEach(
        (row, observations) -> {
          int column = 0;
          for (Integration integration : integrations) {
            visitor.visit(row, integration, observations.get(column++));
            visitor.visit(row, integration, observations.get(column++));
          }
        });
  }

  /** Returns the section of the page for this server. */
  String text() {
    List<KnownLimitation> notes = new ArrayList<>();
    StringBuilder text = new StringBuilder("## ").append(server).append("\n\n| |");
    for (Integration integration : integrations) {
      text.append(" `").append(integration.value()).append("`, session | token |");
    }
    text.append("\n|---|").append("---|---|".repeat(integrations.size())).append('\n');
    cells.forEach(
        (row, observations) -> {
          if (row.isEnterprise() && !enterprise) {
            return;
          }
          text.append("| ").append(row.title()).append(" |");
          int column = 0;
          for (Integration integration : integrations) {
            for (int credential = 0; credential < 2; credential++) {
              String cell = observations.get(column++);
              text.append(' ')
                  .append(cell)
                  .append(number(notes, integration, row, cell))
                  .append(" |");
            }
          }
          text.append('\n');
        });
    text.append('\n');
    more.forEach(
        (title, observation) ->
            text.append("- ").append(title).append(": ").append(observation).append('\n'));
    if (!notes.isEmpty()) {
      text.append('\n');
      for (int i = 0; i < notes.size(); i++) {
        text.append(i + 1).append(". ").append(notes.get(i).reason()).append('\n');
      }
    }
    return text.toString();
  }

  private String number(
      List<KnownLimitation> notes, Integration integration, MatrixCase row, String cell) {
    if (!isDifference(cell)) {
      return "";
    }
    return KnownLimitation.find(server, integration, row)
        .map(
            note -> {
              if (!notes.contains(note)) {
                notes.add(note);
              }
              return " (" + (notes.indexOf(note) + 1) + ")";
            })
        .orElse(" (?)");
  }

  /** Returns the committed section of the page; empty if there is none. */
  String committed() throws IOException {
    return sections().getOrDefault(server, "");
  }

  /** Replaces the section on the page. */
  void write() throws IOException {
    Map<String, String> sections = sections();
    sections.put(server, text());
    Files.writeString(PAGE, preamble() + String.join("\n", sections.values()));
  }

  private static String preamble() throws IOException {
    String page = Files.readString(PAGE);
    int first = page.indexOf("\n## ");
    return first < 0 ? page + "\n" : page.substring(0, first + 1);
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new LinkedHashMap<>();
    String page = "\n" + Files.readString(PAGE);
    String[] parts = page.split("\n(?=## )");
    for (int i = 1; i < parts.length; i++) {
      String title = parts[i].lines().findFirst().orElse("").substring(3);
      sections.put(
          title, parts[i].lines().collect(Collectors.joining("\n")).stripTrailing() + "\n");
    }
    return sections;
  }
}
