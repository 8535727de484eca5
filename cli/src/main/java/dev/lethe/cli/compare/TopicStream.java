package dev.lethe.cli.compare;

import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.trainer.InputRanges;
import dev.lethe.trainer.InputShape;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.WindowCut;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.RangeBound;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * Range of the input topic of a cluster. All runs learn the same records, and the runs are
 * published on the topics of that installation.
 */
public final class TopicStream implements ComparedStream {
  private final RunAccess access;
  private final Optional<RangeBound> from;
  private final Optional<RangeBound> to;
  private final InputRange range;
  private final InputShape shape;

  private TopicStream(
      RunAccess access,
      Optional<RangeBound> from,
      Optional<RangeBound> to,
      InputRange range,
      InputShape shape) {
    this.access = access;
    this.from = from;
    this.to = to;
    this.range = range;
    this.shape = shape;
  }

  /**
   * Finds the range, and the shape of its examples if it is not given.
   *
   * @param fixed range that an earlier command has found: records that have arrived since are not
   *     part of it
   * @throws IllegalArgumentException if the topic does not exist, the range is empty, or the shape
   *     cannot be found
   */
  public static TopicStream find(
      RunAccess access,
      Optional<InputRange> fixed,
      Optional<RangeBound> from,
      Optional<RangeBound> to,
      OptionalInt features,
      OptionalInt classes,
      Duration maxAhead) {
    InputRange range =
        fixed.orElseGet(() -> new InputRanges(access).find(Optional.empty(), from, to));
    InputShape shape =
        features.isPresent() && classes.isPresent()
            ? new InputShape(features.getAsInt(), classes.getAsInt())
            : InputShape.find(access, range, maxAhead);
    return new TopicStream(
        access,
        from,
        to,
        range,
        new InputShape(features.orElse(shape.features()), classes.orElse(shape.classes())));
  }

  @Override
  public String description() {
    return "a range of " + topic();
  }

  @Override
  public String identity() {
    return "%s from %s to %s"
        .formatted(
            topic(),
            from.map(Object::toString).orElse("the beginning"),
            to.map(Object::toString).orElse("the end"));
  }

  @Override
  public int features() {
    return shape.features();
  }

  @Override
  public int classes() {
    return shape.classes();
  }

  @Override
  public Optional<String> classNames() {
    return Optional.empty();
  }

  @Override
  public Optional<Long> streamSeed(long runSeed) {
    return Optional.empty();
  }

  @Override
  public String topic() {
    return access.topics().examples();
  }

  @Override
  public String records() {
    return range.toString();
  }

  @Override
  public void requireMoreWindows(StreamParts parts, Path directory) {
    if (ComparisonDirectory.range(directory, StreamPart.FIRST.of(SHARED)).isEmpty()) {
      WindowCut.find(access, range, parts.maxAhead(), parts.rule(), parts.windows());
    }
  }

  @Override
  public Cluster connect(ComparisonDirectory directory) {
    directory.setRange(SHARED, range.toString());
    return new Cluster() {
      @Override
      public RunAccess access() {
        return access;
      }

      @Override
      public Optional<URI> dashboard() {
        return Optional.empty();
      }

      @Override
      public InputRange range(Optional<Long> streamSeed) {
        return range;
      }

      @Override
      public <T> T supervise(Callable<T> task) throws Exception {
        return task.call();
      }

      @Override
      public void deleteData() {
        // The runs stay on the cluster, where they can be inspected and forked.
      }

      @Override
      public void close() {
        // owns nothing
      }
    };
  }
}
