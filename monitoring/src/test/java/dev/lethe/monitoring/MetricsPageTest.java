package dev.lethe.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/metrics.md} matches the list of meters, from which it is generated. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");

  /** Set by {@code mvn -pl monitoring test -Dtest=MetricsPageTest -Dlethe.docs.write=true}. */
  private static final boolean WRITE = Boolean.getBoolean("lethe.docs.write");

  @Test
  void shouldDocumentEveryMeter() throws Exception {
    // When
    String page = page();
    if (WRITE) {
      Files.writeString(PAGE, page);
    }

    // Then
    assertThat(PAGE).as("run this test with -Dlethe.docs.write=true").hasContent(page);
  }

  private static String page() {
    return INTRODUCTION
        + "\n## Trainer\n\n"
        + table(LetheMeter.Component.TRAINER)
        + "\n## Streams app\n\n"
        + table(LetheMeter.Component.STREAMS)
        + OTHERS;
  }

  private static String table(LetheMeter.Component component) {
    return "| series | kind | labels | meaning |\n|---|---|---|---|\n"
        + Stream.of(LetheMeter.values())
            .filter(meter -> meter.component() == component)
            .map(MetricsPageTest::row)
            .collect(Collectors.joining());
  }

  private static String row(LetheMeter meter) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            String.join("`, `", meter.series()),
            meter.kind().name().toLowerCase(Locale.ROOT),
            meter.labels().isEmpty() ? "none" : "`" + String.join("`, `", meter.labels()) + "`",
            meter.description());
  }

  private static final String INTRODUCTION =
      """
      # Metrics for Prometheus

      This page is generated from [`LetheMeter`](../monitoring/src/main/java/dev/lethe/monitoring/LetheMeter.java). \
      A test compares the two.

      With `--metrics-port N`, `train`, `resume`, `fork` and `replay --run` serve `/metrics`, `/livez` and `/readyz`. The streams app serves them on the \
      port of its dashboard. `up` and `demo` run everything in one process, so the `/metrics` of their dashboard has \
      the meters of the runs as well. Both endpoints use the text format of Prometheus. [Operations](operations.md#prometheus) \
      says how to scrape them, and has the alerts.

      Labels have few values: `run` is the name of a run, `method` its method expression. Counters start at 0 with \
      the process, and replays of a recovery do not count. A gauge that is not defined yet is `NaN`, or has no series \
      if the streams app exports it. The streams app exports the 200 runs with the newest updates.
      """;

  private static final String OTHERS =
      """

      ## JVM and Kafka

      Both components export the meters of Micrometer's binders:

      | series | meaning |
      |---|---|
      | `process_resident_memory_bytes` | Memory of the process, including the native memory of PyTorch; on Linux only. |
      | `jvm_memory_*`, `jvm_buffer_*`, `jvm_gc_*`, `jvm_threads_*`, `jvm_classes_*` | Heap, direct buffers, garbage collection, threads, classes. |
      | `process_cpu_usage`, `process_uptime_seconds`, `process_files_*`, `system_*` | The process and its machine. |
      | `kafka_consumer_*`, `kafka_producer_*` | Kafka's own meters of each run's clients, by `client_id`. |
      | `kafka_stream_*`, `kafka_admin_client_*` | Kafka Streams, by application, thread and task. |

      Kafka's meters have no series per broker, and names of clients and threads have no random ids, so that a restart \
      adds no series.
      """;
}
