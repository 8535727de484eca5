package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.RunAction;
import dev.lethe.schemas.RunCommand;
import dev.lethe.trainer.output.Outbox;
import dev.lethe.trainer.output.Refusals.Refused;
import java.time.Clock;
import java.util.Optional;

/** Sends commands to runs, wherever their trainers are. */
public final class RunCommands {
  private final RunAccess access;
  private final Clock clock;

  public RunCommands(RunAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /**
   * Sends a command. It holds until the next one, also if the run is not live now.
   *
   * @throws IllegalStateException if the broker refuses it
   */
  public void send(String run, RunAction action) {
    var registry = new ConfluentSchemaRegistry(access.schemaRegistryUrl(), access.kafka());
    try (var producer = new KafkaClients(access.reader()).plainProducer()) {
      var outbox = new Outbox(run, producer, new AvroSerdes(registry, true));
      outbox.send(access.topics().commands(), new RunCommand(run, action, clock.instant()));
      Optional<Refused> refused = outbox.firstRefused();
      if (refused.isPresent()) {
        throw new IllegalStateException(
            "%s: the command was refused: %s"
                .formatted(access.topics().commands(), refused.get().cause().getMessage()),
            refused.get().cause());
      }
    }
  }
}
