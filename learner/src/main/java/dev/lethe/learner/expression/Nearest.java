package dev.lethe.learner.expression;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the valid name that somebody who wrote another one most likely had in mind. */
final class Nearest {
  private Nearest() {}

  /** The name at the least Levenshtein distance, case aside; of equals, the first. */
  static String to(String seen, Collection<String> names) {
    String wanted = seen.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, name)))
        .orElseThrow();
  }

  private static int distance(String a, String b) {
    // row[j] = edits from the first i characters of a to the first j of b
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[b.length()];
  }
}
