package dev.lethe.common.text;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Suggests valid names for a misspelt one ("did you mean …?"). */
public final class Suggestions {
  private static final int MAX_SUGGESTIONS = 3;

  /** Longer lists of names hide what comes after them. */
  private static final int MANY_NAMES = 20;

  /** One edit is tolerated per this many characters. */
  private static final int CHARACTERS_PER_EDIT = 3;

  private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

  private Suggestions() {}

  /**
   * Creates the exception for an unknown name: key, what it got, what it expected, suggestions. If
   * there are many valid names, the suggestions come before them.
   *
   * @param names valid names, at least one
   */
  public static IllegalArgumentException unknown(String key, String got, Collection<String> names) {
    String expected = (names.size() == 1 ? "" : "one of ") + String.join(", ", names);
    String suggestion = didYouMean(got, names);
    String end =
        names.size() > MANY_NAMES && !suggestion.isEmpty()
            ? suggestion + " Expected " + expected
            : ", expected " + expected + suggestion;
    return new IllegalArgumentException("%s: got '%s'%s".formatted(key, got, end));
  }

  /** Returns the end of a message, {@code ; did you mean 'x'?}, or no text if nothing is close. */
  public static String didYouMean(String got, Collection<String> names) {
    List<String> closest = closest(got, names);
    return closest.isEmpty()
        ? ""
        : closest.stream().collect(joining("' or '", "; did you mean '", "'?"));
  }

  /**
   * Returns up to three suggestions, perhaps none: names that start with the given text, then those
   * at the smallest edit distance if it is small for the length of the text. Case is ignored.
   */
  public static List<String> closest(String got, Collection<String> names) {
    String text = got.toLowerCase(Locale.ROOT);
    int min = names.stream().mapToInt(name -> DISTANCE.apply(text, name)).min().orElseThrow();
    boolean near = min <= Math.max(1, text.length() / CHARACTERS_PER_EDIT);
    return Stream.concat(
            names.stream().filter(name -> name.startsWith(text)),
            names.stream().filter(name -> near && DISTANCE.apply(text, name) == min))
        .distinct()
        .limit(MAX_SUGGESTIONS)
        .toList();
  }
}
