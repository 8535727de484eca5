package dev.lethe.trainer.output;

import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.schemas.Outcomes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the outcomes of successive predictions of a task window for one record.
 *
 * <p>Owned by the run's thread.
 */
final class OutcomeRecords {
  /** Maximum number of outcomes in a record. */
  static final int MAX = 500;

  private final String run;
  private List<Integer> predicted = new ArrayList<>();
  private List<Integer> labels = new ArrayList<>();
  private int window;
  private long eventTime;
  private long modelStep;

  OutcomeRecords(String run) {
    this.run = run;
  }

  /**
   * Adds a prediction.
   *
   * @return the predictions before it, if it does not belong in their record
   */
  Optional<Outcomes> add(Example example, Prediction prediction) {
    Optional<Outcomes> before =
        prediction.window() != window || predicted.size() == MAX ? take() : Optional.empty();
    window = prediction.window();
    eventTime =
        predicted.isEmpty() ? example.eventTime() : Math.max(eventTime, example.eventTime());
    modelStep = prediction.modelStep();
    predicted.add(prediction.predicted());
    labels.add(example.label());
    return before;
  }

  /** Returns and removes what has been added since the last record; empty if nothing has. */
  Optional<Outcomes> take() {
    if (predicted.isEmpty()) {
      return Optional.empty();
    }
    var record =
        new Outcomes(run, window, Instant.ofEpochMilli(eventTime), modelStep, predicted, labels);
    predicted = new ArrayList<>();
    labels = new ArrayList<>();
    return Optional.of(record);
  }
}
