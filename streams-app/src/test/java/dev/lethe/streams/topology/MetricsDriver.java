package dev.lethe.streams.topology;

import dev.lethe.schemas.AvroSerdes;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** The metrics topology in a test driver, with its topics, until closed. */
final class MetricsDriver implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AvroSerdes serdes;
  private final TopologyTestDriver driver;
  private final Topics topics;

  MetricsDriver(Topics topics, AvroSerdes serdes, Path stateDir) {
    this.topics = topics;
    this.serdes = serdes;
    Properties props = props(topics, stateDir);
    this.driver =
        new TopologyTestDriver(
            MetricsTopology.build(topics, serdes, props, Map.of()), props, START);
  }

  static Properties props(Topics topics, Path stateDir) {
    var props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "t-streams");
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    props.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    MetricsTopology.require(props, topics);
    return props;
  }

  <T extends SpecificRecord> TestInputTopic<String, T> input(String topic) {
    return driver.createInputTopic(topic, new StringSerializer(), serdes.<T>serializer());
  }

  TestInputTopic<byte[], byte[]> rawInput(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  TestOutputTopic<String, RunMetrics> metrics() {
    return driver.createOutputTopic(
        topics.metrics(), new StringDeserializer(), serdes.deserializer(RunMetrics.class));
  }

  TestOutputTopic<byte[], byte[]> deadLetters() {
    return driver.createOutputTopic(
        topics.metricsDeadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void advanceWallClockTime(Duration by) {
    driver.advanceWallClockTime(by);
  }

  KeyValueStore<String, Object> store(String name) {
    return driver.getKeyValueStore(name);
  }

  @Override
  public void close() {
    driver.close();
  }
}
