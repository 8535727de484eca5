package dev.lethe.schemas;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Parts of an installation that have a Kafka user of their own, and the permissions of each. */
public enum Component {
  /** Sends examples. */
  PRODUCER,
  /** Trains: {@code ./lethe train}. */
  TRAINER,
  /** Computes metrics and serves the dashboard: {@code ./lethe streams}. */
  STREAMS,
  /**
   * Lists, inspects, exports, pauses and promotes runs, creates topics and replays dead letters:
   * {@code ./lethe runs}, {@code inspect}, {@code export}, {@code pause}, {@code promote}, {@code
   * topics}, {@code dead-letters}.
   */
  OPERATOR;

  /**
   * Permission of a component. READ and WRITE include DESCRIBE.
   *
   * @param resource resource and pattern
   * @param operations allowed operations, at least one
   */
  public record Permission(ResourcePattern resource, List<AclOperation> operations) {
    public Permission {
      operations = List.copyOf(operations);
    }
  }

  /** Returns the minimum permissions, each resource once. */
  public List<Permission> permissions(Topics topics) {
    return switch (this) {
      case PRODUCER -> List.of(topic(topics.examples(), WRITE));
      case TRAINER -> trainer(topics);
      case STREAMS -> streams(topics);
      case OPERATOR ->
          List.of(
              topic(topics.runs(), READ),
              topic(topics.checkpoints(), READ),
              topic(topics.commands(), WRITE),
              topic(topics.promotions(), READ),
              topic(topics.promotionCommands(), WRITE),
              // Replaying a dead letter writes to the input, and a note to the dead letters.
              topic(topics.deadLetters(), READ, WRITE),
              // Inspecting a run replays its journal, and so its input.
              topic(topics.journal(), READ),
              topic(topics.examples(), READ, WRITE),
              permission(ResourceType.TRANSACTIONAL_ID, topics.deadLetterReplay(), LITERAL, WRITE),
              permission(
                  ResourceType.TOPIC,
                  topics.prefix() + ".",
                  PREFIXED,
                  CREATE,
                  AclOperation.DESCRIBE,
                  AclOperation.DESCRIBE_CONFIGS));
    };
  }

  /** Returns the topics of which the permissions speak by name. */
  public List<String> topics(Topics topics) {
    return names(permissions(topics).stream());
  }

  /** Returns the topics that the component may write to, by name. */
  public List<String> writtenTopics(Topics topics) {
    return names(
        permissions(topics).stream().filter(permission -> permission.operations().contains(WRITE)));
  }

  private static List<String> names(Stream<Permission> permissions) {
    return permissions
        .map(Permission::resource)
        .filter(resource -> resource.resourceType() == ResourceType.TOPIC)
        .filter(resource -> resource.patternType() == LITERAL)
        .map(ResourcePattern::name)
        .toList();
  }

  private static List<Permission> trainer(Topics topics) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(topic(topics.examples(), READ));
    // A start reads both to continue a run.
    permissions.add(topic(topics.runs(), READ, WRITE));
    permissions.add(topic(topics.journal(), READ, WRITE));
    permissions.add(topic(topics.commands(), READ));
    // A start announces checkpoints that the last session could not announce.
    permissions.add(topic(topics.checkpoints(), READ, WRITE));
    for (String name :
        List.of(
            topics.predictions(),
            topics.outcomes(),
            topics.evaluations(),
            topics.windows(),
            topics.scorecards(),
            topics.health(),
            topics.deadLetters())) {
      // READ is optional: a run would notice transactions that have ended in a part of them.
      permissions.add(topic(name, WRITE));
    }
    String runs = topics.prefix() + "-run-";
    permissions.add(permission(ResourceType.GROUP, runs, PREFIXED, READ));
    permissions.add(permission(ResourceType.TRANSACTIONAL_ID, runs, PREFIXED, WRITE));
    return permissions;
  }

  private static List<Permission> streams(Topics topics) {
    List<Permission> permissions = new ArrayList<>();
    for (String name :
        List.of(
            topics.predictions(),
            topics.outcomes(),
            topics.evaluations(),
            topics.windows(),
            topics.scorecards(),
            topics.health(),
            topics.runs(),
            topics.promotionCommands())) {
      permissions.add(topic(name, READ));
    }
    permissions.add(topic(topics.metrics(), READ, WRITE));
    permissions.add(topic(topics.promotions(), READ, WRITE));
    permissions.add(topic(topics.served(), WRITE));
    permissions.add(topic(topics.metricsDeadLetters(), WRITE));
    for (String application :
        List.of(topics.prefix() + "-streams", topics.prefix() + "-promotion")) {
      permissions.add(
          permission(ResourceType.TOPIC, application + "-", PREFIXED, CREATE, READ, WRITE));
      permissions.add(permission(ResourceType.GROUP, application, LITERAL, READ));
      permissions.add(
          permission(ResourceType.TRANSACTIONAL_ID, application + "-", PREFIXED, WRITE));
    }
    return permissions;
  }

  private static Permission topic(String name, AclOperation... operations) {
    return permission(ResourceType.TOPIC, name, LITERAL, operations);
  }

  private static Permission permission(
      ResourceType type, String name, PatternType pattern, AclOperation... operations) {
    return new Permission(new ResourcePattern(type, name, pattern), List.of(operations));
  }
}
