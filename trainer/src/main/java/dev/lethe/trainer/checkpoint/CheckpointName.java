package dev.lethe.trainer.checkpoint;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a checkpoint.
 *
 * @param run name of the run: letters, digits, '.' and '-', at most 100
 * @param entries number of journal entries that the state contains; unique within the run
 */
public record CheckpointName(String run, long entries) implements Comparable<CheckpointName> {
  /** End of the names of checkpoint files. */
  static final String EXTENSION = ".lethe";

  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,99}");
  private static final Pattern FILE = Pattern.compile("([0-9]{18})(\\.[a-z]+)");
  private static final long MAX_ENTRIES = 999_999_999_999_999_999L;
  private static final Comparator<CheckpointName> ORDER =
      Comparator.comparing(CheckpointName::run).thenComparingLong(CheckpointName::entries);

  public CheckpointName {
    requireRun(run);
    if (entries < 0 || entries > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "entries: got %d, expected 0 to %d".formatted(entries, MAX_ENTRIES));
    }
  }

  /** Orders by run, then from the oldest checkpoint to the newest. */
  @Override
  public int compareTo(CheckpointName other) {
    return ORDER.compare(this, other);
  }

  /** Returns the checkpoint in the form {@code run/000000000000001234.lethe}. */
  @Override
  public String toString() {
    return run + "/" + fileName();
  }

  /** Returns the entries with leading zeros, so that names sort by age. */
  String digits() {
    return "%018d".formatted(entries);
  }

  String fileName() {
    return digits() + EXTENSION;
  }

  /**
   * Returns the name of a run's directory. Different runs have different directories, also in file
   * systems that ignore case: an upper-case letter becomes an underscore and its lower-case letter.
   */
  static String directory(String run) {
    requireRun(run);
    var name = new StringBuilder();
    for (char c : run.toCharArray()) {
      if (c >= 'A' && c <= 'Z') {
        name.append('_').append((char) (c - 'A' + 'a'));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }

  /** Parses a file name, and returns null if it is not the entries and the extension. */
  static CheckpointName parse(String run, String fileName, String extension) {
    Matcher matcher = FILE.matcher(fileName);
    return matcher.matches() && matcher.group(2).equals(extension)
        ? new CheckpointName(run, Long.parseLong(matcher.group(1)))
        : null;
  }

  private static void requireRun(String run) {
    if (run == null || !RUN.matcher(run).matches()) {
      throw new IllegalArgumentException(
          "run: got '%s', expected letters, digits, '.' and '-', at most 100".formatted(run));
    }
  }
}
