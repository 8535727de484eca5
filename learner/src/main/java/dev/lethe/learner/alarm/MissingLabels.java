package dev.lethe.learner.alarm;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.stream.Alarm;
import java.util.Optional;

/** Raises {@code labels.missing} after {@value #ROW} LEARN examples in a row without a label. */
final class MissingLabels implements Detector {
  private static final int ROW = 200;

  private long unlabelled;
  private boolean anyLabelled;

  void add(boolean labelled) {
    unlabelled = labelled ? 0 : unlabelled + 1;
    anyLabelled |= labelled;
  }

  @Override
  public Optional<Alarm> alarm() {
    if (unlabelled < ROW) {
      return Optional.empty();
    }
    return Optional.of(
        new Alarm(
            "labels.missing",
            (anyLabelled
                        ? "labels have stopped coming: the last %d LEARN examples had none"
                        : "no example has had a label: %d LEARN examples came without")
                    .formatted(ROW)
                + " or more, so nothing is learned; check the field 'label' of the producer"));
  }

  @Override
  public void save(StateWriter out) {
    out.put(unlabelled).put(anyLabelled);
  }

  @Override
  public void restore(StateReader in) {
    unlabelled = in.getLong();
    anyLabelled = in.getBoolean();
  }
}
