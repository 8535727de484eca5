package dev.lethe.trainer;

import dev.lethe.learner.Adoption;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointReason;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.journal.JournalPosition;
import dev.lethe.trainer.output.Outbox;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a new run from a moment of another one: the same state and input position, with another
 * method, optimizer or window rule. The new run starts as one that was stopped there, with the
 * records of its parent up to the moment.
 */
public final class RunFork {
  private final RunAccess access;
  private final Clock clock;

  public RunFork(RunAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /**
   * A fork that can be started.
   *
   * @param config configuration to start it with
   * @param adoption parts that it has of its parent
   */
  public record Forked(TrainerConfig config, Adoption adoption) {}

  /**
   * Makes a fork.
   *
   * @param parent run at the moment, not closed by this method
   * @param child name of the new run
   * @param spec specification of its learner
   * @param settings checkpoints of the new run
   * @throws IllegalArgumentException if there is a run or a checkpoint of the name, or the
   *     specification has another model, other examples or other holdouts
   */
  public Forked fork(
      RestoredRun parent, String child, LearnerSpec spec, CheckpointSettings settings) {
    TrainerConfig of = access.config(parent.run());
    TrainerConfig config =
        TrainerConfig.builder(child, access.topics(), spec)
            .bootstrapServers(access.bootstrapServers())
            .schemaRegistryUrl(access.schemaRegistryUrl())
            .kafka(access.kafka())
            .maxAhead(of.maxAhead())
            .checkpoints(Optional.of(settings))
            .build();
    var clients = new KafkaClients(config);
    var registry = new ConfluentSchemaRegistry(access.schemaRegistryUrl(), access.kafka());
    var serdes = new AvroSerdes(registry, config.registerSchemas());
    requireNew(child, config, clients, serdes);
    try (var learner = TimeTravel.newLearner(config.learner());
        var store = CheckpointStores.open(settings.location(), settings.store());
        var producer = clients.producer()) {
      Adoption adoption = learner.adopt(parent.scored());
      var outbox = new Outbox(child, producer, serdes);
      Map<String, Integer> schemas = outbox.prepare(config.topics());
      producer.initTransactions();
      Run run = record(config, parent, clients, learner);
      write(store, config, run, parent, learner, schemas, clients);
      outbox.inOwnTransaction(
          () -> {
            new ForkedRecords(clients, serdes, config.topics(), parent).send(outbox, child);
            outbox.send(config.topics().runs(), run);
          });
      return new Forked(config, adoption);
    } catch (IOException e) {
      throw new CheckpointStoreException(settings.location(), e);
    }
  }

  private static void requireNew(
      String child, TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    if (new PublishedRun(config, clients, serdes.deserializer(Run.class)).find().isPresent()) {
      throw new IllegalArgumentException(
          "run: got '%s', which exists, expected a new name".formatted(child));
    }
  }

  private Run record(
      TrainerConfig config, RestoredRun parent, KafkaClients clients, ScoredLearner learner) {
    String input = CheckpointTopics.read(clients, config.topics()).inputId();
    Run run =
        RunRecord.stopped(
            RunRecord.starting(config, input, clock.instant()),
            clock.instant(),
            learner.learner(),
            0);
    run.getSettings().put(RunRecord.FORKED_FROM, parent.at().toString());
    // The parent may not have consumed anything of a partition.
    var starts = new TreeMap<>(StartPositions.recorded(parent.run()));
    starts.putAll(parent.ends());
    StartPositions.record(run, starts);
    return run;
  }

  private void write(
      CheckpointStore store,
      TrainerConfig config,
      Run run,
      RestoredRun parent,
      ScoredLearner learner,
      Map<String, Integer> schemas,
      KafkaClients clients)
      throws IOException {
    var headers =
        new CheckpointHeaders(
            CheckpointTopics.read(clients, config.topics()),
            RunProvenance.of(run, config.learner(), schemas),
            clock);
    PipelineState state = PipelineState.of(learner);
    CheckpointHeader header =
        headers
            .of(
                config.run(),
                state,
                new RecoveryPoint(0, JournalPosition.BEGINNING, parent.ends()),
                CheckpointReason.FORK,
                state.digest())
            .withParent(
                parent
                    .checkpoint()
                    .map(CheckpointHeader::name)
                    .orElseGet(() -> new CheckpointName(parent.run().getRun(), 0)));
    if (!store.list(config.run()).isEmpty()) {
      throw new IllegalArgumentException(
          "run: got '%s', of which there are checkpoints at %s, expected a new name"
              .formatted(config.run(), store.location(header.name())));
    }
    store.write(header.name(), CheckpointFile.content(header, state.sections()));
  }
}
