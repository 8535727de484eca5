package dev.lethe.learner.stream;

import static java.util.Objects.requireNonNull;

/**
 * One element of the stream.
 *
 * @param id name of the example within the stream
 * @param eventTime event time, ms since the epoch
 * @param features features; none for a {@link Role#BOUNDARY}
 * @param label class index, or {@link #UNLABELLED}
 * @param task task that the example belongs to, or null if the stream does not name tasks
 * @param role use of the example
 * @param origin position of its record in the input topic, or null if it did not come from a topic.
 *     It is handed back with the prediction and changes nothing in what is learned.
 */
public record Example(
    String id,
    long eventTime,
    Features features,
    int label,
    String task,
    Role role,
    Origin origin) {
  /** Label of an example whose class is not known. */
  public static final int UNLABELLED = -1;

  public Example {
    requireNonNull(id, "id");
    requireNonNull(features, "features");
    requireNonNull(role, "role");
  }

  /** Creates an example that did not come from a topic. */
  public Example(String id, long eventTime, Features features, int label, String task, Role role) {
    this(id, eventTime, features, label, task, role, null);
  }

  /** Computes the {@link ExampleKey} of the id: a SHA-256, so call it only for stored rows. */
  public long key() {
    return ExampleKey.of(id);
  }
}
