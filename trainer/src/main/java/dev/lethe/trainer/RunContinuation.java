package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Compares a run that starts again with what it published before. */
final class RunContinuation {
  /** Settings that a run keeps from its earlier records. */
  private static final List<String> INHERITED =
      List.of(
          RunRecord.STARTS,
          RunRecord.FORKED_FROM,
          RunRecord.CLASS_NAMES,
          RunRecord.SKIPPED,
          RunRecord.FORGOTTEN);

  private RunContinuation() {}

  /** Adds input that a recovery could not replay to the record of the run. */
  static void addSkipped(Run run, SkippedRecords skipped) {
    if (!skipped.isEmpty()) {
      run.getSettings().merge(RunRecord.SKIPPED, skipped.toString(), (one, two) -> one + ";" + two);
    }
  }

  /**
   * Returns the run with the start time, the start offsets and the class names that were published
   * first, or unchanged if it is new.
   *
   * @param published newest record of the run; empty if the run is new
   * @throws IllegalArgumentException if the run was published with other settings
   * @throws InputChangedException if the input topic was created again
   */
  static Run continued(Run configured, Optional<Run> published) {
    if (published.isEmpty()) {
      return configured;
    }
    Run earlier = published.get();
    requireSame(earlier, configured);
    Run run = Run.newBuilder(configured).setStartedAt(earlier.getStartedAt()).build();
    for (String key : INHERITED) {
      String value = earlier.getSettings().get(key);
      if (value != null) {
        run.getSettings().put(key, value);
      }
    }
    return run;
  }

  /**
   * Checks that the journal has at least the entries that it had when the run stopped.
   *
   * @throws JournalBrokenException if entries are missing
   */
  static void requireAllEntries(Optional<Run> published, long entries) {
    long expected =
        published
            .map(run -> run.getSettings().get(RunRecord.ENTRIES))
            .map(Long::parseLong)
            .orElse(0L);
    if (entries < expected) {
      throw new JournalBrokenException(
          "journal of run '%s': got %d entries, expected %d as when the run stopped: were records of the journal deleted?"
              .formatted(published.get().getRun(), entries, expected));
    }
  }

  /** Returns an alarm if the run stopped with a learner of another digest. */
  static List<Alarm> differences(Optional<Run> published, byte[] digest) {
    return published
        .map(run -> run.getSettings().get(RunRecord.DIGEST))
        .filter(stopped -> !stopped.equals(HexFormat.of().formatHex(digest)))
        .map(
            stopped ->
                new Alarm(
                    "state.differs",
                    "The learner after recovery is not bit-identical to the one that stopped, although it was trained on the same records: the version or the processor may be another one; compare its metrics with care."))
        .stream()
        .toList();
  }

  /**
   * Checks that a run may continue with these settings. Other settings would give another learner.
   *
   * @throws IllegalArgumentException if a setting differs
   * @throws InputChangedException if the input topic was created again
   */
  static void requireSame(Run published, Run configured) {
    same(configured, "method", published.getMethod(), configured.getMethod());
    same(configured, "model", published.getModel(), configured.getModel());
    same(configured, "seed", published.getSeed(), configured.getSeed());
    same(configured, "batch.size", published.getBatchSize(), configured.getBatchSize());
    same(configured, "features", published.getFeatures(), configured.getFeatures());
    same(configured, "classes", published.getClasses(), configured.getClasses());
    same(configured, "windows", published.getWindows(), configured.getWindows());
    requireSameInput(published, configured);
    same(configured, RunRecord.RANGE, range(published), range(configured));
    for (String key : configured.getSettings().keySet()) {
      boolean added = key.equals(RunRecord.CLASS_NAMES) && published.getSettings().get(key) == null;
      if (affectsTraining(key) && !added) {
        same(configured, key, published.getSettings().get(key), configured.getSettings().get(key));
      }
    }
  }

  /** Versions are published for information: bit-identity holds for the same versions only. */
  private static boolean affectsTraining(String key) {
    return !key.endsWith(".version")
        && !key.equals(RunRecord.SCORECARD)
        && !key.startsWith(RunRecord.CHECKPOINTS);
  }

  private static String range(Run run) {
    return run.getSettings().getOrDefault(RunRecord.RANGE, "the live input");
  }

  private static void requireSameInput(Run published, Run configured) {
    String expected = published.getSettings().get(RunRecord.INPUT_ID);
    String got = configured.getSettings().get(RunRecord.INPUT_ID);
    String input = configured.getSettings().get("input");
    if (input.equals(published.getSettings().get("input")) && !got.equals(expected)) {
      throw InputChangedException.createdAgain(input, got, expected, configured.getRun());
    }
  }

  private static void same(Run run, String key, Object published, Object configured) {
    if (!configured.equals(published)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s' as when run '%s' started: use that, or another run name"
              .formatted(key, configured, published, run.getRun()));
    }
  }
}
