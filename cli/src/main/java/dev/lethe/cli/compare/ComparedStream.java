package dev.lethe.cli.compare;

import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.replay.InputRange;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Stream that methods are compared on. Created only if its options are valid and it has examples.
 */
public sealed interface ComparedStream permits DatasetStream, TopicStream {
  /** Name of the stream in the directory of the comparison if all runs learn the same records. */
  String SHARED = "all";

  /** Returns the stream in a few words. */
  String description();

  /** Returns all options that decide which examples it has. */
  String identity();

  /** Returns the number of features of an example. */
  int features();

  /** Returns the number of classes. */
  int classes();

  /** Returns the names of the classes as one line of CSV; empty if unknown. */
  Optional<String> classNames();

  /** Returns the seed of the stream of a run; empty if all runs learn the same records. */
  Optional<Long> streamSeed(long runSeed);

  /** Returns the input topic. */
  String topic();

  /** Returns the records that all runs learn, as text; empty if the identity decides them. */
  String records();

  /**
   * Checks that examples follow the windows of a selection, as far as this can be known before the
   * start.
   *
   * @param directory directory of the comparison, which need not exist
   * @throws IllegalArgumentException if there are too few windows
   */
  void requireMoreWindows(StreamParts parts, Path directory);

  /** Connects to the cluster that has the stream, or starts it. */
  Cluster connect(ComparisonDirectory directory);

  /** Cluster with the stream. */
  interface Cluster extends AutoCloseable {
    RunAccess access();

    /**
     * Returns the address of a dashboard that shows the runs; empty if there is none of its own.
     */
    Optional<URI> dashboard();

    /**
     * Returns the records of a stream, after sending them if they are not there.
     *
     * @param streamSeed see {@link ComparedStream#streamSeed}
     */
    InputRange range(Optional<Long> streamSeed) throws InterruptedException;

    /**
     * Executes a task, and checks meanwhile that the cluster runs if it is the comparison's own.
     *
     * @throws IllegalStateException if a part of it has failed; the task is left behind
     */
    <T> T supervise(Callable<T> task) throws Exception;

    /** Deletes what nothing needs after the comparison. The cluster must be closed. */
    void deleteData();

    @Override
    void close();
  }

  /** Returns the name of a stream in the directory of the comparison. */
  static String name(Optional<Long> streamSeed) {
    return streamSeed.map(seed -> "seed-" + seed).orElse(SHARED);
  }
}
