package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

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
}
