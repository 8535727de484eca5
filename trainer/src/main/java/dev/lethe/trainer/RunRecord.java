package dev.lethe.trainer;

import ai.djl.engine.Engine;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Creates the records of the runs topic and compares a run's settings with them. */
final class RunRecord {
  /** Setting with the SHA-256 of the learner's state when the run stopped. */
  static final String DIGEST = "learner.sha256";

  /** Setting with the reference networks; they do not affect training. */
  private static final String SCORECARD = "scorecard";

  private RunRecord() {}

  /** Returns the record of a run that starts now. */
  static Run starting(TrainerConfig config, Instant now) {
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
        settings(config),
        null);
  }

  /**
   * Returns the record of the same run in another state.
   *
   * @param reason reason for state FAILED, or null
   */
  static Run withState(Run run, RunState state, Instant now, String reason) {
    return Run.newBuilder(run).setState(state).setUpdatedAt(now).setReason(reason).build();
  }

  /**
   * Returns the record of a stopped run.
   *
   * @param digest SHA-256 of the learner's state; a replay that is the same has the same digest
   */
  static Run stopped(Run run, Instant now, byte[] digest) {
    Run stopped = withState(run, RunState.STOPPED, now, null);
    stopped.getSettings().put(DIGEST, HexFormat.of().formatHex(digest));
    return stopped;
  }

  private static Map<String, String> settings(TrainerConfig config) {
    LearnerSpec learner = config.learner();
    var settings = new TreeMap<String, String>();
    settings.put("input", config.topics().examples());
    settings.put("start", config.start().name());
    settings.put("evaluate.every", Integer.toString(learner.evaluateEvery()));
    settings.put("holdout.share", Double.toString(learner.holdout().share()));
    settings.put("holdout.capacity", Integer.toString(learner.holdout().capacity()));
    settings.put("holdout.windows", Integer.toString(learner.holdout().maxWindows()));
    learner.model().files().forEach((key, sum) -> settings.put("model." + key + ".sha256", sum));
    settings.put(SCORECARD, config.scorecard().map(ReferenceNetworks::toString).orElse("off"));
    settings.put("lethe.version", lethe());
    settings.put("java.version", Runtime.version().toString());
    settings.put("engine.version", engine());
    return settings;
  }

  private static String lethe() {
    String version = RunRecord.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static String engine() {
    Engine engine = Engine.getInstance();
    return engine.getEngineName() + " " + engine.getVersion();
  }

  /**
   * Checks that a run may continue with these settings. Other settings would give another learner.
   *
   * @throws IllegalArgumentException if a setting differs
   */
  static void requireSame(Run published, Run configured) {
    same(configured, "method", published.getMethod(), configured.getMethod());
    same(configured, "model", published.getModel(), configured.getModel());
    same(configured, "seed", published.getSeed(), configured.getSeed());
    same(configured, "batch.size", published.getBatchSize(), configured.getBatchSize());
    same(configured, "features", published.getFeatures(), configured.getFeatures());
    same(configured, "classes", published.getClasses(), configured.getClasses());
    same(configured, "windows", published.getWindows(), configured.getWindows());
    for (String key : configured.getSettings().keySet()) {
      // Versions are published for information: bit-identity holds for the same versions only.
      if (!key.endsWith(".version") && !key.equals(SCORECARD)) {
        same(configured, key, published.getSettings().get(key), configured.getSettings().get(key));
      }
    }
  }

  private static void same(Run run, String key, Object published, Object configured) {
    if (!configured.equals(published)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s' as when run '%s' started: use that, or another run name"
              .formatted(key, configured, published, run.getRun()));
    }
  }
}
