package dev.lethe.trainer;

import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.Run;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Newest record of a run on the runs topic. */
final class PublishedRun {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroDeserializer<Run> deserializer;

  PublishedRun(TrainerConfig config, KafkaClients clients, AvroDeserializer<Run> deserializer) {
    this.config = config;
    this.clients = clients;
    this.deserializer = deserializer;
  }

  /**
   * Returns the run with the start time that was published first, or unchanged if it is new.
   *
   * @throws IllegalArgumentException if the run was published with other settings
   */
  Run continued(Run configured) {
    Optional<Run> published = find();
    published.ifPresent(run -> RunRecord.requireSame(run, configured));
    return published
        .map(run -> Run.newBuilder(configured).setStartedAt(run.getStartedAt()).build())
        .orElse(configured);
  }

  private Optional<Run> find() {
    var newest = new AtomicReference<Run>();
    clients.scan(
        config.topics().runs(),
        record -> {
          Run run = deserializer.deserialize(record.topic(), record.value());
          if (run != null && run.getRun().equals(config.run())) {
            newest.set(run);
          }
        });
    return Optional.ofNullable(newest.get());
  }
}
