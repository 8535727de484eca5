package dev.lethe.cli.settings;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lethe.cli.Lethe;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code examples/lethe.properties} has every key, commented out, with its default. */
class SampleConfigurationTest {
  private static final Path SAMPLE = Path.of("../examples/lethe.properties");

  @TempDir Path directory;

  @Test
  void shouldHaveALineForEveryOptionAndNoOther() throws IOException {
    // Given
    var keys = options().stream().map(SettingsProvider::key).collect(toCollection(TreeSet::new));

    // When, Then
    assertThat(uncommented().stringPropertyNames()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void shouldSetNothingUntilALineIsUncommented() throws IOException {
    assertThat(read(Files.readString(SAMPLE))).isEmpty();
  }

  @Test
  void shouldShowTheDefaultOfEachOptionThatHasOne() throws IOException {
    // Given
    Properties sample = uncommented();

    // When, Then
    assertThat(options())
        .filteredOn(option -> option.defaultValue() != null)
        .isNotEmpty()
        .allSatisfy(
            option ->
                assertThat(sample.getProperty(SettingsProvider.key(option)))
                    .as(SettingsProvider.key(option))
                    .isEqualToIgnoringCase(option.defaultValue()));
  }

  @Test
  void shouldBeAcceptedWhenEveryLineIsUncommented() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("lethe.properties"), textUncommented());
    CommandLine lethe = Lethe.commandLine(Map.of("LETHE_CONFIG", file.toString()));

    // When, Then
    for (String command : List.of("demo", "up", "train", "streams", "produce")) {
      assertThatCode(() -> lethe.parseArgs(command)).as(command).doesNotThrowAnyException();
    }
  }

  private static List<OptionSpec> options() {
    return ConfigurationPageTest.commands(Lethe.commandLine(Map.of())).values().stream()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .toList();
  }

  private static Properties uncommented() throws IOException {
    return read(textUncommented());
  }

  /** A line such as {@code #batch.size=10} is a setting; comments have a space after the '#'. */
  private static String textUncommented() throws IOException {
    return Files.readString(SAMPLE).replaceAll("(?m)^#(?=[a-z])", "");
  }

  private static Properties read(String text) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }
}
