package dev.lethe.cli.command;

import dev.lethe.cli.deadletters.Filter;
import dev.lethe.cli.deadletters.Replay;
import dev.lethe.cli.options.ClusterOptions;
import dev.lethe.cli.options.DeadLetterFilterOptions;
import dev.lethe.cli.topic.TopicReader;
import dev.lethe.schemas.ClusterAdmin;
import dev.lethe.schemas.TopicAdmin;
import dev.lethe.schemas.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays dead letters. */
@Command(
    name = "replay",
    description = {
      "Sends the records of dead letters to the input topic again, with their key, value, headers"
          + " and timestamp, and a header lethe.replayed.from. Every run on the topic reads them"
          + " again.",
      "Each record is replayed once, even if several runs rejected it or the command is repeated."
          + " Letters that arrive meanwhile are left for the next time."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private DeadLetterFilterOptions options;

  @Option(names = "--dry-run", description = "Only prints what would be replayed.")
  private boolean dryRun;

  @Override
  public Integer call() {
    Topics topics = cluster.topics();
    Filter filter = options.filter();
    try (ClusterAdmin connection = cluster.connect()) {
      new TopicAdmin(connection).require(List.of(topics.deadLetters(), topics.examples()));
    }
    Replay.Counts counts = dryRun ? preview(topics, filter) : replay(topics, filter);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %d records to %s%s%n",
        dryRun ? "would replay" : "replayed",
        counts.replayed(),
        topics.examples(),
        options.describe());
    out.printf(
        "skipped: %d letters of records already replayed, %d cut, %d from elsewhere%n",
        counts.before(), counts.cut(), counts.foreign());
    out.flush();
    return 0;
  }

  private Replay.Counts preview(Topics topics, Filter filter) {
    try (var letters = new TopicReader(cluster.consumer(), topics.deadLetters())) {
      return Replay.preview(letters, topics.examples(), filter);
    }
  }

  private Replay.Counts replay(Topics topics, Filter filter) {
    Map<String, Object> settings = cluster.producer();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.deadLetterReplay());
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.MAX_DEAD_LETTER_BYTES));
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      // Before the letters are read: this ends an unfinished replay, whose notes must not be
      // missed.
      producer.initTransactions();
      try (var letters = new TopicReader(cluster.consumer(), topics.deadLetters())) {
        return Replay.run(producer, letters, topics.examples(), filter);
      }
    }
  }
}
