package dev.lethe.learner.window;

import dev.lethe.learner.expression.Part;

/** What ends a task window. A boundary in the stream does so under every rule. */
public sealed interface WindowRule {
  /**
   * Reads {@code field} or {@code count(n=1000)}.
   *
   * @throws IllegalArgumentException saying key, value seen and value wanted
   */
  static WindowRule parse(String expression) {
    Part part = Rules.VOCABULARY.parse(expression).get(0);
    return part.name().equals(Rules.FIELD) ? new ByField() : new ByCount(part.whole(Rules.N));
  }

  /**
   * Whether the window ends before an example that has arrived.
   *
   * @param task the window's task, or null
   * @param next the example's task, or null
   */
  boolean endsBefore(String task, String next);

  /**
   * Whether the window ends now.
   *
   * @param examples how many LEARN examples it has had
   */
  boolean endsAfter(long examples);

  /** A window ends when an example of another task arrives; an example without task is of any. */
  record ByField() implements WindowRule {
    @Override
    public boolean endsBefore(String task, String next) {
      return task != null && next != null && !next.equals(task);
    }

    @Override
    public boolean endsAfter(long examples) {
      return false;
    }

    @Override
    public String toString() {
      return Rules.FIELD;
    }
  }

  /**
   * A window ends with its n-th LEARN example, labelled or not.
   *
   * @param examples n
   */
  record ByCount(int examples) implements WindowRule {
    public ByCount {
      if (examples < 1) {
        throw new IllegalArgumentException("count.n: seen '" + examples + "', wanted at least 1");
      }
    }

    @Override
    public boolean endsBefore(String task, String next) {
      return false;
    }

    @Override
    public boolean endsAfter(long seen) {
      return seen >= examples;
    }

    @Override
    public String toString() {
      return Rules.COUNT + "(" + Rules.N + "=" + examples + ")";
    }
  }
}
