package dev.lethe.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules and dashboards under {@code docker/} use meters that exist. */
class PrometheusFilesTest {
  private static final Path DOCKER = Path.of("../docker");
  private static final Path RULES = DOCKER.resolve("prometheus/alerts.yaml");
  private static final Pattern SERIES = Pattern.compile("\\b(?:lethe|jvm|process)_\\w+");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operations\\.md#([\\w-]+)");

  @Test
  void shouldUseOnlySeriesThatAreExported() throws IOException {
    // Given
    Set<String> exported = new TreeSet<>();
    Stream.of(LetheMeter.values()).forEach(meter -> exported.addAll(meter.series()));
    try (var monitor = new Monitor()) {
      exported.addAll(names(monitor.scrape()));
    }
    // Exported only after the first collection.
    exported.add("jvm_gc_pause_seconds_sum");

    // When, Then
    assertThat(files()).hasSizeGreaterThan(3);
    for (Path file : files()) {
      assertThat(exported).as(file.toString()).containsAll(names(Files.readString(file)));
    }
  }

  @Test
  void shouldShowOrWatchEveryMeter() throws IOException {
    // Given
    String all = "";
    for (Path file : files()) {
      all += Files.readString(file);
    }

    // When, Then
    for (LetheMeter meter : LetheMeter.values()) {
      assertThat(meter.series()).as(meter.meterName()).anyMatch(all::contains);
    }
  }

  @Test
  void shouldHaveARunbookForEachAlert() throws IOException {
    // Given
    String rules = Files.readString(RULES);
    List<String> headings =
        Files.readAllLines(Path.of("../docs/operations.md")).stream()
            .filter(line -> line.startsWith("##### "))
            .map(line -> line.substring(6).toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();

    // When
    List<String> alerts = found(ALERT, rules);
    List<String> runbooks = found(RUNBOOK, rules);

    // Then
    assertThat(alerts).hasSizeGreaterThan(15);
    assertThat(runbooks)
        .hasSameSizeAs(alerts)
        .containsExactlyElementsOf(alerts.stream().map(PrometheusFilesTest::anchor).toList());
    assertThat(headings).containsExactlyInAnyOrderElementsOf(runbooks);
  }

  /** Returns {@code lethe-run-failed} for {@code LetheRunFailed}. */
  private static String anchor(String alert) {
    return alert.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static Set<String> names(String text) {
    return SERIES.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static List<Path> files() throws IOException {
    try (var dashboards = Files.list(DOCKER.resolve("grafana/dashboards"))) {
      var files = new ArrayList<>(dashboards.toList());
      files.add(RULES);
      files.add(DOCKER.resolve("prometheus/alerts-test.yaml"));
      return files;
    }
  }
}
