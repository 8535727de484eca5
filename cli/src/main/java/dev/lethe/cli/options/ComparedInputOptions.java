package dev.lethe.cli.options;

import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.replay.RangeBound;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a comparison on a range of the input topic of a cluster. */
public final class ComparedInputOptions {
  private static final String SUFFIX = ".examples";

  @Mixin private ClusterOptions cluster;
  @Mixin private RegistryOption registry;
  @Mixin private RangeOptions range;

  @Option(
      names = "--input",
      paramLabel = "TOPIC",
      description =
          "Input topic, PREFIX.examples; the runs are published on the topics with the same prefix."
              + " Default: none, a data set.")
  private String topic;

  @Option(
      names = "--features",
      paramLabel = "N",
      description = "Number of features per example in the topic. Default: that of its first one.")
  private Integer features;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Number of classes in the topic. Default: its largest label plus 1.")
  private Integer classes;

  /** Returns true if the comparison is on a topic. */
  public boolean isGiven() {
    return topic != null;
  }

  /**
   * Checks that options of a topic are not given without one.
   *
   * @throws IllegalArgumentException if they are
   */
  public void requireNoRange() {
    if (from().isPresent() || to().isPresent() || features != null || classes != null) {
      throw new IllegalArgumentException(
          "input: got no topic, expected one with --from, --to, --features or --classes");
    }
  }

  /**
   * Returns where the input is.
   *
   * @throws IllegalArgumentException if its topics do not exist, or no broker answers
   */
  public RunAccess access() {
    if (!topic.endsWith(SUFFIX)) {
      throw new IllegalArgumentException(
          "input: got '%s', expected PREFIX%s, the input topic of an installation"
              .formatted(topic, SUFFIX));
    }
    var topics = new Topics(topic.substring(0, topic.length() - SUFFIX.length()));
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(List.of(topics.examples(), topics.runs()));
    }
    return new RunAccess(
        topics, cluster.bootstrapServer(), registry.url(), cluster.kafka(), Optional.empty());
  }

  public Optional<RangeBound> from() {
    return range.from(Optional.empty());
  }

  public Optional<RangeBound> to() {
    return range.to(Optional.empty());
  }

  public OptionalInt features() {
    return features == null ? OptionalInt.empty() : OptionalInt.of(features);
  }

  public OptionalInt classes() {
    return classes == null ? OptionalInt.empty() : OptionalInt.of(classes);
  }
}
