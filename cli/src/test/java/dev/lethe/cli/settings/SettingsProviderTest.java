package dev.lethe.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.cli.Lethe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsProviderTest {
  @TempDir Path directory;

  @Test
  void shouldPreferFlagsToEnvironmentToFile() throws IOException {
    // Given
    Map<String, String> environment = file("batch.size=20\nseed=5\nclass.order=random\n");
    environment.put("LETHE_SEED", "6");
    environment.put("LETHE_CLASS_ORDER", "natural");
    // When
    CommandLine demo = parsed(environment, "demo", "--class-order", "random");
    // Then
    assertThat(value(demo, "--batch-size")).isEqualTo(20);
    assertThat(value(demo, "--seed")).isEqualTo(6L);
    assertThat(value(demo, "--class-order")).hasToString("RANDOM");
    assertThat(value(demo, "--model")).isEqualTo("mlp(hidden=100:100)");
  }

  @Test
  void shouldRejectUnknownVariable() {
    assertThatThrownBy(() -> Lethe.commandLine(Map.of("LETHE_BACTH_SIZE", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LETHE_BACTH_SIZE")
        .hasMessageContaining("'batch.size'");
  }

  @Test
  void shouldRejectUnknownKeyInFile() throws IOException {
    // Given
    Map<String, String> environment = file("bacth.size=5");
    // When / Then
    assertThatThrownBy(() -> Lethe.commandLine(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bacth.size")
        .hasMessageContaining("'batch.size'");
  }

  @Test
  void shouldReportUnreadableFile() {
    assertThatThrownBy(() -> Lethe.commandLine(Map.of("LETHE_CONFIG", "no-such-file")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LETHE_CONFIG: got 'no-such-file'");
  }

  @Test
  void shouldIgnoreVariablesOfTheLauncher() {
    assertThat(Lethe.commandLine(Map.of("LETHE_HEAP", "2g", "PATH", "x"))).isNotNull();
  }

  @Test
  void shouldRefuseAnUnknownFormatOfTheLog() {
    assertThat(Lethe.commandLine(Map.of("LETHE_LOG_FORMAT", "json"))).isNotNull();
    assertThatThrownBy(() -> Lethe.commandLine(Map.of("LETHE_LOG_FORMAT", "xml")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("LETHE_LOG_FORMAT: got 'xml', expected text or json");
  }

  private Map<String, String> file(String lines) throws IOException {
    Path file = Files.writeString(directory.resolve("lethe.properties"), lines);
    return new HashMap<>(Map.of("LETHE_CONFIG", file.toString()));
  }

  private static CommandLine parsed(Map<String, String> environment, String... args) {
    CommandLine commandLine = Lethe.commandLine(environment);
    return commandLine.parseArgs(args).subcommand().commandSpec().commandLine();
  }

  private static Object value(CommandLine command, String option) {
    return command.getCommandSpec().findOption(option).getValue();
  }
}
