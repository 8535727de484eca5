package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.schemas.WindowState;
import dev.lethe.trainer.output.Outbox;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * Copies what a run published up to a moment, under the name of its fork, so that the metrics of
 * the fork begin with those of its parent.
 */
final class ForkedRecords {
  private static final String RUN = "run";

  private final KafkaClients clients;
  private final AvroSerdes serdes;
  private final Topics topics;
  private final RestoredRun parent;

  ForkedRecords(KafkaClients clients, AvroSerdes serdes, Topics topics, RestoredRun parent) {
    this.clients = clients;
    this.serdes = serdes;
    this.topics = topics;
    this.parent = parent;
  }

  /**
   * Sends the copies within the open transaction.
   *
   * @param child name of the fork
   */
  void send(Outbox outbox, String child) {
    Learner learner = parent.learner();
    Map<Integer, Long> ends = parent.ends();
    copy(
        topics.predictions(),
        Prediction.class,
        p -> p.getOffset() < ends.getOrDefault(p.getPartition(), 0L),
        outbox,
        child);
    copy(
        topics.windows(),
        TaskWindow.class,
        w ->
            w.getState() == WindowState.OPENED
                ? w.getWindow() <= learner.window()
                : hasEnded(w.getWindow(), learner),
        outbox,
        child);
    copy(
        topics.evaluations(),
        Evaluation.class,
        e ->
            e.getKind() == EvaluationKind.WINDOW_END
                ? hasEnded(e.getWindow(), learner)
                : e.getStep() <= learner.step(),
        outbox,
        child);
    copy(
        topics.scorecards(), Scorecard.class, s -> hasEnded(s.getWindow(), learner), outbox, child);
  }

  private static boolean hasEnded(int window, Learner learner) {
    return window < learner.window() || (window == learner.window() && !learner.isWindowOpen());
  }

  private <T extends SpecificRecord> void copy(
      String topic, Class<T> type, Predicate<T> before, Outbox outbox, String child) {
    byte[] key = parent.run().getRun().getBytes(StandardCharsets.UTF_8);
    AvroDeserializer<T> deserializer = serdes.deserializer(type);
    clients.scan(
        topic,
        record -> {
          if (Arrays.equals(record.key(), key) && record.value() != null) {
            T value = deserializer.deserialize(topic, record.value());
            if (before.test(value)) {
              value.put(value.getSchema().getField(RUN).pos(), child);
              outbox.send(topic, value);
            }
          }
        });
  }
}
