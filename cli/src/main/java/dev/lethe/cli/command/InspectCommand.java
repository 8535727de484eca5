package dev.lethe.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.learner.Learner;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.trainer.RestoredRun;
import dev.lethe.trainer.TimeTravel;
import dev.lethe.trainer.travel.RunMoment;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a run as it was at a moment. */
@Command(
    name = "inspect",
    description = {
      "Restores a run as it was at a moment, evaluates the model on its holdouts, and prints where"
          + " the state comes from. Reads only; the run may be live.",
      "Moments: RUN@window:3 (that window has ended), RUN@offset:0/12345 (after that record),"
          + " RUN@step:2000, RUN@2026-11-28T10:00:00Z (event time); RUN is the newest state."
    },
    mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;

  @Parameters(paramLabel = "RUN@MOMENT", description = "Run and moment.")
  private String at;

  @Option(names = "--json", description = "Prints a JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    RunMoment moment = RunMoment.parse(at);
    PrintWriter out = spec.commandLine().getOut();
    try (RestoredRun restored = new TimeTravel(runs.access()).restore(moment)) {
      Map<String, Object> facts = facts(restored);
      List<HoldoutResult> results = restored.learner().evaluateNow();
      if (json) {
        facts.put("holdouts", results.stream().map(InspectCommand::row).toList());
        out.println(toJson(facts));
      } else {
        print(facts, results, out);
      }
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> facts(RestoredRun restored) {
    Learner learner = restored.learner();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("run", restored.run().getRun());
    facts.put("moment", restored.at().moment().toString());
    facts.put("step", learner.step());
    facts.put("examples", learner.examples());
    facts.put("window", learner.window());
    facts.put("windowOpen", learner.isWindowOpen());
    facts.put("eventTime", eventTime(learner.eventTime()));
    facts.put("consumed", new TreeMap<>(restored.ends()));
    facts.put("digest", HexFormat.of().formatHex(learner.digest()));
    facts.put(
        "checkpoint", restored.checkpoint().map(header -> header.name().toString()).orElse(null));
    facts.put("method", restored.run().getMethod());
    facts.put("model", restored.run().getModel());
    facts.put("seed", restored.run().getSeed());
    facts.put("settings", new TreeMap<>(restored.run().getSettings()));
    return facts;
  }

  private static String eventTime(long millis) {
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis).toString();
  }

  private static Map<String, Object> row(HoldoutResult result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("window", result.window());
    row.put("task", result.task());
    row.put("examples", result.examples());
    row.put("accuracy", result.accuracy());
    row.put("accuracyAmongOwn", result.accuracyAmongOwn());
    row.put("loss", result.loss());
    return row;
  }

  private static void print(
      Map<String, Object> facts, List<HoldoutResult> results, PrintWriter out) {
    facts.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> values) {
            values.forEach((key, each) -> out.printf("%-13s %s = %s%n", name, key, each));
          } else {
            out.printf("%-13s %s%n", name, value == null ? "none" : value);
          }
        });
    out.println();
    if (results.isEmpty()) {
      out.println("no holdouts: nothing to evaluate on");
      return;
    }
    var table = new TextTable("window", "task", "examples", "accuracy", "own classes", "loss");
    for (HoldoutResult result : results) {
      table.add(
          Integer.toString(result.window()),
          String.valueOf(result.task()),
          Integer.toString(result.examples()),
          "%.1f %%".formatted(100 * result.accuracy()),
          "%.1f %%".formatted(100 * result.accuracyAmongOwn()),
          "%.3f".formatted(result.loss()));
    }
    table.print(out);
  }

  private static String toJson(Map<String, Object> facts) {
    try {
      return new ObjectMapper().writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always writable", e);
    }
  }
}
