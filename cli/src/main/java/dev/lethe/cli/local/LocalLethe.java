package dev.lethe.cli.local;

import dev.lethe.learner.LearnerSpec;
import dev.lethe.learner.scorecard.ReferenceNetworks;
import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import dev.lethe.streams.StreamsApp;
import dev.lethe.streams.StreamsAppConfig;
import dev.lethe.streams.readmodel.ReadModel;
import dev.lethe.trainer.Trainer;
import dev.lethe.trainer.TrainerConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * The running parts; closing ends them in the order that loses nothing, and may come from another
 * thread.
 */
public final class LocalLethe implements AutoCloseable {
  private final Topics topics;
  private final LocalStack stack;
  private final StreamsApp streams;
  private final List<Trainer> trainers = new CopyOnWriteArrayList<>();
  private volatile boolean closing;

  private LocalLethe(Topics topics, LocalStack stack, StreamsApp streams) {
    this.topics = topics;
    this.stack = stack;
    this.streams = streams;
  }

  /**
   * Starts everything but the trainers.
   *
   * @param port of the dashboard, 0 for a free one
   * @param progress told in one line each what happens
   */
  public static LocalLethe start(
      StackConfig config, Topics topics, int port, Consumer<String> progress) {
    LocalStack stack = LocalStack.start(config, progress);
    try {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
        new TopicAdmin(admin, stack.bootstrapServers()).create(topics, 1, (short) 1);
      }
      progress.accept("topics ready");
      StreamsApp streams =
          StreamsApp.start(
              new StreamsAppConfig(
                  stack.bootstrapServers(),
                  stack.registryUrl(),
                  topics,
                  StackConfig.LOCALHOST,
                  port,
                  null,
                  config.directory().resolve("streams"),
                  Map.of()));
      return new LocalLethe(topics, stack, streams);
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /**
   * Starts one more run.
   *
   * @param scorecard what it is compared with; empty for no scorecard
   */
  public void train(String run, LearnerSpec learner, Optional<ReferenceNetworks> scorecard) {
    trainers.add(
        Trainer.start(
            new TrainerConfig(
                run,
                topics,
                learner,
                scorecard,
                stack.bootstrapServers(),
                stack.registryUrl(),
                true,
                TrainerConfig.Start.EARLIEST,
                TrainerConfig.DEFAULT_COMMIT_INTERVAL,
                Map.of())));
  }

  /**
   * @throws IllegalStateException if a run has failed, or the broker or the registry has died
   */
  public void requireHealthy() {
    if (closing) {
      return;
    }
    for (Trainer trainer : trainers) {
      trainer
          .failure()
          .ifPresent(
              e -> {
                throw new IllegalStateException("run " + trainer.run() + " failed", e);
              });
    }
    if (!stack.isAlive()) {
      throw new IllegalStateException(
          "broker or registry has died, see the logs in " + stack.directory());
    }
  }

  /** Address of the dashboard. */
  public URI dashboard() {
    return streams.dashboard();
  }

  public ReadModel metrics() {
    return streams.readModel();
  }

  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  public String registryUrl() {
    return stack.registryUrl();
  }

  /** Serdes that register what a producer on this machine needs. */
  public AvroSerdes serdes() {
    return new AvroSerdes(new ConfluentSchemaRegistry(stack.registryUrl(), Map.of()), true);
  }

  @Override
  public void close() {
    closing = true;
    trainers.forEach(Trainer::close);
    streams.close();
    stack.close();
  }
}
