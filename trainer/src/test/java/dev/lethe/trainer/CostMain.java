package dev.lethe.trainer;

import ch.qos.logback.classic.Level;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Measures what checkpoints and replays cost, on a local broker. */
final class CostMain {
  private static final int FEATURES = 784;
  private static final int KILLS = 5;

  /** 999,810 parameters. */
  private static final String MILLION = "mlp(hidden=840:400)";

  /** 9,999,010 parameters. */
  private static final String TEN_MILLION = "mlp(hidden=3100:2420)";

  /**
   * Amount of work.
   *
   * @param rounds slices with and without checkpoints
   * @param slice examples of a slice
   * @param stalls checkpoints whose stall is measured, per size of model
   * @param stallWarmUp time of steps and checkpoints before these, per size of model
   * @param replays replays
   * @param replayed examples of a replay
   */
  record Plan(int rounds, int slice, int stalls, Duration stallWarmUp, int replays, int replayed) {
    static Plan of(int rounds) {
      return new Plan(rounds, 20_000, 100, Duration.ofSeconds(15), Math.max(1, rounds / 2), 15_000);
    }
  }

  private final LocalStack stack;
  private final Path directory;
  private final Consumer<String> out;

  /**
   * @param directory directory for checkpoints
   * @param out receives the results, line by line
   */
  CostMain(LocalStack stack, Path directory, Consumer<String> out) {
    this.stack = stack;
    this.directory = directory;
    this.out = out;
  }

  /** Measures all costs but those of a long run; the last line is for machines. */
  void measure(String method, String million, String tenMillion, Plan plan)
      throws IOException, InterruptedException {
    var settings =
        new CostTrainer.Settings(
            new Topics("cost"),
            "run",
            method,
            million,
            FEATURES,
            Optional.of(directory.resolve("live")));
    ThroughputCost.Result live =
        new ThroughputCost(stack, settings, plan.slice()).measure(plan.rounds());
    line(
        "throughput with checkpoints / without: %s; by CPU time: %s; %.0f examples/s without; %d checkpoints, whose writing took %.2f %% of the CPU time",
        live.throughput().text(""),
        live.cpu().text(""),
        live.examplesPerSecond().median(),
        live.checkpoints(),
        100 * live.writerShare());
    line("journal: %.3f bytes per example", live.journalBytes());
    line("SIGTERM: final checkpoint and exit after %.2f s at most", live.terminated());
    StallCost.Result small = stall(method, million, plan, "stall-6");
    StallCost.Result large = stall(method, tenMillion, plan, "stall-7");
    ReplayCost.Result replay =
        new ReplayCost(
                settings.config(stack.bootstrapServers(), stack.registryUrl()), plan.replayed())
            .measure(plan.replays());
    line(
        "speed of a replay / learner fed from memory: %s; by CPU time: %s; %.0f examples/s from memory",
        replay.speed().text(""), replay.cpu().text(""), replay.examplesPerSecond().median());
    line(
        "rounds=%d throughput_ratio=%.3f throughput_cpu_ratio=%.3f writer_cpu_share=%.4f stall_p99_steps=%.2f stall_p99_cpu_steps=%.2f journal_bytes_per_example=%.3f replay_ratio=%.3f sigterm_s=%.2f",
        plan.rounds(),
        live.throughput().median(),
        live.cpu().median(),
        live.writerShare(),
        Math.max(small.steps(), large.steps()),
        Math.max(small.cpuSteps(), large.cpuSteps()),
        live.journalBytes(),
        replay.speed().median(),
        live.terminated());
  }

  private StallCost.Result stall(String method, String model, Plan plan, String run) {
    var settings =
        new CostTrainer.Settings(
            new Topics("cost"), run, method, model, FEATURES, Optional.of(directory.resolve(run)));
    try (var cost = new StallCost(settings)) {
      StallCost.Result result = cost.measure(plan.stalls(), plan.stallWarmUp());
      line(
          "stall of %s: median %.2f ms, p99 %.2f ms = %.2f steps, by CPU time %.2f steps; step: median %.2f ms, p99 %.2f ms; %d checkpoints",
          model,
          result.stall().median(),
          result.stall().quantile(0.99),
          result.steps(),
          result.cpuSteps(),
          result.step().median(),
          result.step().quantile(0.99),
          result.stall().number());
      return result;
    }
  }

  private void line(String format, Object... values) {
    out.accept(format.formatted(values));
  }

  /** Usage: rounds, examples of a long run or 0 for none, method. */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.apache.kafka"))
        .setLevel(Level.ERROR);
    int rounds = Integer.parseInt(args[0]);
    int examples = Integer.parseInt(args[1]);
    String method = args[2];
    Path directory = Files.createTempDirectory("cost");
    try (var stack =
        LocalStack.start(StackConfig.ephemeral(directory.resolve("stack")), line -> {})) {
      if (examples > 0) {
        new LongRunCost(stack, directory.resolve("long"), examples, KILLS, System.out::println)
            .measure();
      } else {
        new CostMain(stack, directory, System.out::println)
            .measure(method, MILLION, TEN_MILLION, Plan.of(rounds));
      }
    } finally {
      try (var files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}
