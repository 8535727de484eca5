package dev.lethe.cli.settings;

import dev.lethe.common.text.Suggestions;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Provides values of options that are not on the command line. {@code --batch-size} is {@code
 * LETHE_BATCH_SIZE} in the environment and {@code batch.size} in the properties file {@code
 * LETHE_CONFIG}.
 *
 * <p>Unknown settings are rejected, so that a misspelt setting does not silently use the default.
 */
public final class SettingsProvider implements IDefaultValueProvider {
  private static final String ENVIRONMENT = "LETHE_";

  private static final String LOG_FORMAT = "LETHE_LOG_FORMAT";

  /** Variables for the launcher, logging and tests, not for commands. */
  private static final Set<String> RESERVED =
      Set.of(
          "LETHE_CONFIG",
          "LETHE_HEAP",
          "LETHE_LOG",
          LOG_FORMAT,
          "LETHE_CLASS_DATA",
          "LETHE_CHROMIUM",
          "LETHE_BROWSER",
          "LETHE_DOCKER",
          "LETHE_TAG",
          "LETHE_PYTHON");

  private final Map<String, String> values;

  private SettingsProvider(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the settings of the environment and of the file {@code LETHE_CONFIG}.
   *
   * @throws IllegalArgumentException if the file cannot be read, a setting does not belong to an
   *     option of any command, or the format of the log is unknown
   */
  public static SettingsProvider of(Map<String, String> environment, CommandLine commandLine) {
    String format = environment.getOrDefault(LOG_FORMAT, "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new IllegalArgumentException(
          "%s: got '%s', expected text or json".formatted(LOG_FORMAT, format));
    }
    Set<String> keys = keys(commandLine);
    var values = new TreeMap<String, String>();
    String file = environment.get("LETHE_CONFIG");
    if (file != null) {
      Properties properties = read(Path.of(file));
      for (String key : properties.stringPropertyNames()) {
        values.put(requireKnown(key, key, keys), properties.getProperty(key));
      }
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT) && !RESERVED.contains(name)) {
            String key =
                name.substring(ENVIRONMENT.length()).toLowerCase(Locale.ROOT).replace('_', '.');
            values.put(requireKnown(name, key, keys), value);
          }
        });
    return new SettingsProvider(values);
  }

  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? values.get(key(option)) : null;
  }

  /** Returns the key of an option, e.g. {@code batch.size} for {@code --batch-size}. */
  public static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "").replace('-', '.');
  }

  private static Set<String> keys(CommandLine commandLine) {
    var keys = new TreeSet<String>();
    commandLine.getCommandSpec().options().forEach(option -> keys.add(key(option)));
    commandLine.getSubcommands().values().forEach(sub -> keys.addAll(keys(sub)));
    return keys;
  }

  private static String requireKnown(String name, String key, Set<String> keys) {
    if (!keys.contains(key)) {
      throw Suggestions.unknown("setting " + name, key, keys);
    }
    return key;
  }

  private static Properties read(Path file) {
    var properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "LETHE_CONFIG: got '%s', expected a readable properties file".formatted(file), e);
    }
    return properties;
  }
}
