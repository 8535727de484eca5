package dev.lethe.cli.command;

import dev.lethe.cli.compare.ComparedStream;
import dev.lethe.cli.compare.ComparisonRuns;
import dev.lethe.cli.compare.ComparisonRuns.Outcome;
import dev.lethe.cli.compare.RunProgress;
import dev.lethe.compare.engine.ComparisonEngine;
import dev.lethe.compare.engine.RunSettings;
import dev.lethe.compare.plan.ComparisonDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Executes the runs of a comparison on the cluster that has its stream. */
final class ComparisonExecution {
  private final ComparisonRuns planned;
  private final ComparedStream stream;
  private final ComparisonDirectory out;
  private final RunSettings settings;
  private final Consumer<String> console;

  /**
   * @param console receives a line per event
   */
  ComparisonExecution(
      ComparisonRuns planned,
      ComparedStream stream,
      ComparisonDirectory out,
      RunSettings settings,
      Consumer<String> console) {
    this.planned = planned;
    this.stream = stream;
    this.out = out;
    this.settings = settings;
    this.console = console;
  }

  /**
   * Executes what has not finished.
   *
   * @param parallel number of runs at a time, 1 or more
   * @return all runs; empty if the command is interrupted
   */
  Optional<Outcome> execute(int parallel) throws Exception {
    Optional<Outcome> before = planned.finished(out);
    if (before.isPresent()) {
      console.accept("all %d runs have finished before".formatted(before.get().size()));
      return before;
    }
    List<AutoCloseable> parts = new ArrayList<>();
    var closing = ShutdownHook.closing(parts);
    try {
      ComparedStream.Cluster cluster = stream.connect(out);
      parts.add(cluster);
      cluster.dashboard().ifPresent(address -> console.accept("dashboard: " + address));
      var engine = new ComparisonEngine(cluster.access(), settings, out, parallel);
      parts.add(engine);
      var progress = new RunProgress(planned.size(), planned.ended(out), console, System::nanoTime);
      Outcome outcome =
          cluster.supervise(
              () -> planned.execute(out, cluster, runs -> engine.execute(runs, progress::ended)));
      closing.run();
      if (outcome.failed() == 0) {
        cluster.deleteData();
      }
      return Optional.of(outcome);
    } catch (CancellationException | InterruptedException e) {
      console.accept("interrupted; the same command continues");
      return Optional.empty();
    } finally {
      closing.run();
    }
  }
}
