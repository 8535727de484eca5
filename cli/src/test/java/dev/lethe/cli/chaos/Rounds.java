package dev.lethe.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Rounds in each of which something bad happens at a random moment while examples arrive. */
final class Rounds {
  private final Trial trial;
  private final Component trainer;
  private final SplittableRandom random;
  private final Consumer<String> progress;
  private final List<Recovery> recoveries = new ArrayList<>();

  /** Something bad. */
  interface Fault {
    /** Does it, and returns what it was, in words. */
    String happen() throws Exception;
  }

  Rounds(Trial trial, SplittableRandom random, Consumer<String> progress) {
    this.trial = trial;
    this.trainer = trial.parts().trainer();
    this.random = random;
    this.progress = progress;
  }

  void run(int rounds, Fault fault) throws Exception {
    for (int round = 1; round <= rounds; round++) {
      Thread.sleep(200 + random.nextInt(1500));
      progress.accept("round %d of %d: %s".formatted(round, rounds, fault.happen()));
    }
    progress.accept("the stream ends, and the undisturbed twin follows");
  }

  List<Recovery> recoveries() {
    return List.copyOf(recoveries);
  }

  /**
   * Kills the trainer and starts it again.
   *
   * @param brokerKilled true if it must also wait for a broker
   * @return what happened, with the time until it was live
   */
  String killTrainer(String what, boolean brokerKilled) throws Exception {
    trainer.kill();
    trainer.start();
    return what + ", live after " + awaitLive(brokerKilled);
  }

  /** Waits until the newest trainer is live. Returns the time that it took, in words. */
  String awaitLive(boolean brokerKilled) throws Exception {
    Duration time = trial.awaitLive(trainer, Trial.RUN);
    recoveries.add(new Recovery(time, brokerKilled));
    return "%.1f s".formatted(time.toMillis() / 1e3);
  }
}
