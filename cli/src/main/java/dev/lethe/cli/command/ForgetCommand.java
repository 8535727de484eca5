package dev.lethe.cli.command;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.lethe.cli.options.RunAccessOptions;
import dev.lethe.trainer.RunForgetting;
import dev.lethe.trainer.forget.ForgetManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a stopped run forget examples. */
@Command(
    name = "forget",
    description = {
      "Makes a stopped run forget examples: their rows leave buffers, holdouts and pending steps, and"
          + " checkpoints that hold them are destroyed. With --exact, the run also returns to its"
          + " state before their first use and is replayed without them: afterwards its parameters"
          + " are those of a run that never had them, bit for bit.",
      "Writes a manifest (JSON) that says what was forgotten, and what is left in Kafka. Exits with"
          + " status 1 if the run has none of the examples.",
      "A live run, and every run on the topic, forgets an example without --exact when the input"
          + " topic gets a tombstone: a record with the id as its key and no value."
    },
    mixinStandardHelpOptions = true)
public final class ForgetCommand implements Callable<Integer> {
  /** Byte-order mark at the start of a file, which is no part of the first id. */
  private static final String BOM = "^\ufeff";

  private static final Path MANIFESTS = Path.of(".lethe", "forgotten");

  @Spec private CommandSpec spec;
  @Mixin private RunAccessOptions runs;

  @Parameters(paramLabel = "RUN", description = "Run that forgets; it must be stopped.")
  private String run;

  @Option(
      names = "--ids",
      paramLabel = "FILE",
      required = true,
      description =
          "Ids of the examples, one per line, UTF-8, without the blanks at the end of the line; - for"
              + " standard input.")
  private String ids;

  @Option(
      names = "--exact",
      description = "Replays the run without the examples, from before their first use.")
  private boolean exact;

  @Option(
      names = "--take-over",
      description = "Ends a trainer that still runs, or was killed without being able to say so.")
  private boolean takeOver;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "File of the manifest. Default: .lethe/forgotten/RUN-TIME.json")
  private Path manifest;

  @Override
  public Integer call() throws IOException {
    var request = new RunForgetting.Request(readIds(), exact, takeOver);
    requireWritable();
    ForgetManifest result =
        new RunForgetting(runs.access(), Clock.systemUTC()).forget(run, request);
    Path file = manifest == null ? defaultFile(result) : manifest;
    write(result, file);
    return new ForgetReport(result, file).print(spec.commandLine());
  }

  /** Writes the manifest; prints it if that fails, because it cannot be made again. */
  private void write(ForgetManifest result, Path file) throws IOException {
    String json = json(result);
    try {
      Files.writeString(file, json, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      spec.commandLine().getOut().print(json);
      spec.commandLine().getOut().flush();
      throw e;
    }
  }

  /** Fails before anything is forgotten if the manifest cannot be written. */
  private void requireWritable() throws IOException {
    if (manifest != null && Files.exists(manifest)) {
      throw new IllegalArgumentException(
          "--manifest: got '%s', which exists, expected a new file".formatted(manifest));
    }
    Path directory = manifest == null ? MANIFESTS : manifest.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    if (!Files.isWritable(directory)) {
      throw new IllegalArgumentException(
          "--manifest: got '%s', expected a directory that can be written".formatted(directory));
    }
  }

  private Set<String> readIds() {
    try (InputStream in = ids.equals("-") ? System.in : Files.newInputStream(Path.of(ids))) {
      // A decoder that does not replace: an altered id would silently not be found.
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
      Set<String> lines = parseIds(text);
      if (lines.isEmpty()) {
        throw new IllegalArgumentException(
            "--ids: got '%s' without ids, expected one per line".formatted(ids));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "--ids: got '%s' in another encoding, expected UTF-8".formatted(ids), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--ids: got '%s', expected a readable file".formatted(ids), e);
    }
  }

  /** Returns the ids of a text, one per line; blanks at the end of a line are no part of them. */
  static Set<String> parseIds(String text) {
    return text.replaceFirst(BOM, "")
        .lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .collect(toCollection(LinkedHashSet::new));
  }

  private static Path defaultFile(ForgetManifest result) {
    String name = result.run() + "-" + result.at().replace(":", "");
    Path file = MANIFESTS.resolve(name + ".json");
    for (int i = 2; Files.exists(file); i++) {
      file = MANIFESTS.resolve(name + "-" + i + ".json");
    }
    return file;
  }

  private static String json(ForgetManifest result) {
    try {
      return new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(result)
          + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("numbers, texts and times are always writable", e);
    }
  }
}
