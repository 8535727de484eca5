package dev.lethe.trainer.alarm;

import dev.lethe.learner.stream.Alarm;
import java.util.Optional;

/**
 * Alarm {@code labels.missing}: labels stopped coming, or most examples have none. An example
 * without a label is predicted, and the model is not trained on it.
 */
final class LabelAlarm {
  /** Number of examples without a label that is not chance. */
  private static final int MIN = 100;

  private final RecentShare unlabelled = new RecentShare();
  private long labelled;
  private long sinceLabel;

  /** Counts an example to train on. */
  void add(boolean hasLabel) {
    unlabelled.add(!hasLabel);
    if (hasLabel) {
      labelled++;
      sinceLabel = 0;
    } else {
      sinceLabel++;
    }
  }

  Optional<Alarm> alarm() {
    if (sinceLabel >= MIN) {
      String extent =
          labelled == 0
              ? "None of the %d examples so far has a label".formatted(sinceLabel)
              : "None of the last %d examples has a label; %d before them had one"
                  .formatted(sinceLabel, labelled);
      return Optional.of(alarm(extent));
    }
    if (unlabelled.hits() >= MIN && 2 * unlabelled.hits() > unlabelled.size()) {
      return Optional.of(
          alarm(
              "%d of the last %d examples have no label"
                  .formatted(unlabelled.hits(), unlabelled.size())));
    }
    return Optional.empty();
  }

  private static Alarm alarm(String extent) {
    return new Alarm(
        "labels.missing",
        extent
            + ", so the model is not trained on them: check the field label of the producer's schema.");
  }
}
