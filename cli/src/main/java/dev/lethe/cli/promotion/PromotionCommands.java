package dev.lethe.cli.promotion;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.PromotionAction;
import dev.lethe.schemas.PromotionCommand;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends commands about the served run. */
public final class PromotionCommands {
  private static final String KEY = "operator";

  private final Map<String, Object> producer;
  private final ConfluentSchemaRegistry registry;
  private final Clock clock;

  /**
   * @param producer settings of the producer
   */
  public PromotionCommands(
      Map<String, Object> producer, ConfluentSchemaRegistry registry, Clock clock) {
    this.producer = Map.copyOf(producer);
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Sends a command.
   *
   * @param run run to serve; null to revert
   * @throws IllegalStateException if the broker refuses it
   */
  public void send(String topic, PromotionAction action, String run) throws InterruptedException {
    var serdes = new AvroSerdes(registry, true);
    try (var client =
        new KafkaProducer<String, SpecificRecord>(
            producer, new StringSerializer(), serdes.serializer())) {
      client
          .send(
              new ProducerRecord<>(topic, KEY, new PromotionCommand(action, run, clock.instant())))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "%s: the command was refused: %s".formatted(topic, e.getCause().getMessage()),
          e.getCause());
    }
  }
}
