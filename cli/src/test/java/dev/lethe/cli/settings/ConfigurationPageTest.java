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

/** Checks that {@code docs/configuration.md} matches the options, from which it is generated. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");

  /** Set by {@code mvn -pl cli test -Dtest=ConfigurationPageTest -Dlethe.docs.write=true}. */
  private static final boolean WRITE = Boolean.getBoolean("lethe.docs.write");

  @Test
  void shouldDocumentEveryOption() throws Exception {
    // When
    String page = page();
    if (WRITE) {
      Files.writeString(PAGE, page);
    }
    // Then
    assertThat(PAGE).as("run this test with -Dlethe.docs.write=true").hasContent(page);
  }

  private static String page() {
    Map<String, CommandLine> commands = commands(Lethe.commandLine(Map.of()));
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

  /** Returns all commands that have no commands of their own, by their full name. */
  static Map<String, CommandLine> commands(CommandLine parent) {
    var commands = new LinkedHashMap<String, CommandLine>();
    parent
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getSubcommands().isEmpty()) {
                commands.put(name, command);
              }
              commands(command).forEach((sub, leaf) -> commands.put(name + " " + sub, leaf));
            });
    return commands;
  }

  private static String text(OptionSpec option) {
    String text = String.join(" ", option.description()).replace("|", "\\|");
    String value = option.defaultValue() == null ? "none" : option.defaultValue();
    return text.replace("${DEFAULT-VALUE}", "`" + value + "`");
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      This page is generated from the options of the commands. A test compares the two.

      The value of an option comes from the first of these sources: the flag, the environment \
      variable, the properties file `LETHE_CONFIG` (one `key=value` per line), the default. Unknown \
      `LETHE_` variables and unknown keys in the file are rejected. \
      [examples/lethe.properties](../examples/lethe.properties) is a sample file with every key.

      | flag | key in the file | environment | meaning | commands |
      |---|---|---|---|---|
      """;

  private static final String LAUNCHER =
      """

      Other variables: `LETHE_HEAP` sets the Java heap (default `1g`), `LETHE_LOG` the log file \
      (default `.lethe/lethe.log`), `LETHE_LOG_FORMAT` its format, `text` (default) or `json`, \
      `LETHE_CLASS_DATA=off` the [class data](installation.md#start), \
      `LETHE_CHROMIUM` the browser for the tests of the dashboard, and \
      `LETHE_PYTHON` the Python interpreter for the tests of the examples.
      """;

  private static final String KAFKA =
      """

      ## Kafka settings

      Kafka settings keep their names and are passed to the clients unchanged. Set them in a \
      properties file with `--command-config`, or one by one with `--command-property`, which \
      overrides the file. The prefixes `consumer.` and `producer.` restrict a setting to one kind of \
      client. You cannot change settings that exactly-once depends on: `isolation.level`, \
      `enable.auto.commit`, `enable.idempotence`, `acks`, `transactional.id`, `group.id` and \
      `auto.offset.reset`.
      """;
}
