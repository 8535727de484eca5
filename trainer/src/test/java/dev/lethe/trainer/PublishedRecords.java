package dev.lethe.trainer;

import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.trainer.simulated.SimulatedCluster;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records that a run has published.
 *
 * @param deadLetters origin of each dead letter, in order
 * @param digest digest of the learner at the end
 * @param entries number of journal entries
 */
record PublishedRecords(
    List<Prediction> predictions,
    List<Evaluation> evaluations,
    List<TaskWindow> windows,
    List<String> deadLetters,
    String digest,
    long entries) {
  /** Reads the records of a run that has stopped. */
  static PublishedRecords of(SimulatedCluster of) {
    List<Run> runs = read(of, SimulatedRun.TOPICS.runs(), Run.class);
    Run last = runs.get(runs.size() - 1);
    same("state", last.getState(), RunState.STOPPED);
    List<String> letters =
        of.committed(SimulatedRun.TOPICS.deadLetters()).stream()
            .map(
                letter ->
                    StreamSupport.stream(letter.headers().spliterator(), false)
                        .filter(h -> h.key().endsWith("partition") || h.key().endsWith("offset"))
                        .map(h -> new String(h.value(), StandardCharsets.UTF_8))
                        .toList()
                        .toString())
            .toList();
    return new PublishedRecords(
        read(of, SimulatedRun.TOPICS.predictions(), Prediction.class),
        read(of, SimulatedRun.TOPICS.evaluations(), Evaluation.class),
        read(of, SimulatedRun.TOPICS.windows(), TaskWindow.class),
        letters,
        last.getSettings().get(RunRecord.DIGEST),
        Long.parseLong(last.getSettings().get(RunRecord.ENTRIES)));
  }

  /** Reads the committed records of a topic, without tombstones. */
  static <T extends SpecificRecord> List<T> read(SimulatedCluster of, String topic, Class<T> type) {
    var deserializer = SimulatedRun.SERDES.deserializer(type);
    return of.committed(topic).stream()
        .filter(record -> record.value() != null)
        .map(record -> deserializer.deserialize(topic, record.value()))
        .toList();
  }

  /**
   * Compares the records and the digests.
   *
   * @throws AssertionError at the first difference
   */
  void requireSame(PublishedRecords expected) {
    sameList("predictions", predictions, expected.predictions);
    sameList("evaluations", evaluations, expected.evaluations);
    sameList("windows", windows, expected.windows);
    sameList("dead letters", deadLetters, expected.deadLetters);
    same("digest", digest, expected.digest);
  }

  private static void sameList(String what, List<?> got, List<?> expected) {
    for (int i = 0; i < Math.min(got.size(), expected.size()); i++) {
      same("%s, number %d".formatted(what, i), got.get(i), expected.get(i));
    }
    same("number of " + what, got.size(), expected.size());
  }

  /** Requires equal values. */
  static void same(String what, Object got, Object expected) {
    if (!got.equals(expected)) {
      throw new AssertionError("%s: got %s, expected %s".formatted(what, got, expected));
    }
  }
}
