package dev.lethe.cli.data;

import java.util.Collection;
import java.util.Comparator;

/** Guesses which valid name was meant, for messages about a name that is none of them. */
public final class NearestName {
  private NearestName() {}

  /**
   * A refusal that says key, seen and wanted.
   *
   * @param wanted the valid names, at least one
   */
  public static IllegalArgumentException refuse(
      String key, String seen, Collection<String> wanted) {
    return new IllegalArgumentException(
        "%s: seen '%s', wanted one of %s; nearest is '%s'"
            .formatted(key, seen, String.join(", ", wanted), of(seen, wanted)));
  }

  /** The name at the smallest edit distance; the first of several. */
  static String of(String seen, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> editDistance(seen, name)))
        .orElseThrow(() -> new IllegalArgumentException("names: seen none, wanted 1 or more"));
  }

  /** Levenshtein: insertions, deletions and substitutions cost 1 each. */
  private static int editDistance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
