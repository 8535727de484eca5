package dev.lethe.cli.options;

import static java.util.stream.Collectors.joining;

import dev.lethe.common.text.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Streams that one command compares methods on, each with options of its own. */
public final class StreamsOptions {
  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,63})=(.*)");
  private static final List<String> OF_ALL_STREAMS = List.of("--stream", "--add", "--out");

  @Option(
      names = "--stream",
      paramLabel = "NAME=OPTIONS",
      description =
          "Name of a stream and the options that only this stream has, e.g. 'elec2=--dataset csv"
              + " --data-dir elec2.arff'. Repeatable: the methods are compared on each stream, in"
              + " the directory NAME of --out, and over all streams.")
  private List<String> streams = List.of();

  /**
   * A stream.
   *
   * @param name name in reports, and of its directory
   * @param options options that only this stream has
   */
  public record NamedStream(String name, List<String> options) {
    public NamedStream {
      options = List.copyOf(options);
    }

    /** Returns all options of a comparison on this stream: those of the command, then its own. */
    public List<String> with(ParseResult command) {
      Stream<String> shared =
          command.matchedOptionsSet().stream()
              .filter(option -> !OF_ALL_STREAMS.contains(option.longestName()))
              .flatMap(NamedStream::words);
      return Stream.concat(shared, options.stream()).toList();
    }

    /** Returns the stream as the command line has it. */
    @Override
    public String toString() {
      return options.stream().map(ShellWords::quote).collect(joining(" ", name + "=", ""));
    }

    private static Stream<String> words(OptionSpec option) {
      return option.originalStringValues().stream()
          .map(value -> option.longestName() + "=" + value);
    }
  }

  /**
   * Returns the streams in the order of the command line; empty if there is only one, without a
   * name.
   *
   * @throws IllegalArgumentException if one has no name, or that of another one
   */
  public List<NamedStream> values() {
    List<NamedStream> values = new ArrayList<>();
    for (String text : streams) {
      Matcher named = NAMED.matcher(text);
      if (!named.matches()) {
        throw new IllegalArgumentException(
            "stream: got '%s', expected NAME=OPTIONS with a name of letters, digits, '-' and '_', such as 'elec2=--dataset csv --data-dir elec2.arff'"
                .formatted(text));
      }
      var stream = new NamedStream(named.group(1), ShellWords.split(named.group(2)));
      // a file system may not tell upper from lower case
      if (values.stream().anyMatch(each -> each.name().equalsIgnoreCase(stream.name()))) {
        throw new IllegalArgumentException(
            "stream: got '%s' twice, expected a name for each".formatted(stream.name()));
      }
      values.add(stream);
    }
    return List.copyOf(values);
  }
}
