package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.trainer.simulated.Boundaries;
import dev.lethe.trainer.simulated.SimulatedAdmin;
import dev.lethe.trainer.simulated.SimulatedCluster;
import dev.lethe.trainer.simulated.SimulatedConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicScanTest {
  @Test
  void shouldGoOnAtTheFirstRecordLeftWhenRecordsExpireMeanwhile() {
    // Given records that expire after the scan has looked for the first one
    var cluster = new SimulatedCluster();
    cluster.createTopic("t", 1);
    for (int i = 0; i < 10; i++) {
      cluster.append(new ProducerRecord<>("t", 0, null, new byte[] {(byte) i}));
    }
    Boundaries expiry =
        boundary -> {
          if (boundary.equals("before poll")) {
            cluster.deleteBefore(new TopicPartition("t", 0), 4);
          }
        };
    var consumer = new SimulatedConsumer(cluster, expiry, new SplittableRandom(1), "g", true);
    List<Long> offsets = new ArrayList<>();

    // When
    var standstill = new Standstill(waiting -> Optional.empty(), report -> {}, System::nanoTime);
    new TopicScan(consumer, SimulatedAdmin.of(cluster, boundary -> {}), standstill)
        .scan("t", record -> offsets.add(record.offset()));

    // Then
    assertThat(offsets).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
  }
}
