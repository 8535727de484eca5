package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.travel.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;

/**
 * Verifies checkpoints: replays the journal from the previous checkpoint and compares the digests
 * of the learners.
 */
final class CheckpointVerifier implements CheckpointVerification.Verifier {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final AvroSerdes serdes;

  CheckpointVerifier(TrainerConfig config, KafkaClients clients, AvroSerdes serdes) {
    this.config = config;
    this.clients = clients;
    this.serdes = serdes;
  }

  @Override
  public String digest(CheckpointStore store, CheckpointHeader checkpoint, CheckpointName previous)
      throws IOException {
    try (InputStream in = store.open(checkpoint.name())) {
      CheckpointFile.verify(in);
    }
    try (var learner = TimeTravel.newLearner(config.learner());
        InputStream in = store.open(previous);
        var consumer = clients.consumer()) {
      CheckpointHeader start =
          CheckpointFile.read(in, Map.of(CheckpointFile.LEARNER, learner::restore));
      var recovery =
          new Recovery(
              config,
              clients,
              serdes.deserializer(JournalEntry.class),
              RecoveryPoint.of(start),
              Forgettings.NONE,
              checkpoint.name().entries());
      Recovery.Replayed replayed =
          recovery.replay(
              consumer,
              new MomentReplay(
                  learner,
                  new ExampleReader(serdes.deserializer(Example.class), config.maxAhead()),
                  new Moment.Newest()));
      if (replayed.entries() < checkpoint.name().entries()) {
        throw new JournalBrokenException(
            "journal of run '%s': got %d entries, expected %d as in checkpoint %s: have they expired?"
                .formatted(
                    config.run(),
                    replayed.entries(),
                    checkpoint.name().entries(),
                    checkpoint.name()));
      }
      learner.predictPending();
      return HexFormat.of().formatHex(learner.learner().digest());
    }
  }
}
