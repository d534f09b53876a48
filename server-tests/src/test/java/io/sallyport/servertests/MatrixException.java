package io.sallyport.servertests;

import java.util.Optional;
import java.util.Set;

/** Where a server does not let a door do what it should, and why. */
enum MatrixException {
  BEHIND_CONSTRAINTS(
      Set.of(Door.FILTER),
      Set.of(
          MatrixCase.CONSTRAINT,
          MatrixCase.CONSTRAINT_NOBODY,
          MatrixCase.ANNOTATION,
          MatrixCase.ANNOTATION_NOBODY,
          MatrixCase.LOGIN_PAGE),
      "A filter acts behind the container's own constraints, which know no caller: they refuse"
          + " first. Use `auth.rules`, or another door.");

  private final Set<Door> doors;
  private final Set<MatrixCase> rows;
  private final String reason;

  MatrixException(Set<Door> doors, Set<MatrixCase> rows, String reason) {
    this.doors = doors;
    this.rows = rows;
    this.reason = reason;
  }

  static Optional<MatrixException> find(String server, Door door, MatrixCase row, String cell) {
    for (MatrixException exception : values()) {
      if (exception.doors.contains(door) && exception.rows.contains(row)) {
        return Optional.of(exception);
      }
    }
    return Optional.empty();
  }

  String reason() {
    return reason;
  }
}
