package dev.lethe.schemas;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
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
  /** Trains: {@code ./lethe train}, {@code replay --run}. */
  TRAINER,
  /** Computes metrics and serves the dashboard: {@code ./lethe streams}. */
  STREAMS,
  /**
   * Trains as the trainer does and reads what runs have published: {@code ./lethe compare} with a
   * topic, {@code fork}, {@code forget}.
   */
  COMPARE,
  /**
   * Lists, inspects, exports, replays, pauses and promotes runs, creates topics and replays dead
   * letters: {@code ./lethe runs}, {@code inspect}, {@code export}, {@code replay}, {@code pause},
   * {@code promote}, {@code topics}, {@code dead-letters}.
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

  /** Returns the minimum permissions for runs of any name, each resource once. */
  public List<Permission> permissions(Topics topics) {
    return permissions(topics, List.of());
  }

  /**
   * Returns the minimum permissions, each resource once.
   *
   * @param runs names of the only runs that the component may train; empty for any
   */
  public List<Permission> permissions(Topics topics, List<String> runs) {
    return switch (this) {
      case PRODUCER -> List.of(topic(topics.examples(), WRITE));
      case TRAINER -> training(topics, runs, new AclOperation[] {WRITE}, DESCRIBE);
      case COMPARE -> training(topics, runs, new AclOperation[] {READ, WRITE}, READ, WRITE);
      case STREAMS -> streams(topics);
      case OPERATOR ->
          List.of(
              topic(topics.runs(), READ),
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
                  DESCRIBE,
                  DESCRIBE_CONFIGS));
    };
  }

  /**
   * Returns permissions that a component uses if it has them, and does without otherwise: to notice
   * topics with settings that lose records, and transactions that have ended in a part of the
   * topics. The streams app needs those on alerts only if it has rules.
   */
  public List<Permission> optional(Topics topics) {
    List<Permission> permissions = new ArrayList<>();
    if (this == TRAINER || this == COMPARE) {
      List<String> results = this == TRAINER ? results(topics) : List.of();
      for (String name : topics(topics)) {
        permissions.add(
            results.contains(name)
                ? topic(name, READ, DESCRIBE_CONFIGS)
                : topic(name, DESCRIBE_CONFIGS));
      }
    }
    if (this == STREAMS) {
      // For alerts; webhooks read them, each in a group of its own.
      permissions.add(topic(topics.alerts(), READ, WRITE));
      permissions.add(
          permission(ResourceType.GROUP, topics.prefix() + "-streams-webhook-", PREFIXED, READ));
      topics(topics).forEach(name -> permissions.add(topic(name, DESCRIBE_CONFIGS)));
    }
    return permissions;
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

  /**
   * Returns the permissions of a component that trains.
   *
   * @param onResults operations on the topics that runs publish their results to
   * @param onOutcomes operations on the topic to which runs of a comparison publish outcomes
   *     instead of predictions; all runs check at the start that it exists
   */
  private static List<Permission> training(
      Topics topics, List<String> runs, AclOperation[] onResults, AclOperation... onOutcomes) {
    List<Permission> permissions = new ArrayList<>();
    permissions.add(topic(topics.examples(), READ));
    // A start reads both to continue a run.
    permissions.add(topic(topics.runs(), READ, WRITE));
    permissions.add(topic(topics.journal(), READ, WRITE));
    permissions.add(topic(topics.commands(), READ));
    // A start announces checkpoints that the last session could not announce.
    permissions.add(topic(topics.checkpoints(), READ, WRITE));
    for (String name : results(topics)) {
      permissions.add(topic(name, name.equals(topics.outcomes()) ? onOutcomes : onResults));
    }
    String anyRun = topics.prefix() + "-run-";
    if (runs.isEmpty()) {
      permissions.add(permission(ResourceType.GROUP, anyRun, PREFIXED, READ));
      permissions.add(permission(ResourceType.TRANSACTIONAL_ID, anyRun, PREFIXED, WRITE));
    }
    for (String run : runs) {
      permissions.add(permission(ResourceType.GROUP, anyRun + run, LITERAL, READ));
      permissions.add(permission(ResourceType.TRANSACTIONAL_ID, anyRun + run, LITERAL, WRITE));
    }
    return permissions;
  }

  /** Returns the topics that a run publishes its results to. */
  private static List<String> results(Topics topics) {
    return List.of(
        topics.predictions(),
        topics.outcomes(),
        topics.evaluations(),
        topics.windows(),
        topics.scorecards(),
        topics.health(),
        topics.deadLetters());
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
