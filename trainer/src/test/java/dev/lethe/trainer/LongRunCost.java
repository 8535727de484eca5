package dev.lethe.trainer;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run over a long stream: memory of its process, and time to recover from {@code kill -9}, near
 * the beginning and at the end.
 */
final class LongRunCost {
  private static final int FEATURES = 64;
  private static final String METHOD = "er(memory=500,batch=10)";
  private static final String MODEL = "mlp(hidden=100:100)";

  private static final int MAX_LEAD = 10_000;

  /** Samples of memory; garbage makes single ones uncertain. */
  private static final int SAMPLES = 50;

  /**
   * Course of the run.
   *
   * @param residentFirst resident memory after a tenth of the examples, bytes
   * @param residentLast at the end
   * @param recoveryFirst from the start of a process to LIVE, before a tenth of the examples
   * @param recoveryLast at the end
   */
  record Result(
      double residentFirst, double residentLast, Spread recoveryFirst, Spread recoveryLast) {}

  private final LocalStack stack;
  private final int examples;
  private final int kills;

  /** Examples that are produced ahead of the run, and between two kills. */
  private final int lead;

  private final CostTrainer.Settings settings;
  private final String group;
  private final Consumer<String> out;

  /**
   * @param directory directory for checkpoints
   * @param examples length of the stream
   * @param kills kills near the beginning, and as many at the end
   * @param out receives the results, line by line
   */
  LongRunCost(LocalStack stack, Path directory, int examples, int kills, Consumer<String> out) {
    this.stack = stack;
    this.examples = examples;
    this.kills = kills;
    this.lead = Math.min(MAX_LEAD, examples / 50);
    this.out = out;
    var topics = new Topics("long");
    this.settings =
        new CostTrainer.Settings(topics, "run", METHOD, MODEL, FEATURES, Optional.of(directory));
    this.group = settings.config("none:1", "http://none").clientId();
  }

  Result measure() throws IOException, InterruptedException {
    new Kafka(stack, settings.topics()).createTopics(1);
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
    try (var input = new CostInput(stack.bootstrapServers(), settings.topics(), FEATURES, serdes)) {
      CostTrainer trainer = start();
      try {
        feed(trainer, input, examples / 50);
        List<Double> first = new ArrayList<>();
        trainer = recover(trainer, input, first);
        feed(trainer, input, examples / 10);
        double early = resident(trainer, input);
        feed(trainer, input, examples);
        double late = resident(trainer, input);
        List<Double> last = new ArrayList<>();
        trainer = recover(trainer, input, last);
        var result = new Result(early, late, Spread.of(first), Spread.of(last));
        print(result);
        return result;
      } finally {
        trainer.close();
      }
    }
  }

  private CostTrainer start() throws IOException {
    return CostTrainer.start(settings, stack.bootstrapServers(), stack.registryUrl());
  }

  /** Produces until the run has consumed this many examples. */
  private void feed(CostTrainer trainer, CostInput input, long until) throws IOException {
    while (input.produced() < until) {
      input.produce((int) Math.min(lead, until - input.produced()));
      input.awaitCommitted(group, input.produced() - lead);
      if (input.produced() % (20 * lead) == 0) {
        System.err.printf(
            "%d examples, %.1f MiB%n", input.produced(), mebibytes(trainer.resident()));
      }
    }
    input.awaitCommitted(group, input.produced());
  }

  /** Returns the median over a while in which the run learns. */
  private double resident(CostTrainer trainer, CostInput input) throws IOException {
    List<Long> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      feed(trainer, input, input.produced() + lead / 10);
      samples.add(trainer.resident());
    }
    return Spread.of(samples).median();
  }

  /**
   * Kills the run while it learns, several times, and measures how long each recovery takes.
   *
   * @param seconds receives the times
   * @return the last process
   */
  private CostTrainer recover(CostTrainer first, CostInput input, List<Double> seconds)
      throws IOException, InterruptedException {
    CostTrainer trainer = first;
    for (int i = 0; i < kills; i++) {
      input.produce(lead);
      input.awaitCommitted(group, input.produced() - lead / 2);
      trainer.kill();
      long startedAt = System.nanoTime();
      trainer = start();
      seconds.add(Duration.ofNanos(System.nanoTime() - startedAt).toMillis() / 1e3);
    }
    return trainer;
  }

  private void print(Result result) {
    out.accept(
        "resident memory after a tenth and at the end: %.1f MiB, %.1f MiB"
            .formatted(mebibytes(result.residentFirst()), mebibytes(result.residentLast())));
    out.accept("recovery near the beginning: " + result.recoveryFirst().text(" s"));
    out.accept("recovery at the end: " + result.recoveryLast().text(" s"));
    out.accept(
        "examples=%d rss_ratio=%.3f recovery_first_s=%.2f recovery_last_s=%.2f"
            .formatted(
                examples,
                result.residentLast() / result.residentFirst(),
                result.recoveryFirst().median(),
                result.recoveryLast().median()));
  }

  private static double mebibytes(double bytes) {
    return bytes / (1 << 20);
  }
}
