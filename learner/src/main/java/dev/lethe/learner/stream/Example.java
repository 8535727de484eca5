package dev.lethe.learner.stream;

import static java.util.Objects.requireNonNull;

import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;

/**
 * One element of the stream.
 *
 * @param id what its source calls it
 * @param eventTime when it happened, ms since the epoch
 * @param features what it shows; none for a {@link Role#BOUNDARY}
 * @param label its class index, or {@link #UNLABELLED}
 * @param task the task it belongs to, or null where the stream does not say
 * @param role what it is for
 */
public record Example(
    String id, long eventTime, Features features, int label, String task, Role role) {
  /** The label of an example whose class is not known. */
  public static final int UNLABELLED = -1;

  public Example {
    requireNonNull(id, "id");
    requireNonNull(features, "features");
    requireNonNull(role, "role");
  }

  /** Writes it, features included. */
  public void save(StateWriter out) {
    out.put(id).put(eventTime);
    features.save(out);
    out.put(label).put(task).put(role.name());
  }

  /** Reads what {@link #save} wrote. */
  public static Example read(StateReader in) {
    return new Example(
        in.getText(),
        in.getLong(),
        Features.read(in),
        in.getInt(),
        in.getText(),
        Role.valueOf(in.getText()));
  }
}
