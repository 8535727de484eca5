package dev.lethe.trainer;

import dev.lethe.schemas.Forgetting;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointReason;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.journal.JournalPosition;
import dev.lethe.trainer.output.Outbox;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes a forgetting final: an entry of the journal and the record of the run in one transaction,
 * then a checkpoint of the new state, then the end of the checkpoints that contain the examples.
 *
 * <p>After a crash in between, recovery still gives the new state, because it uses no checkpoint
 * that contains them; the same request deletes the rest.
 */
final class ForgettingCommit {
  private final TrainerConfig config;
  private final KafkaClients clients;
  private final Producer<byte[], byte[]> producer;
  private final Outbox outbox;
  private final Map<String, Integer> schemas;
  private final Clock clock;

  /**
   * @param producer initialised transactional producer of the run
   * @param outbox sends through the producer
   * @param schemas ids of the schemas, by topic
   */
  ForgettingCommit(
      TrainerConfig config,
      KafkaClients clients,
      Producer<byte[], byte[]> producer,
      Outbox outbox,
      Map<String, Integer> schemas,
      Clock clock) {
    this.config = config;
    this.clients = clients;
    this.producer = producer;
    this.outbox = outbox;
    this.schemas = schemas;
    this.clock = clock;
  }

  /**
   * Result of a commit.
   *
   * @param entry sequence of the journal entry
   * @param checkpoint location of the new checkpoint; empty if the run keeps none
   * @param destroyed locations of the deleted checkpoints
   * @param kept locations of the other ones
   */
  record Committed(
      long entry, Optional<String> checkpoint, List<String> destroyed, List<String> kept) {}

  /** Returns true if a checkpoint holds one of these examples. */
  boolean isHeldByCheckpoint(Set<Long> keys) {
    return inStore(store -> new ForgottenCheckpoints(store).anyHolds(config.run(), keys))
        .orElse(false);
  }

  /**
   * Commits a new state of the run.
   *
   * @param state the state, which contains the whole journal
   * @param forgetting forgotten examples, for the journal
   * @param all all exact forgettings of the run, with this one if it is exact
   */
  Committed commit(RestoredRun state, Forgetting forgetting, Forgettings all) {
    long entry = state.reached().entries();
    var position = new AtomicReference<JournalPosition>();
    int partitions = producer.partitionsFor(config.topics().journal()).size();
    Run run = RunRecord.stopped(state.run(), clock.instant(), state.learner(), entry + 1);
    if (!all.exact().isEmpty()) {
      run.getSettings().put(RunRecord.FORGOTTEN, all.toString());
    }
    outbox.inOwnTransaction(
        () -> {
          outbox.send(
              config.topics().journal(),
              new JournalEntry(config.run(), entry, List.of(), null, forgetting),
              sent ->
                  position.set(
                      new JournalPosition(partitions, sent.partition(), sent.offset() + 1)));
          outbox.send(config.topics().runs(), run);
        });
    var point = new RecoveryPoint(entry + 1, position.get(), state.ends());
    return inStore(store -> replaceCheckpoints(store, state, run, point, forgetting, all))
        .orElse(new Committed(entry, Optional.empty(), List.of(), List.of()));
  }

  private Committed replaceCheckpoints(
      CheckpointStore store,
      RestoredRun state,
      Run run,
      RecoveryPoint point,
      Forgetting forgetting,
      Forgettings all)
      throws IOException {
    StoredCheckpoint written = write(store, state, run, point);
    CheckpointName newest = written.header().name();
    List<StoredCheckpoint> deleted =
        new ForgottenCheckpoints(store)
            .delete(newest, all::spoil, Set.copyOf(forgetting.getKeys()));
    var records = new CheckpointRecords(config.topics().checkpoints());
    outbox.inOwnTransaction(
        () -> {
          records.send(outbox, written);
          deleted.forEach(each -> records.send(outbox, each));
        });
    List<String> kept =
        store.list(config.run()).stream()
            .filter(name -> !name.equals(newest))
            .map(store::location)
            .toList();
    return new Committed(
        point.entries() - 1,
        Optional.of(written.location()),
        deleted.stream().map(StoredCheckpoint::location).toList(),
        kept);
  }

  private StoredCheckpoint write(
      CheckpointStore store, RestoredRun restored, Run run, RecoveryPoint point)
      throws IOException {
    CheckpointTopics topics = CheckpointTopics.read(clients, config.topics());
    var headers =
        new CheckpointHeaders(topics, RunProvenance.of(run, config.learner(), schemas), clock);
    PipelineState state = PipelineState.of(restored.scored());
    CheckpointHeader header =
        headers.of(config.run(), state, point, CheckpointReason.MANUAL, state.digest());
    long size = store.write(header.name(), CheckpointFile.content(header, state.sections()));
    return new StoredCheckpoint(
        header, store.location(header.name()), size, StoredCheckpoint.State.WRITTEN, null, 0);
  }

  private interface Use<T> {
    T of(CheckpointStore store) throws IOException;
  }

  private <T> Optional<T> inStore(Use<T> use) {
    if (config.checkpoints().isEmpty()) {
      return Optional.empty();
    }
    CheckpointSettings settings = config.checkpoints().get();
    try (CheckpointStore store = CheckpointStores.open(settings.location(), settings.store())) {
      return Optional.of(use.of(store));
    } catch (IOException e) {
      throw new CheckpointStoreException(settings.location(), e);
    }
  }
}
