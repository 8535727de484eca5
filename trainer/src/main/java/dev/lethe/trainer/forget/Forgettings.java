package dev.lethe.trainer.forget;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Exact forgettings of a run. Each has an entry in the journal with the records that replays leave
 * out. A state that was saved after the one from which the run was replayed, and before that entry,
 * may contain what was learned from them, and must not be used.
 *
 * @param exact the forgettings, oldest first
 * @param pending records of a forgetting that is not in the journal yet
 */
public record Forgettings(List<Exact> exact, MaskedRecords pending) {
  /** A run that has forgotten nothing. */
  public static final Forgettings NONE = new Forgettings(List.of(), MaskedRecords.NONE);

  private static final Pattern EXACT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /**
   * One exact forgetting.
   *
   * @param since number of journal entries in the state from which the run was replayed; no state
   *     with more of them, and at most that of the forgetting, is without the records
   * @param sequence sequence of the entry that forgets
   */
  public record Exact(long since, long sequence) {}

  public Forgettings {
    exact = List.copyOf(exact);
  }

  /**
   * Parses what {@link #toString} wrote.
   *
   * @param text such as {@code 12-480,3-900}; empty for none
   */
  public static Forgettings parse(String text) {
    var all = new ArrayList<Exact>();
    for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      Matcher matcher = EXACT.matcher(each);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "forgotten: got '%s', expected pairs of journal entries such as 12-480"
                .formatted(text));
      }
      all.add(new Exact(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }
    return new Forgettings(all, MaskedRecords.NONE);
  }

  /** Returns these forgettings, with records that are to be forgotten too. */
  public Forgettings masking(MaskedRecords records) {
    return new Forgettings(exact, records);
  }

  /** Returns these forgettings and a further one that is in the journal. */
  public Forgettings with(Exact next) {
    var all = new ArrayList<>(exact);
    all.add(next);
    return new Forgettings(all, MaskedRecords.NONE);
  }

  /** Returns true if a state with this number of journal entries contains forgotten records. */
  public boolean spoil(long entries) {
    return exact.stream().anyMatch(each -> each.since() < entries && entries <= each.sequence());
  }

  /** Returns true if records are forgotten after this number of journal entries. */
  public boolean follow(long entries) {
    return !pending.isEmpty() || exact.stream().anyMatch(each -> entries <= each.sequence());
  }

  /** Returns true if the entry with this sequence is one of the forgettings. */
  public boolean include(long sequence) {
    return exact.stream().anyMatch(each -> each.sequence() == sequence);
  }

  /** Returns the entries of the forgettings as text. */
  @Override
  public String toString() {
    return exact.stream()
        .map(each -> each.since() + "-" + each.sequence())
        .collect(Collectors.joining(","));
  }
}
