package dev.lethe.cli.command;

import dev.lethe.cli.options.CheckpointLocationOptions;
import dev.lethe.cli.options.MetricsOptions;
import dev.lethe.cli.options.RangeOptions;
import dev.lethe.cli.options.ReplayedLearnerOptions;
import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.cli.options.ScorecardOptions;
import dev.lethe.cli.replay.ReplayMetrics;
import dev.lethe.common.text.ShellWords;
import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.Run;
import dev.lethe.trainer.InputRanges;
import dev.lethe.trainer.RangeReplay;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.replay.InputRange;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays a range of the input through a learner. */
@Command(
    name = "replay",
    description = {
      "Replays a range of the input through a new learner and prints its metrics and the digest of"
          + " its state. Publishes nothing, unless --run names a new run.",
      "Partitions are merged by timestamp, partition and offset, so that the same range, settings"
          + " and seed always give the same result.",
      "With RUN, the settings are those of the run; --method, --windows and --seed change them."
          + " Otherwise they are options, as for train."
    },
    footer = {
      "",
      "Examples:",
      "  ./lethe replay er-s1 --to window:3 --method 'derpp(memory=500)'",
      "  ./lethe replay --features 784 --classes 10 --from 2026-11-28T10:00:00Z --json"
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;
  @Mixin private ReplayedLearnerOptions learner;
  @Mixin private RangeOptions bounds;
  @Mixin private ScorecardOptions scorecard;
  @Mixin private MetricsOptions metrics;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "Run whose settings are used; it may be live.")
  private String of;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description =
          "Publishes the replay as a run of this new name, exactly once. If it is interrupted,"
              + " ./lethe resume NAME continues it.")
  private String name;

  @Option(names = "--json", description = "Prints a JSON object.")
  private boolean json;

  /** A replay that can start. */
  private record Plan(RunAccess access, LearnerSpec learner, Duration maxAhead, InputRange range) {}

  @Override
  public Integer call() throws InterruptedException {
    RunAccess access = runs.accessToInput();
    Optional<Run> run = Optional.ofNullable(of).map(access::find);
    LearnerSpec spec = learner.learner(access, run);
    Trainer.requireLearnable(spec, Optional.of(ReferenceNetworks.NONE));
    requireNew(access);
    InputRange range =
        new InputRanges(access)
            .find(run, bounds.from(Optional.ofNullable(of)), bounds.to(Optional.ofNullable(of)));
    var plan = new Plan(access, spec, learner.maxAhead(access, run), range);
    announce(plan);
    run.filter(access::hasForgotten)
        .ifPresent(
            forgetful ->
                warn(
                    "run %s has forgotten examples exactly; this replay uses their records again, as long as the topic has them"
                        .formatted(forgetful.getRun())));
    return name == null ? replay(plan) : publish(plan, run);
  }

  private void requireNew(RunAccess access) {
    if (name != null && access.findIfPresent(name).isPresent()) {
      throw new IllegalArgumentException(
          "run: got '%s', which exists, expected a new name; ./lethe resume continues a run"
              .formatted(name));
    }
  }

  private void announce(Plan plan) {
    warn(
        "replays %s of %s with %s, seed %d"
            .formatted(
                plan.range(),
                plan.access().topics().examples(),
                ShellWords.quote(plan.learner().method().toString()),
                plan.learner().seed()));
  }

  private int replay(Plan plan) {
    var metrics = new ReplayMetrics();
    long size = plan.range().size();
    try (var progress = Progress.of("replay", size, System.err);
        var end =
            new RangeReplay(plan.access(), plan.maxAhead())
                .replay(
                    plan.learner(), plan.range(), metrics, left -> progress.stepTo(size - left))) {
      progress.stepTo(size);
      Map<String, Object> facts = facts(plan);
      facts.put("records", end.records());
      facts.put("deadLetters", end.deadLetters());
      facts.put("step", end.scored().learner().step());
      facts.put("examples", end.scored().learner().examples());
      facts.put("digest", HexFormat.of().formatHex(end.scored().learner().digest()));
      report().print(facts, metrics.summary(end.scored().learner()));
    }
    return 0;
  }

  private static Map<String, Object> facts(Plan plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("range", plan.range().toString());
    facts.put("method", plan.learner().method().toString());
    facts.put("model", plan.learner().model().toString());
    facts.put("windowRule", plan.learner().windows().toString());
    facts.put("seed", plan.learner().seed());
    return facts;
  }

  private int publish(Plan plan, Optional<Run> run) throws InterruptedException {
    CheckpointSettings checkpoints =
        run.flatMap(plan.access()::checkpointsOf)
            .or(plan.access()::checkpoints)
            .orElseGet(() -> CheckpointSettings.at(CheckpointLocationOptions.DEFAULT, Map.of()));
    TrainerConfig config =
        plan.access().config(name, plan.learner()).toBuilder()
            .scorecard(scorecard.references())
            .maxAhead(plan.maxAhead())
            .range(Optional.of(plan.range()))
            .checkpoints(Optional.of(checkpoints))
            .build();
    int code;
    try (var trained = new TrainedRuns(spec, metrics)) {
      trained.serve(1);
      trained.start(config, Optional.empty());
      code = trained.await();
    }
    Run end = plan.access().find(name);
    Map<String, Object> facts = facts(plan);
    facts.put("run", name);
    facts.put("state", end.getState().name());
    facts.put("digest", end.getSettings().get("learner.sha256"));
    report().print(facts);
    return code;
  }

  private ReplayReport report() {
    return new ReplayReport(spec.commandLine().getOut(), json);
  }

  private void warn(String line) {
    spec.commandLine().getErr().println("lethe: " + line);
    spec.commandLine().getErr().flush();
  }
}
