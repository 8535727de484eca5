package dev.lethe.cli.command;

import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.common.text.Suggestions;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.Component.Permission;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the permissions that the components need. */
@Command(
    name = "acls",
    description =
        "Prints the minimum ACLs of each component, as commands of Kafka's kafka-acls.sh. Connects to"
            + " no cluster.",
    mixinStandardHelpOptions = true)
public final class AclsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--principal",
      paramLabel = "PRINCIPAL",
      description =
          "User of the components, e.g. User:ml. Default: one for each, User:lethe-trainer and so"
              + " on.")
  private String principal;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMPONENT",
      description = "producer, trainer, streams or operator. Default: all.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Component component : components()) {
      out.printf("# %s%n", name(component));
      for (Permission permission : component.permissions(cluster.topics())) {
        out.println(command(component, permission));
      }
    }
    out.flush();
    return 0;
  }

  private List<Component> components() {
    List<Component> all = List.of(Component.values());
    if (names.isEmpty()) {
      return all;
    }
    List<String> valid = all.stream().map(AclsCommand::name).toList();
    List<Component> chosen = new ArrayList<>();
    for (String name : names) {
      int index = valid.indexOf(name.toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw Suggestions.unknown("component", name, valid);
      }
      chosen.add(all.get(index));
    }
    return chosen;
  }

  private String command(Component component, Permission permission) {
    List<String> words =
        new ArrayList<>(
            Arrays.asList("kafka-acls.sh", "--bootstrap-server", cluster.bootstrapServer()));
    cluster
        .commandConfig()
        .ifPresent(file -> words.addAll(List.of("--command-config", file.toString())));
    String user = principal == null ? "User:lethe-" + name(component) : principal;
    words.addAll(List.of("--add", "--allow-principal", user));
    for (AclOperation operation : permission.operations()) {
      words.addAll(List.of("--operation", name(operation)));
    }
    words.addAll(
        List.of(option(permission.resource().resourceType()), permission.resource().name()));
    if (permission.resource().patternType() == PatternType.PREFIXED) {
      words.addAll(List.of("--resource-pattern-type", "prefixed"));
    }
    return String.join(" ", words.stream().map(ShellWords::quote).toList());
  }

  private static String option(ResourceType type) {
    return "--" + type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the name that kafka-acls.sh has for an operation, e.g. DescribeConfigs. */
  private static String name(AclOperation operation) {
    var name = new StringBuilder();
    for (String word : operation.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static String name(Component component) {
    return component.name().toLowerCase(Locale.ROOT);
  }
}
