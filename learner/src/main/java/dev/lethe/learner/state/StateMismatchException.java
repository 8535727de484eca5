package dev.lethe.learner.state;

/** State that belongs to something else, or is damaged. */
public final class StateMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public StateMismatchException(String what, Object seen, Object wanted) {
    super(what + ": got '" + seen + "', expected '" + wanted + "'");
  }
}
