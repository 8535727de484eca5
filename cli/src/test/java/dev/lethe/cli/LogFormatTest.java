package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFormatTest {
  @TempDir private Path directory;

  @Test
  void shouldBeAConfigurationThatLogbackAccepts() throws Exception {
    for (String format : List.of("text", "json")) {
      LoggerContext context = configured(format);
      assertThat(context.getStatusManager().getCopyOfStatusList())
          .noneMatch(status -> status.getLevel() >= Status.WARN);
      context.stop();
    }
  }

  @Test
  void shouldWriteOneJsonObjectPerEventOnRequest() throws Exception {
    // When
    List<String> lines = logged("json");

    // Then
    assertThat(lines).hasSize(2);
    JsonNode event = new ObjectMapper().readTree(lines.get(1));
    assertThat(event.get("level").asText()).isEqualTo("WARN");
    assertThat(event.get("loggerName").asText()).isEqualTo("org.example");
    assertThat(event.get("formattedMessage").asText()).isEqualTo("lost \"it\"");
    assertThat(event.get("timestamp").isNumber()).isTrue();
    assertThat(event.get("kvpList").get(0).get("run").asText()).isEqualTo("er");
    assertThat(event.get("throwable").get("message").asText()).isEqualTo("two\nlines");
  }

  @Test
  void shouldWriteTextByDefault() throws Exception {
    assertThat(logged("text").get(0)).endsWith("org.example first ");
  }

  private List<String> logged(String format) throws Exception {
    LoggerContext context = configured(format);
    var logger = context.getLogger("org.example");
    logger.warn("first");
    logger
        .atWarn()
        .setCause(new IllegalStateException("two\nlines"))
        .addKeyValue("run", "er")
        .log("lost \"it\"");
    context.stop();
    return Files.readAllLines(directory.resolve("lethe.log"));
  }

  private LoggerContext configured(String format) throws Exception {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("lethe.log", directory.resolve("lethe.log").toString());
    context.putProperty("lethe.log.format", format);
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    return context;
  }
}
