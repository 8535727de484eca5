package dev.lethe.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.schemas.RunMetrics;
import dev.lethe.streams.readmodel.AvroJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Metrics as JSON that can be compared: without health, alarms and scorecard. */
final class MetricsJson {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new SimpleModule().addSerializer(RunMetrics.class, serializer()));

  private MetricsJson() {}

  @SuppressWarnings({"unchecked", "rawtypes"}) // writes every record
  private static JsonSerializer<RunMetrics> serializer() {
    return (JsonSerializer) new AvroJson();
  }

  /** Returns a record as the dashboard writes it. */
  static String of(RunMetrics metrics) {
    try {
      return comparable(JSON.readTree(JSON.writeValueAsString(metrics)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * Returns what the REST interface of a dashboard says about a run, or why it says nothing.
   *
   * @param dashboard address of the dashboard, ending with a slash
   */
  static String shown(URI dashboard, String run) throws InterruptedException {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(dashboard.resolve("api/runs/" + run))
                      .timeout(TIMEOUT)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? comparable(JSON.readTree(response.body()).path("metrics"))
          : "status " + response.statusCode();
    } catch (IOException e) {
      return "no answer: " + e;
    }
  }

  /** Returns the number of predictions that the metrics count; −1 if they are none. */
  static long examples(String metrics) {
    try {
      return JSON.readTree(metrics).path("examples").asLong(-1);
    } catch (JsonProcessingException e) {
      return -1;
    }
  }

  private static String comparable(JsonNode metrics) {
    if (metrics instanceof ObjectNode object) {
      object.remove(List.of("health", "alarms", "scorecard"));
    }
    return metrics.toString();
  }
}
