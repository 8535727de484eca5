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
    return access(List.of(cluster.topics().runs(), cluster.topics().journal()));
  }

  /**
   * Returns where the runs and their input are.
   *
   * @throws IllegalArgumentException if their topics do not exist, or no broker answers
   */
  public RunAccess accessToInput() {
    return access(List.of(cluster.topics().runs(), cluster.topics().examples()));
  }

  private RunAccess access(List<String> required) {
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(required);
    }
    return new RunAccess(
        cluster.topics(),
        cluster.bootstrapServer(),
        registry.url(),
        cluster.kafka(),
        checkpoints.settings());
  }
}
