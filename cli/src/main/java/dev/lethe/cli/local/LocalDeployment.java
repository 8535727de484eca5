package dev.lethe.cli.local;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.monitoring.Monitor;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.streams.StreamsApp;
import dev.lethe.streams.StreamsAppConfig;
import dev.lethe.streams.alert.AlertSettings;
import dev.lethe.streams.promotion.PromotedRuns;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.streams.web.WebSettings;
import dev.lethe.trainer.SharedInput;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Lethe on one machine: stack, streams app and trainers. {@link #close} stops them in reverse
 * order, so that no record is lost. Any thread may call it.
 */
public final class LocalDeployment implements AutoCloseable {
  private static final long POLL_MILLIS = 200;
  private static final long MAX_CLOSE_WITHOUT_BROKER_MILLIS = 2_000;

  private final Topics topics;
  private final LocalStack stack;
  private final CompletableFuture<StreamsApp> streams;
  private final Monitor monitor;
  private final Consumer<String> progress;
  private final SharedInput shared = SharedInput.ofHeap();
  private final List<Trainer> trainers = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  private LocalDeployment(
      Topics topics,
      LocalStack stack,
      CompletableFuture<StreamsApp> streams,
      Monitor monitor,
      Consumer<String> progress) {
    this.topics = topics;
    this.stack = stack;
    this.streams = streams;
    this.monitor = monitor;
    this.progress = progress;
  }

  /**
   * Starts the stack, creates the topics, and begins to start the streams app. Start runs with
   * {@link #train}.
   *
   * @param config directory and addresses of the stack
   * @param topics names of the topics
   * @param port port of the dashboard, or 0 for a free port
   * @param progress receives a line per event and per alarm of a run, on any thread
   * @throws dev.lethe.stack.StackException if the stack cannot start
   */
  public static LocalDeployment start(
      StackConfig config, Topics topics, int port, Consumer<String> progress) {
    return start(config, topics, port, Optional.empty(), AlertSettings.none(), progress);
  }

  /**
   * Starts as {@link #start(StackConfig, Topics, int, Consumer)} does, serves one of the runs, and
   * evaluates rules of alerts.
   *
   * @param promotion runs among which the served one is chosen; empty to serve none
   * @param alerts rules of alerts and their receivers
   */
  public static LocalDeployment start(
      StackConfig config,
      Topics topics,
      int port,
      Optional<PromotedRuns> promotion,
      AlertSettings alerts,
      Consumer<String> progress) {
    LocalStack stack = LocalStack.start(config, progress);
    var monitor = new Monitor();
    try {
      try (var cluster = ClusterAdmin.connect(stack.bootstrapServers(), Map.of())) {
        new TopicAdmin(cluster).create(topics.definitions(1, (short) 1));
      }
      progress.accept("topics ready");
      var settings =
          new StreamsAppConfig(
              stack.bootstrapServers(),
              stack.registryUrl(),
              topics,
              WebSettings.local(port),
              null,
              config.directory().resolve("streams"),
              Map.of(),
              promotion,
              alerts);
      CompletableFuture<StreamsApp> streams =
          Background.start("streams-start", () -> StreamsApp.start(settings, monitor));
      return new LocalDeployment(topics, stack, streams, monitor, progress);
    } catch (RuntimeException e) {
      monitor.close();
      stack.close();
      throw e;
    }
  }

  /**
   * Starts a run.
   *
   * @param run name of the run
   * @param learner specification of the learner
   * @param settings completes the configuration
   */
  public void train(
      String run, LearnerSpec learner, UnaryOperator<TrainerConfig.Builder> settings) {
    TrainerConfig.Builder builder =
        TrainerConfig.builder(run, topics, learner)
            .bootstrapServers(stack.bootstrapServers())
            .schemaRegistryUrl(stack.registryUrl());
    trainers.add(
        Trainer.start(
            settings.apply(builder).build(), progress, Optional.of(shared), Optional.of(monitor)));
  }

  /**
   * Checks that all parts run.
   *
   * @throws IllegalStateException if a run has failed, or the broker or the registry has exited
   */
  public void requireHealthy() {
    requireServices();
    failures().stream()
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /** Checks that broker, registry and streams app run: first, because runs fail without them. */
  private void requireServices() {
    if (closing) {
      return;
    }
    stack
        .failure()
        .ifPresent(
            exit -> {
              throw new IllegalStateException(exit);
            });
    if (streams.isDone()) {
      streamsApp()
          .failure()
          .ifPresent(
              e -> {
                throw new IllegalStateException("streams app failed", e);
              });
    }
  }

  private StreamsApp streamsApp() {
    return Background.result(streams);
  }

  /** Returns the failures of the runs that have failed. */
  private List<IllegalStateException> failures() {
    if (closing) {
      return List.of();
    }
    return trainers.stream()
        .flatMap(
            trainer ->
                trainer.failure().stream()
                    .map(e -> new IllegalStateException("run " + trainer.run() + " failed", e)))
        .toList();
  }

  /**
   * Runs a task and checks meanwhile that all parts run. A client would wait for minutes for a
   * broker that has exited, so the task is then left behind on its daemon thread.
   *
   * @throws IllegalStateException if a part fails
   */
  public void supervise(Runnable task) throws InterruptedException {
    CompletableFuture<Void> done =
        Background.start(
            "supervised",
            () -> {
              task.run();
              return null;
            });
    while (true) {
      requireHealthy();
      try {
        done.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        requireHealthy();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }

  /**
   * Waits until a part fails or all runs have failed. A run that fails beside others has written
   * its reason to the console; the others, and the dashboard that shows it, continue.
   *
   * @throws IllegalStateException then
   */
  public void awaitFailure() throws InterruptedException {
    while (true) {
      requireServices();
      List<IllegalStateException> failures = failures();
      if (!failures.isEmpty() && failures.size() == trainers.size()) {
        throw failures.get(0);
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /**
   * Returns the URL of the dashboard, when it answers.
   *
   * @throws dev.lethe.streams.StreamsAppException if the streams app cannot start
   */
  public URI dashboard() {
    return streamsApp().dashboard();
  }

  /** Returns the current metrics of all runs, after the start of the streams app. */
  public ReadModel metrics() {
    return streamsApp().readModel();
  }

  /** Returns the address of the broker, {@code host:port}. */
  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  /** Returns the URL of the schema registry. */
  public String registryUrl() {
    return stack.registryUrl();
  }

  /** Returns serdes that register missing schemas. */
  public AvroSerdes serdes() {
    return new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
  }

  @Override
  public void close() {
    closing = true;
    if (stack.isBrokerAlive()) {
      closeClients();
    } else {
      abandonClients();
    }
    monitor.close();
    stack.close();
  }

  private void closeClients() {
    trainers.forEach(Trainer::close);
    // An app that could not start has closed its parts.
    streams.handle((app, failure) -> Optional.ofNullable(app)).join().ifPresent(StreamsApp::close);
  }

  /**
   * Closes the clients, but waits only briefly. Without a broker each would wait for its timeouts.
   */
  private void abandonClients() {
    var thread = new Thread(this::closeClients, "closing-without-broker");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(MAX_CLOSE_WITHOUT_BROKER_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
