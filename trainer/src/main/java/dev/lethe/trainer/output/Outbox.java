package dev.lethe.trainer.output;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.AvroSerializer;
import dev.lethe.schemas.Checkpoint;
import dev.lethe.schemas.Evaluation;
import dev.lethe.schemas.Health;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Outcomes;
import dev.lethe.schemas.Prediction;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.Scorecard;
import dev.lethe.schemas.TaskWindow;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.output.Refusals.Refused;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a run's records, keyed by run, through the run's transactional producer. */
public final class Outbox {
  private static final Logger LOGGER = LoggerFactory.getLogger(Outbox.class);

  private final byte[] key;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerdes serdes;
  private final Map<String, AvroSerializer<SpecificRecord>> serializers = new HashMap<>();
  private final Map<String, Callback> callbacks = new HashMap<>();
  private final Refusals refusals = new Refusals();

  public Outbox(String run, Producer<byte[], byte[]> producer, AvroSerdes serdes) {
    this.key = run.getBytes(StandardCharsets.UTF_8);
    this.producer = producer;
    this.serdes = serdes;
  }

  /**
   * Looks up or registers the schemas of all records of a run, so that none is missing in the
   * middle of a transaction.
   *
   * @return the ids of the schemas, by topic
   * @throws dev.lethe.schemas.SchemaRegistry.UnknownSchemaException if the registry lacks or
   *     rejects a schema
   */
  public Map<String, Integer> prepare(Topics topics) {
    var ids = new HashMap<String, Integer>();
    Map.of(
            topics.predictions(), Prediction.getClassSchema(),
            topics.outcomes(), Outcomes.getClassSchema(),
            topics.evaluations(), Evaluation.getClassSchema(),
            topics.windows(), TaskWindow.getClassSchema(),
            topics.scorecards(), Scorecard.getClassSchema(),
            topics.health(), Health.getClassSchema(),
            topics.journal(), JournalEntry.getClassSchema(),
            topics.checkpoints(), Checkpoint.getClassSchema(),
            topics.runs(), Run.getClassSchema())
        .forEach((topic, schema) -> ids.put(topic, serdes.prepare(topic, schema)));
    return ids;
  }

  /** Sends a record, keyed by run, within the open transaction. */
  public void send(String topic, SpecificRecord record) {
    send(new ProducerRecord<>(topic, key, serialized(topic, record)));
  }

  /**
   * Sends a record, keyed by run, within the open transaction.
   *
   * @param sent receives the record's position, on another thread, before the commit ends
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the commit reports failed sends
  public void send(String topic, SpecificRecord record, Consumer<RecordMetadata> sent) {
    Callback refused = callbacks.computeIfAbsent(topic, this::callback);
    producer.send(
        new ProducerRecord<>(topic, key, serialized(topic, record)),
        (metadata, error) -> {
          refused.onCompletion(metadata, error);
          if (error == null) {
            sent.accept(metadata);
          }
        });
  }

  /**
   * Sends a record with a key of its own within the open transaction.
   *
   * @param record record, or null to delete the newest record with this key by compaction
   */
  public void send(String topic, String recordKey, SpecificRecord record) {
    byte[] value = record == null ? null : serialized(topic, record);
    send(new ProducerRecord<>(topic, recordKey.getBytes(StandardCharsets.UTF_8), value));
  }

  private byte[] serialized(String topic, SpecificRecord record) {
    return serializers.computeIfAbsent(topic, name -> serdes.serializer()).serialize(topic, record);
  }

  /** Sends a record unchanged, with its own key, within the open transaction. */
  @SuppressWarnings("FutureReturnValueIgnored") // the commit reports failed sends
  public void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record, callbacks.computeIfAbsent(record.topic(), this::callback));
  }

  private Callback callback(String topic) {
    return (metadata, error) -> {
      if (error != null) {
        refusals.add(topic, error);
      }
    };
  }

  /** Returns the first refused record, after the broker has answered all sends. */
  public Optional<Refused> firstRefused() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      LOGGER.atDebug().setCause(e).log("flushing after an error");
    }
    return refusals.first();
  }

  /**
   * Sends records that do not depend on new input in a transaction of their own. No transaction may
   * be open.
   */
  public void inOwnTransaction(Runnable sends) {
    producer.beginTransaction();
    try {
      sends.run();
    } catch (RuntimeException e) {
      // An open transaction would block every reader until the broker times it out.
      producer.abortTransaction();
      throw e;
    }
    producer.commitTransaction();
  }
}
