package dev.lethe.trainer;

import dev.lethe.learner.stream.ExampleKey;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Forgetting;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.ExampleUses.First;
import dev.lethe.trainer.ExampleUses.Uses;
import dev.lethe.trainer.forget.ForgetManifest;
import dev.lethe.trainer.forget.ForgetManifest.Published;
import dev.lethe.trainer.forget.ForgetManifest.Removed;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import dev.lethe.trainer.output.Outbox;
import dev.lethe.trainer.travel.Moment;
import dev.lethe.trainer.travel.RunMoment;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a stopped run forget examples. Either their rows leave the state, or, exactly, the run
 * returns to its state before their first use and is replayed without them. An entry of the journal
 * records it, so that every later recovery gives the same state.
 */
public final class RunForgetting {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunForgetting.class);

  private final RunAccess access;
  private final Clock clock;

  public RunForgetting(RunAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  /**
   * Request to forget.
   *
   * @param ids ids of the examples, at least one
   * @param exact true to replay the run without the examples
   * @param takeOver true to end a trainer that may still run
   */
  public record Request(Set<String> ids, boolean exact, boolean takeOver) {
    public Request {
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("ids: got none, expected one per line");
      }
      ids = Set.copyOf(ids);
    }

    /** Returns the ids by the keys of the examples. */
    Map<Long, String> keys() {
      var keys = new TreeMap<Long, String>();
      ids.forEach(id -> keys.put(ExampleKey.of(id), id));
      return keys;
    }
  }

  /**
   * Makes a run forget examples.
   *
   * @param name name of the run
   * @return manifest of the forgotten examples, and of what is left elsewhere
   * @throws IllegalArgumentException if there is no such run, a trainer may be running it, or it
   *     cannot return to a state before the examples
   */
  public ForgetManifest forget(String name, Request request) {
    TrainerConfig config = access.config(access.findStopped(name, request.takeOver()));
    var clients = new KafkaClients(config);
    var registry = new ConfluentSchemaRegistry(access.schemaRegistryUrl(), access.kafka());
    var serdes = new AvroSerdes(registry, config.registerSchemas());
    try (var producer = clients.producer()) {
      var outbox = new Outbox(name, producer, serdes);
      Map<String, Integer> schemas = outbox.prepare(config.topics());
      producer.initTransactions();
      try (Admin admin = clients.admin()) {
        new HangingTransactions(config, clients, admin, producer).end().ifPresent(LOGGER::warn);
      }
      // Read now that other trainers have been fenced: nothing else changes the run.
      Run run = access.find(name);
      try (RestoredRun newest = restore(run, RunRecord.forgettings(run))) {
        var uses = new ExampleUses(config, clients, serdes);
        Uses used = uses.find(request.keys().keySet(), run, newest.ends());
        var commit = new ForgettingCommit(config, clients, producer, outbox, schemas, clock);
        var manifest = new ForgetManifests(request, used, newest, clock.instant());
        if (request.exact()) {
          ExampleUses.requireOwn(run, used.records());
          requireAllFound(request, used);
        }
        Optional<First> first =
            used.records().isEmpty() ? Optional.empty() : uses.first(run, used.records());
        long step = first.map(First::step).orElse(used.records().isEmpty() ? Long.MAX_VALUE : -1);
        // Before the commit: an error after it would leave the user without a manifest.
        var left = new UnrecalledRecords(config, clients, serdes);
        List<String> forks = left.forks(used.records());
        Published published = left.count(used.records(), step);
        if (request.exact()) {
          forgetExactly(newest, used, commit, manifest);
        } else {
          forgetRows(newest, request, used, commit, manifest);
        }
        return manifest.build(forks, published);
      }
    }
  }

  private RestoredRun restore(Run run, Forgettings forgettings) {
    var newest = new RunMoment(run.getRun(), new Moment.Newest());
    return new TimeTravel(access).restore(newest, run, forgettings);
  }

  private static void forgetRows(
      RestoredRun newest,
      Request request,
      Uses used,
      ForgettingCommit commit,
      ForgetManifests manifest) {
    Set<Long> keys = request.keys().keySet();
    var rows = newest.scored().forget(keys);
    var removed = new Removed(rows.buffer(), rows.holdouts(), rows.pending());
    boolean held = removed.buffers() + removed.holdouts() + removed.pending() > 0;
    if (held || !used.records().isEmpty() || commit.isHeldByCheckpoint(keys)) {
      long entry = newest.reached().entries();
      var forgetting = new Forgetting(List.copyOf(keys), false, List.of(), entry);
      manifest.changed(
          newest, commit.commit(newest, forgetting, RunRecord.forgettings(newest.run())));
    }
    manifest.removed(removed);
  }

  private void forgetExactly(
      RestoredRun newest, Uses used, ForgettingCommit commit, ForgetManifests manifest) {
    if (used.records().isEmpty()) {
      return;
    }
    Forgettings before = RunRecord.forgettings(newest.run());
    try (RestoredRun without = restore(newest.run(), before.masking(used.records()))) {
      long since = without.checkpoint().map(header -> header.name().entries()).orElse(0L);
      Forgettings all = before.with(new Forgettings.Exact(since, newest.reached().entries()));
      var forgetting =
          new Forgetting(List.copyOf(used.found()), true, used.records().ranges(), since);
      manifest.changed(without, commit.commit(without, forgetting, all));
    } catch (JournalBrokenException e) {
      throw new IllegalArgumentException(
          "run: got '%s', expected one with a checkpoint before the examples, or its whole input and journal: without --exact, the examples leave buffers and holdouts only (%s)"
              .formatted(newest.run().getRun(), e.getMessage()),
          e);
    }
  }

  private static void requireAllFound(Request request, Uses used) {
    int missing = request.ids().size() - used.found().size();
    if (missing > 0 && !used.beginnings().isEmpty()) {
      throw new IllegalArgumentException(
          "ids: got %d that the input does not hold, expected all of them: the run has also consumed records that no longer exist (before these offsets, by partition: %s), so nobody can tell whether it used them; leave these ids out, or --exact"
              .formatted(missing, used.beginnings()));
    }
  }
}
