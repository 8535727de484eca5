package dev.lethe.trainer.forget;

import java.util.List;
import java.util.Map;

/**
 * Proof of what a run has forgotten, and of what is left elsewhere. Written as JSON; it names
 * examples by the SHA-256 of their ids only.
 *
 * @param version version of this form
 * @param lethe version of Lethe
 * @param at wall-clock time, ISO-8601
 * @param run the run
 * @param exact true if the run has returned to its state before the examples
 * @param requested number of ids
 * @param examples the examples that were found in the input, or in the state
 * @param notFound SHA-256 of the ids that neither the consumed input nor the state has
 * @param unexamined by partition of the input, the offset before which records no longer exist, so
 *     that nobody can tell whether the examples were among them
 * @param journalEntry sequence of the entry that forgets; null if there was nothing to forget
 * @param removed rows removed from the state; null if exact, because the state is another one
 * @param before the run before
 * @param after the run after; equal to before if there was nothing to forget
 * @param base checkpoint from which the run was replayed; null for its beginning, or unless exact
 * @param checkpoint new checkpoint; null if the run keeps none
 * @param destroyed checkpoints that contained examples and were deleted
 * @param kept older checkpoints that do not contain any
 * @param forks runs that were forked after the first use and still contain what was learned
 * @param published records of Kafka that cannot be recalled
 */
public record ForgetManifest(
    int version,
    String lethe,
    String at,
    String run,
    boolean exact,
    int requested,
    List<ForgottenExample> examples,
    List<String> notFound,
    Map<Integer, Long> unexamined,
    Long journalEntry,
    Removed removed,
    State before,
    State after,
    String base,
    String checkpoint,
    List<String> destroyed,
    List<String> kept,
    List<String> forks,
    Published published) {
  /** Current version of the form. */
  public static final int VERSION = 1;

  /**
   * A forgotten example.
   *
   * @param sha256 SHA-256 of its id, hex
   * @param records its records in the input that the run had consumed, as {@code partition/offset};
   *     they stay in the topic
   */
  public record ForgottenExample(String sha256, List<String> records) {}

  /**
   * Rows that were removed.
   *
   * @param buffers rows of buffers
   * @param holdouts rows of holdouts
   * @param pending rows that waited for their step
   */
  public record Removed(int buffers, int holdouts, int pending) {}

  /**
   * State of the run.
   *
   * @param digest SHA-256 of the learner, hex
   * @param step learning steps
   * @param examples LEARN examples accepted
   * @param window newest window
   */
  public record State(String digest, long step, long examples, int window) {}

  /**
   * Records that consumers may have read, and that stay in their topics until they expire.
   *
   * @param input records of the examples in the input topic
   * @param predictions predictions of the examples
   * @param deadLetters records of the examples in the dead-letter topic
   * @param affectedPredictions predictions by models that had learned from one of them
   * @param affectedEvaluations evaluations of such models
   */
  public record Published(
      long input,
      long predictions,
      long deadLetters,
      long affectedPredictions,
      long affectedEvaluations) {}

  /** Returns true if the run has changed. */
  public boolean hasChanged() {
    return journalEntry != null;
  }
}
