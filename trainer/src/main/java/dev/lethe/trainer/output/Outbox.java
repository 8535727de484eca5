package dev.lethe.trainer.output;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends a run's records, keyed by the run, through the run's transactional producer. */
public final class Outbox {
  private final byte[] key;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerdes serdes;
  private final Map<String, AvroSerializer<SpecificRecord>> serializers = new HashMap<>();

  public Outbox(String run, Producer<byte[], byte[]> producer, AvroSerdes serdes) {
    this.key = run.getBytes(StandardCharsets.UTF_8);
    this.producer = producer;
    this.serdes = serdes;
  }

  /**
   * Looks up, or registers, the schemas of all that a run sends.
   *
   * @throws dev.lethe.schemas.SchemaRegistry.UnknownSchemaException if the registry lacks one or
   *     refuses it: better now than within a transaction
   */
  public void prepare(Topics topics) {
    Map.of(
            topics.predictions(), Prediction.getClassSchema(),
            topics.evaluations(), Evaluation.getClassSchema(),
            topics.windows(), TaskWindow.getClassSchema(),
            topics.health(), Health.getClassSchema(),
            topics.journal(), JournalEntry.getClassSchema(),
            topics.runs(), Run.getClassSchema())
        .forEach(serdes::prepare);
  }

  public void send(String topic, SpecificRecord record) {
    byte[] value =
        serializers.computeIfAbsent(topic, name -> serdes.serializer()).serialize(topic, record);
    send(new ProducerRecord<>(topic, key, value));
  }

  /** Sends a record as it is, with a key of its own. */
  @SuppressWarnings("FutureReturnValueIgnored") // the commit reports what failed
  public void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record);
  }
}
