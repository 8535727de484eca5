package dev.lethe.trainer;

import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.JournalEntry;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.CheckpointHeaders.CheckpointTopics;
import dev.lethe.trainer.checkpoint.CheckpointFile;
import dev.lethe.trainer.checkpoint.CheckpointHeader;
import dev.lethe.trainer.checkpoint.CheckpointName;
import dev.lethe.trainer.checkpoint.CheckpointStore;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.forget.Forgettings;
import dev.lethe.trainer.forget.MaskedRecords;
import dev.lethe.trainer.input.ExampleReader;
import dev.lethe.trainer.travel.Moment;
import dev.lethe.trainer.travel.RunMoment;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores runs at moments of their past, from the nearest checkpoint and the journal after it. It
 * only reads, so the run may be live.
 */
public final class TimeTravel {
  private static final Logger LOGGER = LoggerFactory.getLogger(TimeTravel.class);

  private final RunAccess access;

  public TimeTravel(RunAccess access) {
    this.access = access;
  }

  /** A learner with the state of a checkpoint, or a new one. */
  private record Start(
      ScoredLearner learner, RecoveryPoint point, Optional<CheckpointHeader> header) {}

  /**
   * Restores a run.
   *
   * @return the restored run, to be closed by the caller
   * @throws IllegalArgumentException if there is no such run, or it has not reached the moment
   * @throws dev.lethe.trainer.journal.JournalReader.JournalBrokenException if records between the
   *     checkpoint and the moment no longer exist
   */
  public RestoredRun restore(RunMoment at) {
    Run run = access.find(at.run());
    return restore(at, run, RunRecord.forgettings(run));
  }

  /**
   * Restores a run without records that it is to forget.
   *
   * @param forgettings exact forgettings of the run, and the one that is to come
   */
  RestoredRun restore(RunMoment at, Run run, Forgettings forgettings) {
    TrainerConfig config = access.config(run);
    var clients = new KafkaClients(config);
    Start start = start(config, clients, at.moment(), forgettings);
    try {
      AvroSerdes serdes = access.serdes();
      var sink =
          new MomentReplay(
              start.learner(),
              new ExampleReader(serdes.deserializer(Example.class), config.maxAhead()),
              at.moment());
      RecoveryPoint reached = start.point();
      if (!sink.reached()) {
        var recovery =
            new Recovery(
                config,
                clients,
                serdes.deserializer(JournalEntry.class),
                start.point(),
                forgettings);
        try (var consumer = clients.consumer()) {
          reached = recovery.replay(consumer, sink).point();
        }
      }
      if (!sink.reached() && !(at.moment() instanceof Moment.Newest)) {
        requirePassed(at, start.learner().learner());
      }
      start.learner().predictPending();
      return new RestoredRun(at, run, start.learner(), start.header(), reached);
    } catch (RuntimeException | Error e) {
      start.learner().close();
      throw e;
    }
  }

  /** A time after the newest event is a moment as well, but not a step or window to come. */
  private static void requirePassed(RunMoment at, Learner learner) {
    if (!(at.moment() instanceof Moment.EventTime)) {
      throw new IllegalArgumentException(
          "moment: got '%s', expected one that the run has reached: it has completed %d steps and is in window %d"
              .formatted(at, learner.step(), learner.window()));
    }
  }

  private Start start(
      TrainerConfig config, KafkaClients clients, Moment moment, Forgettings forgettings) {
    if (config.checkpoints().isPresent()) {
      var settings = config.checkpoints().get();
      try (Admin admin = clients.admin();
          ScanClients scans = clients.scans(admin);
          CheckpointStore store = CheckpointStores.open(settings.location(), settings.store())) {
        CheckpointTopics topics = CheckpointTopics.read(admin, config.topics());
        var journal = new CommittedJournal(config, scans);
        for (CheckpointName name : newestFirst(store, config.run())) {
          Optional<Start> restored =
              forgettings.spoil(name.entries())
                  ? Optional.empty()
                  : restored(config, store, name, topics, journal, moment, forgettings.pending());
          if (restored.isPresent()) {
            return restored.get();
          }
        }
      } catch (IOException e) {
        throw new CheckpointStoreException(settings.location(), e);
      }
    }
    return new Start(newLearner(config.learner()), RecoveryPoint.BEGINNING, Optional.empty());
  }

  /** Returns a learner whose events nobody receives. */
  static ScoredLearner newLearner(LearnerSpec spec) {
    return new ScoredLearner(spec, ReferenceNetworks.NONE, new ScorecardListener() {});
  }

  private static List<CheckpointName> newestFirst(CheckpointStore store, String run)
      throws IOException {
    var names = new ArrayList<>(store.list(run));
    Collections.reverse(names);
    return names;
  }

  private static Optional<Start> restored(
      TrainerConfig config,
      CheckpointStore store,
      CheckpointName name,
      CheckpointTopics topics,
      CommittedJournal journal,
      Moment moment,
      MaskedRecords toForget) {
    ScoredLearner learner = null;
    try {
      CheckpointHeader header;
      try (InputStream in = store.open(name)) {
        header = CheckpointFile.readHeader(in);
      }
      if (!header.name().equals(name)
          || !topics.areThoseOf(header)
          || !isBefore(header, moment)
          || !journal.contains(RecoveryPoint.of(header).journal())
          || toForget.isBefore(header.positions().input())) {
        return Optional.empty();
      }
      learner = newLearner(config.learner());
      ScoredLearner restored = learner;
      try (InputStream in = store.open(name)) {
        CheckpointFile.read(in, Map.of(CheckpointFile.LEARNER, restored::restore));
      }
      return Optional.of(new Start(learner, RecoveryPoint.of(header), Optional.of(header)));
    } catch (IOException | RuntimeException e) {
      LOGGER.atWarn().setCause(e).addKeyValue("checkpoint", name).log("skipped");
      if (learner != null) {
        learner.close();
      }
      return Optional.empty();
    } catch (Error e) {
      if (learner != null) {
        learner.close();
      }
      throw e;
    }
  }

  /** Returns true if the state of a checkpoint is that of the moment, or of one before it. */
  private static boolean isBefore(CheckpointHeader header, Moment moment) {
    if (moment instanceof Moment.WindowEnd end) {
      return header.window() <= end.number();
    }
    if (moment instanceof Moment.AfterStep after) {
      // Equal steps may have consumed some of the next step's examples.
      return header.step() < after.completed();
    }
    if (moment instanceof Moment.AfterOffset after) {
      return header.positions().input().getOrDefault(after.partition(), 0L) <= after.offset();
    }
    if (moment instanceof Moment.EventTime until) {
      return header.eventTime().map(time -> !time.isAfter(until.time())).orElse(true);
    }
    return true;
  }
}
