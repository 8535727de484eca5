package dev.lethe.cli.chaos;

import dev.lethe.schemas.Prediction;
import java.util.List;

/**
 * Everything that a finished run has published, and what others say about it.
 *
 * @param run name of the run
 * @param predictions committed predictions, in their order
 * @param evaluations committed evaluations as text, without the name of the run
 * @param windows committed starts and ends of task windows as text, without the name of the run
 * @param digest digest of the learner in the last state of the run
 * @param checkpoint digest of the learner's bytes in the newest checkpoint
 * @param metrics metrics in the places where they are
 */
record RunOutput(
    String run,
    List<Prediction> predictions,
    List<String> evaluations,
    List<String> windows,
    String digest,
    String checkpoint,
    Metrics metrics) {

  /**
   * Metrics of a run as JSON, without those of its service.
   *
   * @param computed computed here from all committed records of the run
   * @param published newest record of the streams app
   * @param shown response of the dashboard
   */
  record Metrics(String computed, String published, String shown) {
    /** Returns true if the streams app and the dashboard have arrived at the computed metrics. */
    boolean agree() {
      return computed.equals(published) && computed.equals(shown);
    }
  }
}
