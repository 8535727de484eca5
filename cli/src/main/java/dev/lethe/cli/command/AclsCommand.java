package dev.lethe.cli.command;

import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.common.text.Suggestions;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.Component.Permission;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the permissions that the components need. */
@Command(
    name = "acls",
    description =
        "Prints the minimum ACLs of each component: as a list, or as commands of Kafka's"
            + " kafka-acls.sh. Connects to no cluster.",
    footer = {
      "",
      "Example: ./lethe acls --for trainer,streams --format kafka-acls --bootstrap-server broker:9092"
          + " | sh"
    },
    mixinStandardHelpOptions = true)
public final class AclsCommand implements Callable<Integer> {
  /** Components and commands, and the components whose permissions each needs. */
  private static final Map<String, List<Component>> NAMES = names();

  private static Map<String, List<Component>> names() {
    var names = new LinkedHashMap<String, List<Component>>();
    for (Component component : Component.values()) {
      names.put(name(component), List.of(component));
    }
    names.put("produce", List.of(Component.PRODUCER));
    names.put("train", List.of(Component.TRAINER));
    // It sends a command, and trains a run that is stopped.
    names.put("resume", List.of(Component.TRAINER, Component.OPERATOR));
    List.of("fork", "forget").forEach(command -> names.put(command, List.of(Component.COMPARE)));
    List.of("runs", "inspect", "export", "replay", "pause", "promote", "topics", "dead-letters")
        .forEach(command -> names.put(command, List.of(Component.OPERATOR)));
    return Collections.unmodifiableMap(names);
  }

  /** Forms of the output. */
  enum Format {
    /** For people. */
    LIST,
    /** Commands of Kafka. */
    KAFKA_ACLS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--for",
      paramLabel = "COMPONENT",
      split = ",",
      description =
          "producer, trainer, streams, compare or operator, or a command, which stands for the"
              + " components whose permissions it needs; several separated by commas. Default: all"
              + " components.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only runs that a trainer may train, separated by commas. Default: all with this topic"
              + " prefix.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "list",
      description =
          "list, or kafka-acls: one command for each resource. Default: ${DEFAULT-VALUE}.")
  private String format;

  @Option(
      names = "--principal",
      paramLabel = "PRINCIPAL",
      description =
          "User of the components, e.g. User:ml. Default: one for each, User:lethe-trainer and so"
              + " on.")
  private String principal;

  @Override
  public Integer call() {
    Format form = format();
    PrintWriter out = spec.commandLine().getOut();
    for (Component component : components()) {
      String user = principal == null ? "User:lethe-" + name(component) : principal;
      out.printf(form == Format.LIST ? "%s (%s)%n" : "# %s%n", name(component), user);
      for (Permission permission : component.permissions(cluster.topics(), runs)) {
        out.println(
            form == Format.LIST
                ? "  " + AclFormat.line(permission)
                : AclFormat.command(cluster, user, permission));
      }
      if (form == Format.LIST) {
        printOptional(component, out);
      }
    }
    out.flush();
    return 0;
  }

  private void printOptional(Component component, PrintWriter out) {
    List<Permission> optional = component.optional(cluster.topics());
    if (!optional.isEmpty()) {
      out.println("  optional:");
      optional.forEach(permission -> out.println("  " + AclFormat.line(permission)));
    }
  }

  private Format format() {
    for (Format each : Format.values()) {
      if (each.toString().equalsIgnoreCase(format)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "format: got '%s', expected list or kafka-acls".formatted(format));
  }

  private Set<Component> components() {
    if (names.isEmpty()) {
      return new LinkedHashSet<>(List.of(Component.values()));
    }
    Set<Component> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<Component> needed = NAMES.get(name.toLowerCase(Locale.ROOT));
      if (needed == null) {
        throw Suggestions.unknown("component", name, NAMES.keySet());
      }
      chosen.addAll(needed);
    }
    return chosen;
  }

  private static String name(Component component) {
    return component.name().toLowerCase(Locale.ROOT);
  }
}
