package dev.lethe.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.RegistryOption;
import dev.lethe.cli.runs.RunsReader;
import dev.lethe.schemas.AvroDeserializer;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the runs of an installation. */
@Command(
    name = "runs",
    description = {
      "Lists the runs of an installation: name, state, method, seed, first start (since), newest"
          + " change of state (updated), and why a run failed.",
      "Without options, lists the runs of ./lethe up on this machine."
    },
    mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private RegistryOption registry;

  @Option(names = "--json", description = "Prints a JSON array with one object for each run.")
  private boolean json;

  @Override
  public Integer call() {
    List<Run> runs = read();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(runs));
    } else if (runs.isEmpty()) {
      out.printf("no runs on %s%n", cluster.topics().runs());
    } else {
      table(runs).print(out);
    }
    out.flush();
    return 0;
  }

  private List<Run> read() {
    String topic = cluster.topics().runs();
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(List.of(topic));
    }
    var client = new ConfluentSchemaRegistry(registry.url(), cluster.kafka());
    return new RunsReader(
            cluster.consumer(),
            new AvroDeserializer<>(client, Run.class),
            warning -> spec.commandLine().getErr().println("lethe: " + warning))
        .read(topic);
  }

  private static TextTable table(List<Run> runs) {
    var table = new TextTable("run", "state", "method", "seed", "since", "updated", "reason");
    for (Run run : runs) {
      table.add(
          run.getRun(),
          run.getState().name(),
          run.getMethod(),
          Long.toString(run.getSeed()),
          run.getStartedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          run.getUpdatedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          run.getReason() == null ? "" : run.getReason().replaceAll("\\s+", " "));
    }
    return table;
  }

  private static String toJson(List<Run> runs) {
    List<Map<String, Object>> rows = runs.stream().map(RunsCommand::row).toList();
    try {
      return new ObjectMapper().writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always writable", e);
    }
  }

  private static Map<String, Object> row(Run run) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("run", run.getRun());
    row.put("state", run.getState().name());
    row.put("method", run.getMethod());
    row.put("seed", run.getSeed());
    row.put("since", run.getStartedAt().toString());
    row.put("updated", run.getUpdatedAt().toString());
    row.put("reason", run.getReason());
    return row;
  }
}
