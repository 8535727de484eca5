package dev.lethe.cli.options;

import dev.lethe.cli.deadletters.Filter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that select dead letters. */
public final class DeadLetterFilterOptions {
  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Only letters with this text in their reason. Default: all.")
  private String reason;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Only letters that this run sent. Default: all.")
  private String run;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Time.class,
      description =
          "Only letters with this timestamp or a later one, e.g. 2026-11-28T10:00:00Z. Default:"
              + " all.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = Time.class,
      description = "Only letters with an earlier timestamp. Default: all.")
  private Instant to;

  /** Reads a time in ISO 8601. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "got '%s', expected a time such as 2026-11-28T10:00:00Z".formatted(text));
      }
    }
  }

  /**
   * Returns the selection.
   *
   * @throws IllegalArgumentException if {@code --to} is not after {@code --from}
   */
  public Filter filter() {
    return new Filter(
        Optional.ofNullable(reason),
        Optional.ofNullable(run),
        Optional.ofNullable(from),
        Optional.ofNullable(to));
  }

  /** Returns the selection as the end of a sentence; empty if all letters are selected. */
  public String describe() {
    var conditions = new ArrayList<String>();
    if (reason != null) {
      conditions.add("reason contains '" + reason + "'");
    }
    if (run != null) {
      conditions.add("sent by run " + run);
    }
    if (from != null) {
      conditions.add("from " + from);
    }
    if (to != null) {
      conditions.add("before " + to);
    }
    return conditions.isEmpty() ? "" : " (" + String.join(", ", conditions) + ")";
  }
}
