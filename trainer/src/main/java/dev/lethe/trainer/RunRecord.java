package dev.lethe.trainer;

import ai.djl.engine.Engine;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A run's provenance as the runs topic has it, and whether settings still belong to it. */
final class RunRecord {
  /** SHA-256 over all that the learner was when the run stopped. */
  static final String DIGEST = "learner.sha256";

  /** What it is compared with, of which nothing that it learns depends. */
  private static final String SCORECARD = "scorecard";

  private RunRecord() {}

  /** Of a run that begins now. */
  static Run of(TrainerConfig config, Instant now) {
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
   * The same run as it stands now.
   *
   * @param reason why it failed, or null
   */
  static Run as(Run begun, RunState state, Instant now, String reason) {
    return Run.newBuilder(begun).setState(state).setUpdatedAt(now).setReason(reason).build();
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
   * Refuses to continue a run with settings that are not its own: the learner would be another.
   *
   * @throws IllegalArgumentException naming the first setting that differs
   */
  static void requireSame(Run known, Run wanted) {
    same(wanted, "method", known.getMethod(), wanted.getMethod());
    same(wanted, "model", known.getModel(), wanted.getModel());
    same(wanted, "seed", known.getSeed(), wanted.getSeed());
    same(wanted, "batch.size", known.getBatchSize(), wanted.getBatchSize());
    same(wanted, "features", known.getFeatures(), wanted.getFeatures());
    same(wanted, "classes", known.getClasses(), wanted.getClasses());
    same(wanted, "windows", known.getWindows(), wanted.getWindows());
    for (String key : wanted.getSettings().keySet()) {
      // Another Java or engine is worth knowing of; bit-identity is promised for the same ones
      // only.
      if (!key.endsWith(".version") && !key.equals(SCORECARD)) {
        same(wanted, key, known.getSettings().get(key), wanted.getSettings().get(key));
      }
    }
  }

  private static void same(Run run, String key, Object known, Object wanted) {
    if (!wanted.equals(known)) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected '%s', with which run '%s' began: use that, or another run name"
              .formatted(key, wanted, known, run.getRun()));
    }
  }
}
