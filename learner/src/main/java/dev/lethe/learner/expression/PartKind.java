package dev.lethe.learner.expression;

import static java.util.Objects.requireNonNull;

/** Kind of a part. By default, an expression holds at most one part of each kind. */
public interface PartKind {
  /** Returns the kind's name in lists and error messages, such as {@code buffer policy}. */
  String label();

  /** Returns true if an expression may hold several parts of this kind with different names. */
  default boolean isAdditive() {
    return false;
  }

  /** Returns an exclusive kind: an expression holds at most one part of it. */
  static PartKind of(String label) {
    return new Exclusive(label);
  }

  /** Exclusive kind: an expression holds at most one part of it. */
  record Exclusive(String label) implements PartKind {
    public Exclusive {
      requireNonNull(label, "label");
    }
  }
}
