package dev.lethe.cli.command;

import dev.lethe.cli.deadletters.DeadLetter;
import dev.lethe.cli.deadletters.Printable;
import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.RegistryOption;
import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.ConfluentSchemaRegistry;
import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints one dead letter. */
@Command(
    name = "show",
    description =
        "Prints one dead letter: timestamp, key, all headers, and the value as JSON if it is Avro or"
            + " JSON, otherwise as text or in hex.",
    mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {
  private static final Pattern POSITION = Pattern.compile("([0-9]{1,9})/([0-9]{1,18})");

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private RegistryOption registry;

  @Option(
      names = "--offset",
      paramLabel = "PARTITION/OFFSET",
      required = true,
      description = "Partition and offset of the dead letter, e.g. 0/17. Required.")
  private String position;

  @Override
  public Integer call() {
    Matcher numbers = POSITION.matcher(position);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(
          "offset: got '%s', expected PARTITION/OFFSET, e.g. 0/17".formatted(position));
    }
    String topic = cluster.topics().deadLetters();
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(List.of(topic));
    }
    var partition = new TopicPartition(topic, Integer.parseInt(numbers.group(1)));
    long offset = Long.parseLong(numbers.group(2));
    try (var letters = new TopicReader(cluster.consumer(), topic)) {
      ConsumerRecord<byte[], byte[]> record =
          letters
              .at(partition, offset)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "offset: got %s, expected the offset of a record of %s"
                              .formatted(position, topic)));
      print(record, new ConfluentSchemaRegistry(registry.url(), cluster.kafka()));
    }
    return 0;
  }

  private void print(ConsumerRecord<byte[], byte[]> record, SchemaRegistry schemas) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(new DeadLetter(record).position());
    out.printf(
        "timestamp: %s (%s)%n", Instant.ofEpochMilli(record.timestamp()), record.timestampType());
    out.printf("key: %s%n", Printable.bytes(record.key()));
    out.println("headers:");
    for (Header header : record.headers()) {
      String value = Printable.bytes(header.value()).strip().replace("\n", "\n    ");
      out.printf("  %s: %s%n", header.key(), value);
    }
    out.printf("value: %s%n", Printable.value(record.value(), schemas));
    out.flush();
  }
}
