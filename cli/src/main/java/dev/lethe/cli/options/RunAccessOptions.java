package dev.lethe.cli.options;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.trainer.RunAccess;
import java.util.List;
import picocli.CommandLine.Mixin;

/** Options of commands that only read runs: cluster, schema registry, checkpoints. */
public final class RunAccessOptions {
  @Mixin private ClusterOptions cluster;
  @Mixin private RegistryOption registry;
  @Mixin private CheckpointLocationOptions checkpoints;

  /**
   * Returns where the runs are.
   *
   * @throws IllegalArgumentException if their topics do not exist, or no broker answers
   */
  public RunAccess access() {
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection)
          .require(List.of(cluster.topics().runs(), cluster.topics().journal()));
    }
    return new RunAccess(
        cluster.topics(),
        cluster.bootstrapServer(),
        registry.url(),
        cluster.kafka(),
        checkpoints.settings());
  }
}
