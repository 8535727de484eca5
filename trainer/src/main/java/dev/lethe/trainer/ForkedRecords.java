package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.EvaluationKind;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.schemas.WindowState;
import dev.lethe.trainer.output.Outbox;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
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
    copy(topics.outcomes(), Outcomes.class, first(learner.examples()), outbox, child);
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

  /**
   * Accepts and cuts the records of the first outcomes. They are in the order of the examples, and
   * have no offsets.
   */
  static Predicate<Outcomes> first(long examples) {
    var left = new AtomicLong(examples);
    return outcomes -> {
      int size = outcomes.getPredicted().size();
      int kept = (int) Math.min(left.get(), size);
      left.addAndGet(-kept);
      put(outcomes, "predicted", outcomes.getPredicted().subList(0, kept));
      put(outcomes, "labels", outcomes.getLabels().subList(0, kept));
      return kept > 0;
    };
  }

  private static void put(SpecificRecord record, String field, Object value) {
    record.put(record.getSchema().getField(field).pos(), value);
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
              put(value, RUN, child);
              outbox.send(topic, value);
            }
          }
        });
  }
}
