package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Alarm {@code dead.letters}: raised by the first rejected record, and held until there has been
 * none for a minute and fewer than 1 % of the last 1000 records were rejected.
 */
final class DeadLetterAlarm {
  private static final double MIN_SHARE = 0.01;
  private static final long HOLD_NANOS = 60_000_000_000L;
  private static final int MAX_REASONS = 20;
  private static final int MAX_TEXT = 300;

  /** Our messages begin with the key of the wrong field. */
  private static final Pattern KEY =
      Pattern.compile("([a-zA-Z]+(?:\\.[a-z]+)?): .*", Pattern.DOTALL);

  private final String input;
  private final String deadLetters;
  private final RecentShare recent = new RecentShare();
  private final Map<String, Long> byReason = new LinkedHashMap<>();
  private long total;
  private String newest;
  private long heldUntil;
  private boolean held;

  /**
   * @param input name of the input topic
   * @param deadLetters name of the dead-letter topic
   */
  DeadLetterAlarm(String input, String deadLetters) {
    this.input = input;
    this.deadLetters = deadLetters;
  }

  void accepted() {
    recent.add(false);
  }

  /** Counts a rejected record; a replayed one was rejected at an unknown time. */
  void rejected(String message) {
    recent.add(true);
    total++;
    newest = message.length() <= MAX_TEXT ? message : message.substring(0, MAX_TEXT) + "…";
    String reason = reason(message);
    if (byReason.containsKey(reason) || byReason.size() < MAX_REASONS) {
      byReason.merge(reason, 1L, Long::sum);
    }
  }

  /** Holds the alarm for a minute from now on. */
  void hold(long nanos) {
    held = true;
    heldUntil = nanos + HOLD_NANOS;
  }

  private String reason(String message) {
    Matcher key = KEY.matcher(message);
    return key.matches() && !key.group(1).equals(input) ? key.group(1) : "unreadable";
  }

  Optional<Alarm> alarm(long nanos) {
    held &= nanos - heldUntil < 0;
    if (total == 0 || !(held || recent.hits() >= MIN_SHARE * recent.size())) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "dead.letters",
            "%s, %d in total (%s), the newest because \"%s\": correct the producer or the run's settings; the records are on %s."
                .formatted(extent(), total, reasons(), newest, deadLetters)));
  }

  private String extent() {
    if (recent.hits() == 0) {
      return "A record was rejected within the last minute";
    }
    return recent.hits() == recent.size()
        ? "All of the last %d records were rejected".formatted(recent.size())
        : "%d of the last %d records were rejected".formatted(recent.hits(), recent.size());
  }

  private String reasons() {
    return byReason.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
