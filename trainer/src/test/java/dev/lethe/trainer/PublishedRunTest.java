package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.Run;
import dev.lethe.schemas.RunState;
import dev.lethe.trainer.simulated.Boundaries;
import dev.lethe.trainer.simulated.SimulatedAdmin;
import dev.lethe.trainer.simulated.SimulatedCluster;
import dev.lethe.trainer.simulated.SimulatedConsumer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PublishedRunTest {
  private static final String TOPIC = SimulatedRun.TOPICS.runs();

  private final TrainerConfig config = SimulatedRun.config(new SplittableRandom(1));
  private final SimulatedCluster cluster =
      SimulatedRun.cluster(SimulatedRun.input(new SplittableRandom(1), 1), 1);
  private final List<Consumer<byte[], byte[]>> consumers = new ArrayList<>();
  private final ScanClients scans =
      new ScanClients(
          this::consumer,
          SimulatedAdmin.of(cluster, boundary -> {}),
          () -> new Standstill(waiting -> Optional.empty(), report -> {}, System::nanoTime));
  private final PublishedRun published =
      new PublishedRun(config, scans, SimulatedRun.SERDES.deserializer(Run.class));

  @Test
  void shouldFindNewerRecordWhenAskedAgain() {
    // Given
    publish(RunState.LIVE);
    assertThat(published.find()).map(Run::getState).contains(RunState.LIVE);

    // When
    publish(RunState.STOPPED);

    // Then
    assertThat(published.find()).map(Run::getState).contains(RunState.STOPPED);
  }

  @Test
  void shouldNotReadWhatItHasReadWhenAskedAgain() {
    // Given a record that expires after it was found
    publish(RunState.LIVE);
    published.find();
    var partition = new TopicPartition(TOPIC, 0);
    cluster.deleteBefore(partition, cluster.end(partition));

    // When, Then
    assertThat(published.find()).map(Run::getState).contains(RunState.LIVE);
  }

  @Test
  void shouldScanWithOneConsumerUntilTheScansAreClosed() {
    // Given
    published.find();
    published.find();
    assertThat(consumers).hasSize(1);

    // When
    scans.close();
    published.find();

    // Then
    assertThat(consumers).hasSize(2);
  }

  private Consumer<byte[], byte[]> consumer() {
    Boundaries quiet = boundary -> {};
    var added = new SimulatedConsumer(cluster, quiet, new SplittableRandom(1), "group", true);
    consumers.add(added);
    return added;
  }

  private void publish(RunState state) {
    Run starting = RunRecord.starting(config, "id", Instant.EPOCH);
    Run record = RunRecord.withState(starting, state, Instant.EPOCH, null);
    byte[] value = SimulatedRun.SERDES.<Run>serializer().serialize(TOPIC, record);
    cluster.append(new ProducerRecord<>(TOPIC, 0, Records.utf8(config.run()), value));
  }
}
