package dev.lethe.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.lethe.cli.deadletters.DeadLetterCounts;
import dev.lethe.cli.deadletters.DeadLetterCounts.Group;
import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.DeadLetterFilterOptions;
import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts dead letters by reason and run. */
@Command(
    name = "list",
    description = {
      "Counts the dead letters by reason and run. 'replayed' are those whose record was replayed,"
          + " 'newest' is the largest timestamp, and 'example' can be passed to show --offset."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private DeadLetterFilterOptions options;

  @Option(
      names = "--json",
      description = "Prints a JSON array with one object for each reason and run.")
  private boolean json;

  @Override
  public Integer call() {
    String topic = cluster.topics().deadLetters();
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(List.of(topic));
    }
    List<Group> groups;
    try (var letters = new TopicReader(cluster.consumer(), topic)) {
      groups = DeadLetterCounts.read(letters, options.filter());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(groups));
    } else if (groups.isEmpty()) {
      out.printf("no dead letters on %s%s%n", topic, options.describe());
    } else {
      table(groups).print(out);
      out.printf(
          "%d dead letters on %s%s, %d replayed%n",
          groups.stream().mapToLong(Group::letters).sum(),
          topic,
          options.describe(),
          groups.stream().mapToLong(Group::replayed).sum());
    }
    out.flush();
    return 0;
  }

  private static TextTable table(List<Group> groups) {
    var table = new TextTable("letters", "replayed", "run", "newest", "example", "reason");
    for (Group group : groups) {
      table.add(
          Long.toString(group.letters()),
          Long.toString(group.replayed()),
          group.run(),
          group.newest().truncatedTo(ChronoUnit.SECONDS).toString(),
          group.example(),
          group.reason());
    }
    return table;
  }

  private static ArrayNode toJson(List<Group> groups) {
    ArrayNode rows = new ObjectMapper().createArrayNode();
    for (Group group : groups) {
      rows.addObject()
          .put("reason", group.reason())
          .put("run", group.run())
          .put("letters", group.letters())
          .put("replayed", group.replayed())
          .put("newest", group.newest().toString())
          .put("example", group.example());
    }
    return rows;
  }
}
