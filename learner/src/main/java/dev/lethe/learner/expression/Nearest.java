package dev.lethe.learner.expression;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the valid names that somebody who wrote another one most likely had in mind. */
public final class Nearest {
  private static final int MOST = 3;

  /** Of so many characters one may be wrong. */
  private static final int CHARACTERS_PER_EDIT = 3;

  private Nearest() {}

  /**
   * A refusal that says key, seen and wanted, and what may have been meant.
   *
   * @param names the valid ones, at least one
   */
  public static IllegalArgumentException refuse(String key, String seen, Collection<String> names) {
    return new IllegalArgumentException(
        "%s: seen '%s', wanted %s%s%s"
            .formatted(
                key,
                seen,
                names.size() == 1 ? "" : "one of ",
                String.join(", ", names),
                suggestion(to(seen, names))));
  }

  private static String suggestion(List<String> nearest) {
    return nearest.isEmpty()
        ? ""
        : nearest.stream().collect(joining("' or '", "; did you mean '", "'?"));
  }

  /**
   * Names that were cut short, then those that take the fewest edits, if these are few against what
   * was written; case aside, three at most, perhaps none.
   */
  static List<String> to(String seen, Collection<String> names) {
    String wanted = seen.toLowerCase(Locale.ROOT);
    int least = names.stream().mapToInt(name -> distance(wanted, name)).min().orElseThrow();
    boolean near = least <= Math.max(1, wanted.length() / CHARACTERS_PER_EDIT);
    return Stream.concat(
            names.stream().filter(name -> name.startsWith(wanted)),
            names.stream().filter(name -> near && distance(wanted, name) == least))
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** Levenshtein's, but that two neighbours in the wrong order are one edit. */
  private static int distance(String a, String b) {
    // edits[i][j] = from the first i characters of a to the first j of b
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
