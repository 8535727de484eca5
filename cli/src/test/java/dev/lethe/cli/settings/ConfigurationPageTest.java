package dev.lethe.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.cli.Lethe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/configuration.md} is made of the options themselves. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  /** {@code mvn -pl cli test -Dtest=ConfigurationPageTest -Dlethe.docs.write=true} writes it. */
  private static final boolean WRITE = Boolean.getBoolean("lethe.docs.write");

  @Test
  void shouldDocumentEveryOptionAsItIs() throws Exception {
    // When
    String page = page();
    if (WRITE) {
      Files.writeString(PAGE, page);
    }
    // Then
    assertThat(PAGE).as("run this test with -Dlethe.docs.write=true").hasContent(page);
  }

  private static String page() {
    Map<String, CommandLine> commands = Lethe.commandLine(Map.of()).getSubcommands();
    var options = new LinkedHashMap<String, List<String>>();
    var specs = new LinkedHashMap<String, OptionSpec>();
    commands.forEach(
        (name, command) ->
            command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(
                    option -> {
                      String key = SettingsProvider.key(option) + "|" + text(option);
                      options.computeIfAbsent(key, k -> new ArrayList<>()).add("`" + name + "`");
                      specs.putIfAbsent(key, option);
                    }));
    var page = new StringBuilder(INTRODUCTION);
    specs.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(
            entry -> {
              OptionSpec option = entry.getValue();
              String key = SettingsProvider.key(option);
              page.append(
                  "| `%s` | `%s` | `%s` | %s | %s |%n"
                      .formatted(
                          String.join("`, `", option.names()),
                          key,
                          "LETHE_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_'),
                          text(option),
                          String.join(", ", options.get(entry.getKey()))));
            });
    return page.append(LAUNCHER).append(ExpressionTable.text()).append(KAFKA).toString();
  }

  private static String text(OptionSpec option) {
    String text = String.join(" ", option.description()).replace("|", "\\|");
    String value = option.defaultValue() == null ? "none" : option.defaultValue();
    return text.replace("${DEFAULT-VALUE}", "`" + value + "`");
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      This page is generated from the options; a test compares the two.

      A flag wins over an environment variable, which wins over the file that `LETHE_CONFIG` names \
      (one `key=value` per line), which wins over the default. Lethe refuses a variable that begins \
      with `LETHE_`, or a line of the file, if it names no option. \
      [examples/lethe.properties](../examples/lethe.properties) is a sample file with every key.

      | flag | key in the file | environment | meaning | commands |
      |---|---|---|---|---|
      """;

  private static final String LAUNCHER =
      """

      Besides these, the launcher reads `LETHE_HEAP` (Java heap, default `1g`), the log reads `LETHE_LOG` \
      (its file, default `.lethe/lethe.log`), and the tests read `LETHE_CHROMIUM` (a browser) and \
      `LETHE_PYTHON` (a Python interpreter).
      """;

  private static final String KAFKA =
      """

      ## Kafka's own settings

      They keep Kafka's names and are passed on untouched: a properties file through \
      `--command-config`, single ones through `--command-property`, which goes before the file. \
      `consumer.` and `producer.` in front of a key restrict it to one kind of client. What \
      exactly-once rests on (`isolation.level`, `enable.auto.commit`, `enable.idempotence`, `acks`, \
      `transactional.id`, `group.id`, `auto.offset.reset`) cannot be set to something else.
      """;
}
