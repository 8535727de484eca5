package dev.lethe.cli.command;

import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.common.text.ShellWords;
import dev.lethe.schemas.Component.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** Texts of permissions. */
final class AclFormat {
  private AclFormat() {}

  /** Returns a line for people, e.g. {@code READ, WRITE topic lethe.runs}. */
  static String line(Permission permission) {
    String operations =
        permission.operations().stream().map(AclOperation::name).collect(Collectors.joining(", "));
    String type = permission.resource().resourceType().name().toLowerCase(Locale.ROOT);
    return "%-36s%-18s%s%s"
        .formatted(
            operations,
            type.replace('_', ' '),
            permission.resource().name(),
            isPrefixed(permission) ? "*" : "");
  }

  /** Returns the command of Kafka's {@code kafka-acls.sh} that allows a user something. */
  static String command(ClusterOptions cluster, String user, Permission permission) {
    List<String> words =
        new ArrayList<>(
            Arrays.asList("kafka-acls.sh", "--bootstrap-server", cluster.bootstrapServer()));
    cluster
        .commandConfig()
        .ifPresent(file -> words.addAll(List.of("--command-config", file.toString())));
    words.addAll(List.of("--add", "--allow-principal", user));
    for (AclOperation operation : permission.operations()) {
      words.addAll(List.of("--operation", name(operation)));
    }
    words.addAll(
        List.of(option(permission.resource().resourceType()), permission.resource().name()));
    if (isPrefixed(permission)) {
      words.addAll(List.of("--resource-pattern-type", "prefixed"));
    }
    return String.join(" ", words.stream().map(ShellWords::quote).toList());
  }

  private static boolean isPrefixed(Permission permission) {
    return permission.resource().patternType() == PatternType.PREFIXED;
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
}
