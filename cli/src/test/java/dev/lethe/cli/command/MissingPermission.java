package dev.lethe.cli.command;

import static dev.lethe.cli.command.SecuredCluster.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Component;
import java.time.Duration;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/**
 * A start of the producer or of the trainer without one line of its permissions.
 *
 * @param line the line that is missing
 */
record MissingPermission(SecuredCluster cluster, PermissionLine line) {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  /** Starts the component and returns how it ends. */
  Result end(String run) throws Exception {
    SecuredClient client = cluster.as(line.component(), SecuredListener.PASSWORD);
    if (line.component() == Component.PRODUCER) {
      return client.run(cluster.producing());
    }
    Result end = cluster.train(client, run).await(TIMEOUT);
    if (!end.err().contains("no permission to see") || !isPublished()) {
      return end;
    }
    // The start was refused, so there is no run. If the topic can be seen, the run itself fails.
    assertThat(end.err()).contains(named(run));
    var seen = new PermissionLine(line.component(), line.resource(), AclOperation.DESCRIBE);
    cluster.allow(seen);
    try {
      return cluster.train(client, run).await(TIMEOUT);
    } finally {
      cluster.forbid(seen);
    }
  }

  /** Returns true if a run without this line can publish that it has failed. */
  boolean isPublished() {
    return line.component() == Component.TRAINER
        && line.operation() != AclOperation.DESCRIBE
        && !line.resource().name().equals(TOPICS.runs());
  }

  /** Returns the name of the resource in messages. */
  String named(String run) {
    String name = line.resource().name();
    return line.resource().patternType() == PatternType.PREFIXED ? name + run : name;
  }
}
