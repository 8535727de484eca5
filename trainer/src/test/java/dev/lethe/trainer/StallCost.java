package dev.lethe.trainer;

import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.learner.scorecard.ScorecardListener;
import dev.lethe.learner.scorecard.ScoredLearner;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.Features;
import dev.lethe.learner.stream.Origin;
import dev.lethe.learner.stream.Role;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.checkpoint.CheckpointSamples;
import dev.lethe.trainer.checkpoint.CheckpointSettings;
import dev.lethe.trainer.checkpoint.CheckpointStores;
import dev.lethe.trainer.meter.RunMeters;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Time for which learning waits for a checkpoint, while files are written in the background. */
final class StallCost implements AutoCloseable {
  private static final int WARM_UP_STEPS = 100;
  private static final int MIN_WARM_UP_STALLS = 5;

  /** Steps after a file has been written, before the next checkpoint. */
  private static final int STEPS_BETWEEN = 5;

  /**
   * Durations, in milliseconds.
   *
   * @param step learning steps while no file is written
   * @param stall copies of the state
   * @param stepCpu CPU time of the learning thread for these steps: other processes do not add to
   *     it
   * @param stallCpu CPU time of the learning thread for the copies
   */
  record Result(Spread step, Spread stall, Spread stepCpu, Spread stallCpu) {
    /** Returns the 99th percentile of the stalls, in median steps. */
    double steps() {
      return stall.quantile(0.99) / step.median();
    }

    /** Returns the same ratio of CPU times. */
    double cpuSteps() {
      return stallCpu.quantile(0.99) / stepCpu.median();
    }
  }

  /** Wall-clock and CPU time of the current thread, in milliseconds. */
  private record Times(double wall, double cpu) {
    static Times of(Runnable work) {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long cpu = threads.getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      work.run();
      return new Times(
          (System.nanoTime() - wall) / 1e6, (threads.getCurrentThreadCpuTime() - cpu) / 1e6);
    }

    static Spread wall(List<Times> times) {
      return Spread.of(times.stream().map(Times::wall).toList());
    }

    static Spread cpu(List<Times> times) {
      return Spread.of(times.stream().map(Times::cpu).toList());
    }
  }

  private final String run;
  private final int batchSize;
  private final ScoredLearner learner;
  private final CheckpointService service;
  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] pixels;
  private long offset;

  /**
   * @param settings method, model and directory of the checkpoints
   */
  StallCost(CostTrainer.Settings settings) {
    this.run = settings.run();
    this.batchSize = settings.learner().batchSize();
    this.pixels = new byte[settings.features()];
    this.learner =
        new ScoredLearner(settings.learner(), ReferenceNetworks.NONE, new ScorecardListener() {});
    String location = settings.checkpoints().orElseThrow().toString();
    this.service =
        new CheckpointService(
            run,
            new CheckpointSettings(location, Map.of(), Duration.ofSeconds(10), 0, 1, 0, 0),
            CheckpointStores.open(location, Map.of()),
            (store, checkpoint, previous) -> checkpoint.digest(),
            new AlarmBoard(run, System.err::println, Clock.systemUTC()),
            RunMeters.none());
  }

  /**
   * @param number checkpoints to measure
   * @param warmUp time of steps and checkpoints before: until the JIT compiler is done, it competes
   *     with learning for the cores
   */
  Result measure(int number, Duration warmUp) {
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_STEPS; i++) {
      step();
    }
    int taken = 0;
    while (taken < MIN_WARM_UP_STALLS || System.nanoTime() - start < warmUp.toNanos()) {
      finishWriting();
      checkpoint(++taken);
    }
    List<Times> steps = new ArrayList<>();
    List<Times> stalls = new ArrayList<>();
    for (int last = taken + number; taken < last; ) {
      finishWriting();
      for (int i = 0; i < STEPS_BETWEEN; i++) {
        steps.add(Times.of(this::step));
      }
      long entries = ++taken;
      stalls.add(Times.of(() -> checkpoint(entries)));
    }
    return new Result(Times.wall(steps), Times.wall(stalls), Times.cpu(steps), Times.cpu(stalls));
  }

  private void finishWriting() {
    while (service.isBusy()) {
      step();
    }
  }

  private void checkpoint(long entries) {
    PipelineState state = PipelineState.of(learner);
    service.write(digest -> CheckpointSamples.header(run, entries), state, Set.of());
  }

  private void step() {
    for (int i = 0; i < batchSize; i++) {
      learner.accept(next());
    }
  }

  private Example next() {
    random.nextBytes(pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 31;
    }
    return new Example(
        "e" + offset,
        offset,
        new Features.Bytes(pixels.clone()),
        random.nextInt(CostInput.CLASSES),
        "task",
        Role.LEARN,
        new Origin(0, offset++));
  }

  @Override
  public void close() {
    try (learner) {
      service.close();
    }
  }
}
