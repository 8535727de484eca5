package dev.lethe.cli.chaos;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An installation that docker/compose.yaml and docker/chaos.yaml have started. In each round one
 * container is killed while examples arrive, and started again after up to three seconds.
 */
final class ComposeChaos implements AutoCloseable {
  private static final String CHECKPOINTS = "/var/lib/lethe/.lethe/checkpoints/.";
  private static final int MAX_DOWN_MILLIS = 3000;

  /**
   * Addresses of a compose project.
   *
   * @param name name of the compose project
   * @param bootstrapServers address of the broker from here
   * @param registry address of the schema registry
   * @param dashboard address of the dashboard, ending with a slash
   */
  record Project(String name, String bootstrapServers, String registry, URI dashboard) {}

  private enum Victim {
    BROKER,
    TRAINER,
    STREAMS
  }

  private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  private final String bootstrapServers;
  private final Path checkpoints;
  private final SplittableRandom random;
  private final Container broker;
  private final Container trainer;
  private final Container twin;
  private final Published published;
  private final Component streams;
  private final URI dashboard;
  private final Trial trial;
  private final Rounds rounds;
  private final Deque<Victim> next = new ArrayDeque<>();

  ComposeChaos(Project project, long seed, Path directory, Consumer<String> progress)
      throws IOException, InterruptedException {
    this.checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
    this.random = new SplittableRandom(seed);
    this.broker = new Container(project.name(), "kafka");
    this.trainer = new Container(project.name(), "trainer");
    this.twin = new Container(project.name(), "twin");
    this.bootstrapServers = project.bootstrapServers();
    var serdes = new AvroSerdes(new ConfluentSchemaRegistry(project.registry(), Map.of()), true);
    this.published = new Published(project.bootstrapServers(), topics, serdes);
    this.streams = new Container(project.name(), "streams");
    this.dashboard = project.dashboard();
    var stream =
        new ExampleStream(project.bootstrapServers(), topics.examples(), serdes, random.split());
    this.trial = new Trial(new Trial.Parts(stream, published, streams, trainer, twin));
    this.rounds = new Rounds(trial, random, progress);
  }

  /**
   * Runs the rounds, ends the stream, runs the twin over it, and compares the two.
   *
   * @param plant true to repeat a prediction of the run, which the comparison must find
   */
  Comparison run(int number, boolean plant) throws Exception {
    trial.start();
    rounds.run(number, plant ? this::repeat : this::killNext);
    List<Long> expected = trial.finish(trainer, streams, dashboard);
    trainer.copy(CHECKPOINTS, checkpoints);
    twin.copy(CHECKPOINTS, checkpoints);
    broker.requireAlive();
    return Comparison.of(
        expected,
        published.output(Trial.RUN, checkpoints, dashboard),
        published.output(Trial.TWIN, checkpoints, dashboard),
        rounds.recoveries());
  }

  private String killNext() throws Exception {
    if (next.isEmpty()) {
      var all = new ArrayList<>(List.of(Victim.values()));
      Collections.shuffle(all, new Random(random.nextLong()));
      next.addAll(all);
    }
    int millis = random.nextInt(MAX_DOWN_MILLIS);
    return switch (next.remove()) {
      case BROKER -> {
        restart(broker, millis);
        long before = predictions();
        Trial.await(() -> predictions() > before ? true : null);
        yield "broker killed, down for %d ms".formatted(millis);
      }
      case TRAINER -> {
        restart(trainer, millis);
        yield "trainer killed, down for %d ms, live after %s"
            .formatted(millis, rounds.awaitLive(false));
      }
      case STREAMS -> {
        restart(streams, millis);
        long before = predictions();
        Trial.await(() -> shownPredictions() > before ? true : null);
        yield "streams app killed, down for %d ms".formatted(millis);
      }
    };
  }

  private String repeat() throws Exception {
    Trial.await(() -> published.predictions(Trial.RUN).isEmpty() ? null : true);
    ConsumerRecord<byte[], byte[]> record = published.newest(topics.predictions());
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(record.topic(), record.key(), record.value())).get();
    }
    return "a prediction repeated";
  }

  private static void restart(Component component, int millis) throws Exception {
    component.kill();
    Thread.sleep(millis);
    component.start();
  }

  private long predictions() throws Exception {
    return Trial.await(() -> published.predictions(Trial.RUN)).size();
  }

  private long shownPredictions() throws InterruptedException {
    return MetricsJson.examples(MetricsJson.shown(dashboard, Trial.RUN));
  }

  @Override
  public void close() {
    published.close();
  }
}
