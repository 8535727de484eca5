package dev.lethe.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorTest {
  private final Monitor monitor = new Monitor();

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void shouldExportEachMeterUnderTheSeriesOfTheList() {
    // Given
    for (LetheMeter meter : LetheMeter.values()) {
      var tags = new ArrayList<String>();
      meter.labels().forEach(label -> tags.addAll(java.util.List.of(label, "x")));
      Tags labels = Tags.of(tags.toArray(String[]::new));
      switch (meter.kind()) {
        case COUNTER -> meter.counter().tags(labels).register(monitor.registry());
        case TIMER -> meter.timer().tags(labels).register(monitor.registry());
        case GAUGE -> meter.gauge(monitor, any -> 1).tags(labels).register(monitor.registry());
      }
    }

    // When
    String text = monitor.scrape();

    // Then
    for (LetheMeter meter : LetheMeter.values()) {
      for (String series : meter.series()) {
        assertThat(text.lines()).as(series).anyMatch(line -> line.matches(series + "[ {].*"));
      }
    }
  }

  @Test
  void shouldUpdateMetersBeforeEachScrape() {
    // Given
    var updates = new AtomicInteger();
    monitor.beforeScrape(updates::incrementAndGet);
    LetheMeter.SWITCHES.gauge(updates, AtomicInteger::get).register(monitor.registry());

    // When
    monitor.scrape();

    // Then
    assertThat(monitor.scrape()).contains("lethe_streams_switches 2.0");
  }

  @Test
  void shouldKeepIdsOutOfTheLabelsOfKafka() {
    // Given
    String client = "lethe-streams-5c9b6a1e-0d3c-4f2a-9c5b-1a2b3c4d5e6f-StreamThread-1";
    monitor.registry().counter("kafka.stream.polls", "client.id", client).increment();
    monitor.registry().counter("kafka.consumer.bytes", "node.id", "node-1").increment();

    // When
    String text = monitor.scrape();

    // Then
    assertThat(text).contains("client_id=\"lethe-streams-StreamThread-1\"");
    assertThat(text).doesNotContain("node_id");
  }
}
