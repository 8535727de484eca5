package dev.lethe.cli.deadletters;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Selection of dead letters; an empty condition accepts every letter.
 *
 * @param reason text in the error or in its reason, in any case
 * @param run name of the run that rejected the record
 * @param from minimum timestamp of the letter
 * @param to end of the timestamps, exclusive
 */
public record Filter(
    Optional<String> reason, Optional<String> run, Optional<Instant> from, Optional<Instant> to) {
  public Filter {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "to: got %s, expected a time after --from, %s".formatted(to.get(), from.get()));
    }
  }

  boolean accepts(DeadLetter letter) {
    return run.map(letter.run()::equals).orElse(true)
        && reason.map(text -> matches(letter, text)).orElse(true)
        && from.map(time -> letter.record().timestamp() >= time.toEpochMilli()).orElse(true)
        && to.map(time -> letter.record().timestamp() < time.toEpochMilli()).orElse(true);
  }

  private static boolean matches(DeadLetter letter, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return Reason.of(letter).toLowerCase(Locale.ROOT).contains(wanted)
        || letter.error().orElse("").toLowerCase(Locale.ROOT).contains(wanted);
  }
}
