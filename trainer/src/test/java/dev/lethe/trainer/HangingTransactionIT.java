package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lethe.schemas.Component;
import dev.lethe.schemas.Example;
import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.schemas.Topics;
import dev.lethe.stack.LocalStack;
import dev.lethe.stack.StackConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose last transaction is open in its partitions, and complete for its coordinator. */
class HangingTransactionIT {
  private static final List<Example> STREAM = Kafka.twoTasks(100, 7);

  private static final Topics WHOLE = new Topics("hung");
  private static final Topics LIMITED = new Topics("limited");
  private static final Topics PART = new Topics("parted");

  @TempDir static Path directory;
  private static LocalStack stack;
  private static StackProcess broker;
  private static Admin admin;
  private static String twin;

  private final List<String> console = new CopyOnWriteArrayList<>();

  /** Stops runs in the middle of the stream, and leaves a transaction of each that hangs. */
  @BeforeAll
  static void startStack() throws Exception {
    stack = LocalStack.start(StackConfig.ephemeral(directory), line -> {});
    broker = StackProcess.broker(stack);
    admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    var undisturbed = new Topics("twin");
    half(undisturbed);
    finish(undisturbed);
    twin = kafka(undisturbed).digest("run");
    for (Topics topics : List.of(WHOLE, LIMITED, PART)) {
      half(topics);
    }
    hang(WHOLE, List.of(WHOLE.journal(), WHOLE.predictions(), WHOLE.health()));
    hang(LIMITED, List.of(LIMITED.journal(), LIMITED.predictions(), LIMITED.windows()));
    hang(PART, List.of(PART.predictions()));
    broker.kill();
    broker.restart(
        List.of(
            "",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found=true"));
    for (Topics topics : List.of(WHOLE, LIMITED, PART)) {
      String id = config(topics).clientId();
      await()
          .atMost(Kafka.patience())
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(admin.describeTransactions(List.of(id)).description(id).get().state())
                      .isEqualTo(TransactionState.COMPLETE_COMMIT));
      assertThat(open(topics.predictions())).isPresent();
    }
  }

  @AfterAll
  static void stopStack() {
    admin.close();
    broker.close();
    stack.close();
  }

  @Test
  void shouldAbortAHangingTransactionAndEqualItsUndisturbedTwin() throws Exception {
    // When
    finish(WHOLE);
    // Then
    requireEqualToTwin(WHOLE);
    assertThat(kafka(WHOLE).read(WHOLE.runs(), Run.class, "run"))
        .anySatisfy(
            run -> {
              assertThat(run.getState()).isEqualTo(RunState.RECOVERING);
              assertThat(run.getReason()).contains("hung.journal-0", "hung.predictions-0");
            });
  }

  @Test
  void shouldAbortAHangingTransactionWithThePermissionsOfATrainer() throws Exception {
    // Given a run that may not read its predictions and windows
    Acls.allowOnly(admin, Component.TRAINER, LIMITED);
    // When
    try (var trainer = start(LIMITED)) {
      await().atMost(Kafka.patience()).until(() -> trainer.state() == Trainer.State.LIVE);
    }
    // Then
    assertThat(console)
        .contains(
            "run run: Kafka no longer knew the run's transaction in [limited.journal-0, limited.predictions-0, limited.windows-0]; it was aborted, and the run learns its records again");
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    finish(LIMITED);
    requireEqualToTwin(LIMITED);
  }

  @Test
  void shouldFailWithTheCommandsWhenOnlyAPartOfATransactionHangs() throws Exception {
    // Given predictions of which the journal knows nothing
    ProducerState hanging = open(PART.predictions()).orElseThrow();
    // When
    try (var trainer = start(PART)) {
      trainer.await();
      // Then
      assertThat(trainer.failure().orElseThrow())
          .hasMessageContaining("got a part without an end in [parted.predictions-0]")
          .hasMessageContaining(
              "abort --topic parted.predictions --partition 0 --start-offset "
                  + hanging.currentTransactionStartOffset().getAsLong());
    }
    assertThat(kafka(PART).lastRecord("run").getState()).isEqualTo(RunState.FAILED);
    // and when it was ended, as kafka-transactions.sh does
    admin
        .abortTransaction(
            new AbortTransactionSpec(
                new TopicPartition(PART.predictions(), 0),
                hanging.producerId(),
                (short) hanging.producerEpoch(),
                hanging.coordinatorEpoch().orElse(0)))
        .all()
        .get();
    finish(PART);
    requireEqualToTwin(PART);
  }

  /** Runs and stops a run over the first half of the stream. */
  private static void half(Topics topics) {
    Kafka kafka = kafka(topics);
    kafka.createTopics(1);
    kafka.produce(STREAM.subList(0, 100));
    run(topics, 90);
  }

  private static void finish(Topics topics) {
    kafka(topics).produce(STREAM.subList(100, STREAM.size()));
    run(topics, 180);
  }

  private static void run(Topics topics, int predictions) {
    try (var trainer = Trainer.start(config(topics))) {
      await()
          .atMost(Kafka.patience())
          .untilAsserted(
              () -> {
                assertThat(trainer.failure()).isEmpty();
                // Kafka.raw reads up to the end, as every reader of committed records does.
                assertThat(trainer.state()).isEqualTo(Trainer.State.LIVE);
                assertThat(kafka(topics).raw(topics.predictions())).hasSize(predictions);
              });
    }
  }

  /** Leaves records that look like those of the run in a transaction that hangs. */
  private static void hang(Topics topics, List<String> written) throws Exception {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (String topic : written) {
      ConsumerRecord<byte[], byte[]> like =
          kafka(topics).raw(topic).stream().reduce((first, second) -> second).orElseThrow();
      records.add(new ProducerRecord<>(topic, like.partition(), like.key(), like.value()));
    }
    boolean journal = written.contains(topics.journal());
    new HangingTransaction(stack.bootstrapServers())
        .leave(
            config(topics).clientId(),
            records,
            topics.examples(),
            journal ? OptionalLong.of(150) : OptionalLong.empty());
  }

  private static Optional<ProducerState> open(String topic) throws Exception {
    var partition = new TopicPartition(topic, 0);
    return admin
        .describeProducers(List.of(partition))
        .partitionResult(partition)
        .get()
        .activeProducers()
        .stream()
        .filter(producer -> producer.currentTransactionStartOffset().isPresent())
        .findFirst();
  }

  private static void requireEqualToTwin(Topics topics) throws Exception {
    Kafka kafka = kafka(topics);
    assertThat(kafka.digest("run")).isEqualTo(twin);
    assertThat(kafka.predictions("run")).hasSize(180).doesNotHaveDuplicates();
    for (String topic : List.of(topics.journal(), topics.health(), topics.windows())) {
      assertThat(kafka.raw(topic)).isNotEmpty();
    }
    String group = config(topics).clientId();
    Map<TopicPartition, OffsetAndMetadata> stable =
        admin
            .listConsumerGroupOffsets(
                Map.of(group, new ListConsumerGroupOffsetsSpec()),
                new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata(group)
            .get();
    assertThat(stable)
        .containsEntry(
            new TopicPartition(topics.examples(), 0), new OffsetAndMetadata(STREAM.size()));
  }

  private Trainer start(Topics topics) {
    return Trainer.start(config(topics), console::add);
  }

  private static Kafka kafka(Topics topics) {
    return new Kafka(stack, topics);
  }

  private static TrainerConfig config(Topics topics) {
    return Configs.in(
        topics,
        Configs.of("run", "naive", stack.bootstrapServers(), stack.registryUrl(), Map.of()));
  }
}
