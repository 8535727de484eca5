package dev.lethe.trainer;

import ai.djl.engine.Engine;
import dev.lethe.learner.Learner;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.forget.Forgettings;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Creates the records of the runs topic. */
final class RunRecord {
  /** Setting with the SHA-256 of the learner's state when the run stopped. */
  static final String DIGEST = "learner.sha256";

  /** Setting with the size of the learner's state when the run stopped, in bytes. */
  static final String STATE_SIZE = "learner.bytes";

  /** Setting with the id of the input topic. */
  static final String INPUT_ID = "input.topic.id";

  /** Setting with the offsets at which the run started, by partition. */
  static final String STARTS = "start.offsets";

  /** Setting with the range of the input that a run consumes; absent for a live run. */
  static final String RANGE = "range";

  /** Setting with the number of journal entries when the run stopped. */
  static final String ENTRIES = "journal.entries";

  /** Setting with the reference networks; they do not affect training. */
  static final String SCORECARD = "scorecard";

  /**
   * Setting with the location of the checkpoints, or off. Settings of their store begin with it and
   * a dot. None of them affects training.
   */
  static final String CHECKPOINTS = "checkpoints";

  /** Setting that says that a run publishes {@code outcomes} instead of predictions. */
  static final String PREDICTIONS = "predictions";

  /** Setting of a fork with the run and the moment that it was made from. */
  static final String FORKED_FROM = "forked.from";

  /**
   * Setting with the names of the classes in the order of their labels; does not affect training.
   */
  static final String CLASS_NAMES = "class.names";

  /** Setting with the input that recoveries could not replay, see {@link SkippedRecords}. */
  static final String SKIPPED = "skipped";

  /** Setting with the exact forgettings of the run, see {@link Forgettings}. */
  static final String FORGOTTEN = "forgotten";

  private RunRecord() {}

  /** Returns the exact forgettings of a run. */
  static Forgettings forgettings(Run run) {
    return Forgettings.parse(run.getSettings().getOrDefault(FORGOTTEN, ""));
  }

  /**
   * Returns the record of a run that starts now.
   *
   * @param inputId id of the input topic
   */
  static Run starting(TrainerConfig config, String inputId, Instant now) {
    LearnerSpec learner = config.learner();
    return new Run(
        config.run(),
        RunState.LIVE,
        learner.method().toString(),
        learner.model().toString(),
        learner.seed(),
        learner.batchSize(),
        learner.features(),
        learner.classes(),
        learner.windows().toString(),
        now,
        now,
        settings(config, inputId),
        null);
  }

  /**
   * Returns the record of the same run in another state.
   *
   * @param reason reason for states FAILED and RECOVERING, or null
   */
  static Run withState(Run run, RunState state, Instant now, String reason) {
    return Run.newBuilder(run).setState(state).setUpdatedAt(now).setReason(reason).build();
  }

  /**
   * Returns the record of a stopped run.
   *
   * @param learner learner at the end; a replay that is the same has the same digest
   * @param entries number of entries in its journal
   */
  static Run stopped(Run run, Instant now, Learner learner, long entries) {
    Run stopped = withState(run, RunState.STOPPED, now, null);
    stopped.getSettings().put(DIGEST, HexFormat.of().formatHex(learner.digest()));
    stopped.getSettings().put(STATE_SIZE, Long.toString(learner.stateSize()));
    stopped.getSettings().put(ENTRIES, Long.toString(entries));
    return stopped;
  }

  private static Map<String, String> settings(TrainerConfig config, String inputId) {
    LearnerSpec learner = config.learner();
    var settings = new TreeMap<String, String>();
    settings.put("input", config.topics().examples());
    settings.put(INPUT_ID, inputId);
    settings.put("max.ahead", config.maxAhead().toString());
    settings.put("start", config.start().name());
    config.range().ifPresent(range -> settings.put(RANGE, range.toString()));
    if (!config.everyPrediction()) {
      settings.put(PREDICTIONS, "outcomes");
    }
    settings.put("evaluate.every", Integer.toString(learner.evaluateEvery()));
    settings.put("health.every", Integer.toString(learner.healthEvery()));
    settings.put("holdout.share", Double.toString(learner.holdout().share()));
    settings.put("holdout.capacity", Integer.toString(learner.holdout().capacity()));
    settings.put("holdout.windows", Integer.toString(learner.holdout().maxWindows()));
    settings.put("guard", learner.guard().toString());
    learner.model().files().forEach((key, sum) -> settings.put("model." + key + ".sha256", sum));
    settings.put(SCORECARD, config.scorecard().map(ReferenceNetworks::toString).orElse("off"));
    settings.put(CHECKPOINTS, config.checkpoints().map(CheckpointSettings::location).orElse("off"));
    config
        .checkpoints()
        .ifPresent(kept -> kept.store().forEach((k, v) -> settings.put(CHECKPOINTS + "." + k, v)));
    config.classNames().ifPresent(names -> settings.put(CLASS_NAMES, names));
    settings.put("lethe.version", lethe());
    settings.put("java.version", Runtime.version().toString());
    settings.put("engine.version", engine());
    return settings;
  }

  /** Returns the version of Lethe. */
  static String lethe() {
    String version = RunRecord.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static String engine() {
    Engine engine = Engine.getInstance();
    return engine.getEngineName() + " " + engine.getVersion();
  }
}
