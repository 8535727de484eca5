package dev.lethe.containers;

import dev.lethe.cli.chaos.Installation;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A cluster and a registry in containers, for one installation after the other. */
final class Deployment implements AutoCloseable {
  private final RegistryContainer registry;
  private final KafkaCluster cluster;

  /**
   * Starts the containers and waits until they answer.
   *
   * @param brokers number of brokers
   * @param image of the brokers
   */
  Deployment(int brokers, String image) throws IOException {
    this.registry = new RegistryContainer();
    try {
      this.cluster = new KafkaCluster(brokers, image);
      registry.awaitReady();
    } catch (IOException | RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  RegistryContainer registry() {
    return registry;
  }

  KafkaCluster cluster() {
    return cluster;
  }

  /**
   * Creates topics, and prepares an installation that uses them.
   *
   * @param directory existing directory of its own
   * @param inputs partitions of the examples
   * @param results partitions of the results
   */
  Installation install(Topics topics, Path directory, int inputs, int results) throws Exception {
    cluster.create(topics, inputs, results);
    return new Installation(
        topics, directory, cluster.bootstrapServers(), registry.url(), new SplittableRandom(1));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    registry.close();
  }
}
