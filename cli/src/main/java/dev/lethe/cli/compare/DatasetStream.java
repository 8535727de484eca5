package dev.lethe.cli.compare;

import dev.lethe.cli.feed.Feeder;
import dev.lethe.cli.local.FileTrees;
import dev.lethe.cli.local.LocalDeployment;
import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.scenarios.StreamSpec;
import dev.lethe.scenarios.TaskSize;
import dev.lethe.scenarios.data.ClassNames;
import dev.lethe.scenarios.data.TableSummary;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.StackConfig;
import dev.lethe.trainer.InputRanges;
import dev.lethe.trainer.RunAccess;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.InputRange.Offsets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Streams made from a data set, on a stack of their own in the directory of the comparison. Each
 * seed has its own stream, unless a seed of the stream is given; all are in the same topic, one
 * after the other.
 */
public final class DatasetStream implements ComparedStream {
  private static final String STACK = "stack";

  /** Event time of the first example of each stream. */
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  private final StreamSpec spec;
  private final Optional<Long> fixedSeed;
  private final ExampleStream first;
  private final int port;
  private final Consumer<String> console;

  /**
   * Loads the data set.
   *
   * @param seed seed of the stream of all runs; empty if each seed has its own
   * @param firstSeed seed of the first run
   * @param port port of the dashboard, or 0 for a free port
   * @param console receives a line per event
   * @throws IllegalArgumentException if the data set cannot be loaded
   */
  public DatasetStream(
      StreamSpec spec, Optional<Long> seed, long firstSeed, int port, Consumer<String> console) {
    this.spec = spec;
    this.fixedSeed = seed;
    this.first = spec.stream(seed.orElse(firstSeed));
    this.port = port;
    this.console = console;
  }

  /** Returns the stream of the first run. */
  public ExampleStream first() {
    return first;
  }

  @Override
  public String description() {
    return "%s, %s".formatted(first.dataset().name(), first.scenario());
  }

  @Override
  public String identity() {
    return spec + fixedSeed.map(seed -> ", seed " + seed).orElse("");
  }

  @Override
  public int features() {
    return first.dataset().features();
  }

  @Override
  public int classes() {
    return first.classes();
  }

  @Override
  public Optional<String> classNames() {
    return first
        .dataset()
        .source()
        .table()
        .map(TableSummary::classes)
        .filter(ClassNames::numbered)
        .map(ClassNames::list);
  }

  @Override
  public Optional<Long> streamSeed(long runSeed) {
    return fixedSeed.isPresent() ? Optional.empty() : Optional.of(runSeed);
  }

  @Override
  public String topic() {
    return TOPICS.examples();
  }

  @Override
  public String records() {
    return "";
  }

  @Override
  public void requireMoreWindows(StreamParts parts, Path directory) {
    List<TaskSize> tasks = first.tasks();
    int windows = Integer.MAX_VALUE;
    if (parts.rule() instanceof WindowRule.ByField) {
      windows = tasks.size();
    } else if (parts.rule() instanceof WindowRule.ByCount count) {
      long examples = tasks.stream().mapToLong(TaskSize::train).sum();
      windows = Math.toIntExact((examples + count.examples() - 1) / count.examples());
    }
    if (parts.windows() >= windows) {
      throw new IllegalArgumentException(
          "select.on: got %d windows, expected fewer than the %d of the stream"
              .formatted(parts.windows(), windows));
    }
  }

  @Override
  public Cluster connect(ComparisonDirectory directory) {
    LocalDeployment lethe =
        LocalDeployment.start(
            StackConfig.ephemeral(directory.path().resolve(STACK)), TOPICS, port, console);
    return new Stack(lethe, directory);
  }

  /** Stack in the directory of the comparison. */
  private final class Stack implements Cluster {
    private final LocalDeployment lethe;
    private final ComparisonDirectory directory;
    private final RunAccess access;

    Stack(LocalDeployment lethe, ComparisonDirectory directory) {
      this.lethe = lethe;
      this.directory = directory;
      this.access =
          new RunAccess(
              TOPICS, lethe.bootstrapServers(), lethe.registryUrl(), Map.of(), Optional.empty());
    }

    @Override
    public RunAccess access() {
      return access;
    }

    @Override
    public Optional<URI> dashboard() {
      return Optional.of(lethe.dashboard());
    }

    @Override
    public InputRange range(Optional<Long> streamSeed) throws InterruptedException {
      String name = ComparedStream.name(streamSeed);
      Optional<String> known = directory.range(name);
      if (known.isEmpty()) {
        directory.setRange(name, send(streamSeed).toString());
      }
      return InputRange.parse(directory.range(name).orElseThrow());
    }

    private InputRange send(Optional<Long> streamSeed) throws InterruptedException {
      ExampleStream stream = streamSeed.map(spec::stream).orElse(first);
      InputRange before = new InputRanges(access).existing();
      lethe.supervise(
          () -> {
            try (var feeder =
                Feeder.connect(
                    topic(),
                    lethe.bootstrapServers(),
                    Map.of(),
                    lethe.serdes(),
                    new SteppingClock(EPOCH))) {
              feeder.send(stream, 0, () -> true, sent -> {}, console);
            }
          });
      var sent = new TreeMap<Integer, Offsets>();
      new InputRanges(access)
          .existing()
          .partitions()
          .forEach(
              (partition, all) ->
                  sent.put(
                      partition,
                      new Offsets(before.partitions().get(partition).until(), all.until())));
      console.accept(
          "sent %d examples of the stream%s"
              .formatted(stream.size(), streamSeed.map(seed -> " of seed " + seed).orElse("")));
      return new InputRange(sent);
    }

    @Override
    public <T> T supervise(Callable<T> task) throws Exception {
      var result = new AtomicReference<T>();
      lethe.supervise(
          () -> {
            try {
              result.set(task.call());
            } catch (RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      return result.get();
    }

    @Override
    public void deleteData() {
      try {
        FileTrees.delete(directory.path().resolve(STACK));
        FileTrees.delete(directory.checkpoints());
      } catch (IOException e) {
        console.accept("%s cannot be deleted (%s)".formatted(directory.path(), e.getMessage()));
      }
    }

    @Override
    public void close() {
      lethe.close();
    }
  }
}
