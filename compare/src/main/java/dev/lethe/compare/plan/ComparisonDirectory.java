package dev.lethe.compare.plan;

import dev.lethe.compare.results.ResultsFile;
import dev.lethe.compare.results.RunResult;
import dev.lethe.compare.results.RunResult.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Directory of a comparison. The same command finds there what an interrupted one has finished:
 *
 * <pre>
 *   plan.json      the plan
 *   started.json   its identity and the ranges of its streams
 *   runs/          results of finished runs
 *   results.json, results.csv, report.html
 * </pre>
 *
 * Thread-safe.
 */
public final class ComparisonDirectory {
  private static final String PLAN = "plan.json";
  private static final String STARTED = "started.json";
  private static final String RUNS = "runs";
  private static final int ID_LENGTH = 8;

  private final Path directory;
  private Started started;

  private ComparisonDirectory(Path directory, Started started) {
    this.directory = directory;
    this.started = started;
  }

  /**
   * Start of a comparison.
   *
   * @param id first characters of the names of its runs
   * @param at time, ISO 8601
   * @param ranges range of the input by stream, as text
   */
  private record Started(String id, String at, Map<String, String> ranges) {
    Started {
      ranges = new TreeMap<>(ranges);
    }
  }

  /**
   * A finished run, with what is known of its stream.
   *
   * @param result result of the run
   * @param stream the stream as the run has met it
   */
  public record Finished(RunResult result, StreamSummary stream) {}

  /**
   * Opens a directory, or creates it.
   *
   * @param records records that all runs learn, as text; empty if they are the plan's own
   * @throws IllegalArgumentException if it holds another comparison or other files
   * @throws UncheckedIOException if it cannot be written
   */
  public static ComparisonDirectory open(
      Path directory, ComparisonPlan plan, String records, Instant now) {
    fix(directory, plan);
    try {
      Files.createDirectories(directory.resolve(RUNS));
      Path started = directory.resolve(STARTED);
      if (!Files.exists(started)) {
        // The same plan on the same records has the same runs, and the same results.
        String id = plan.sha256(records).substring(0, ID_LENGTH);
        ResultsFile.write(started, new Started(id, now.toString(), Map.of()));
      }
      return new ComparisonDirectory(directory, ResultsFile.read(started, Started.class));
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /**
   * Writes a plan, so that no other one can be executed in the directory.
   *
   * @return its file
   * @throws IllegalArgumentException if the directory holds another comparison or other files
   * @throws UncheckedIOException if it cannot be written
   */
  public static Path fix(Path directory, ComparisonPlan plan) {
    requireFor(directory, plan);
    Path planned = directory.resolve(PLAN);
    try {
      if (!Files.exists(planned)) {
        Files.createDirectories(directory);
        ResultsFile.write(planned, plan);
      }
      return planned;
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /**
   * Checks that a directory holds this plan, or is empty, or does not exist.
   *
   * @throws IllegalArgumentException if it holds another comparison or other files
   * @throws UncheckedIOException if it cannot be read
   */
  public static void requireFor(Path directory, ComparisonPlan plan) {
    Path planned = directory.resolve(PLAN);
    try {
      if (Files.exists(planned)) {
        requireSame(directory, planned, plan);
      } else if (Files.exists(directory)) {
        requireEmpty(directory);
      }
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static UncheckedIOException unusable(Path directory, IOException e) {
    return new UncheckedIOException(
        "out: %s cannot be used (%s)".formatted(directory, e.getMessage()), e);
  }

  private static void requireSame(Path directory, Path planned, ComparisonPlan plan)
      throws IOException {
    ComparisonPlan before = ResultsFile.read(planned, ComparisonPlan.class);
    Optional<String> difference = plan.difference(before);
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          "out: got %s, which holds another comparison (%s), expected an empty directory, or the options of that one"
              .formatted(directory, difference.get()));
    }
  }

  private static void requireEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      // a crash may have left a plan that was not complete
      Optional<Path> other = files.filter(file -> !file.endsWith(PLAN + ".tmp")).findFirst();
      if (other.isPresent()) {
        throw new IllegalArgumentException(
            "out: got %s with %s in it, expected an empty directory, or one of a comparison"
                .formatted(directory, other.get().getFileName()));
      }
    }
  }

  /**
   * Returns the range of a stream in a directory that may hold a comparison; empty if it holds none
   * or does not know the range.
   *
   * @throws UncheckedIOException if the directory has a file of another form
   */
  public static Optional<String> range(Path directory, String stream) {
    Path started = directory.resolve(STARTED);
    try {
      return Files.exists(started)
          ? Optional.ofNullable(ResultsFile.read(started, Started.class).ranges().get(stream))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "out: %s cannot be read (%s)".formatted(started, e.getMessage()), e);
    }
  }

  /** Returns the first characters of the names of the runs, which no other plan has. */
  public String id() {
    return started.id();
  }

  /** Returns when the comparison was first started. */
  public Instant startedAt() {
    return Instant.parse(started.at());
  }

  public Path path() {
    return directory;
  }

  /** Returns the directory of the checkpoints of runs that have not finished. */
  public Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  /** Returns the range of a stream; empty if it is not known yet. */
  public synchronized Optional<String> range(String stream) {
    return Optional.ofNullable(started.ranges().get(stream));
  }

  /** Returns the ranges of all known streams. */
  public synchronized Map<String, String> ranges() {
    return Map.copyOf(started.ranges());
  }

  /** Stores the range of a stream. */
  public synchronized void setRange(String stream, String range) {
    Map<String, String> ranges = new TreeMap<>(started.ranges());
    ranges.put(stream, range);
    started = new Started(started.id(), started.at(), ranges);
    write(directory.resolve(STARTED), started);
  }

  /** Returns a finished run; empty if it has not finished. */
  public Optional<Finished> find(String run) {
    Path file = file(run);
    try {
      return Files.exists(file)
          ? Optional.of(ResultsFile.read(file, Finished.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: cannot be read; delete it, and the run is executed again".formatted(file), e);
    }
  }

  /** Stores a run, unless it has failed: the same command tries a failed run again. */
  public void store(Finished run) {
    if (run.result().status() != Status.FAILED) {
      keep(run);
    }
  }

  /** Stores a run for good, also if it has failed: it is not tried again. */
  public void keep(Finished run) {
    write(file(run.result().run()), run);
  }

  private Path file(String run) {
    return directory.resolve(RUNS).resolve(run + ".json");
  }

  private static void write(Path file, Object value) {
    try {
      ResultsFile.write(file, value);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "out: %s cannot be written (%s)".formatted(file, e.getMessage()), e);
    }
  }
}
