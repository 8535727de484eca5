package dev.lethe.cli.command;

import dev.lethe.cli.feed.Feeder;
import dev.lethe.cli.options.DatasetReport;
import dev.lethe.cli.options.FeedOptions;
import dev.lethe.cli.options.KafkaOptions;
import dev.lethe.cli.options.SeedOption;
import dev.lethe.scenarios.ExampleStream;
import dev.lethe.schemas.AvroSerdes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sends a data set as a drifting stream. */
@Command(
    name = "produce",
    description = "Sends a data set to the input topic as a drifting stream.",
    mixinStandardHelpOptions = true)
public final class ProduceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private KafkaOptions kafka;
  @Mixin private FeedOptions feed;

  @Mixin private SeedOption seed;

  @Override
  public Integer call() {
    ExampleStream stream = feed.stream(seed.value());
    DatasetReport.print(stream.dataset(), spec.commandLine().getErr());
    kafka.prepareTopics();
    kafka.requireTopics(List.of(kafka.topics().examples()));
    long training = send(stream);
    spec.commandLine()
        .getOut()
        .printf(
            "sent %d training and %d evaluation examples in %d tasks to %s%n",
            training, stream.size() - training, stream.tasks().size(), kafka.topics().examples());
    return 0;
  }

  private long send(ExampleStream stream) {
    try (var feeder =
            Feeder.connect(
                kafka.topics().examples(),
                kafka.bootstrapServer(),
                kafka.kafka(),
                new AvroSerdes(kafka.registry(), true));
        var progress = Progress.of("sending", stream.size(), System.err)) {
      return feeder.send(
          stream,
          feed.rate(0),
          () -> true,
          progress::stepTo,
          warning -> spec.commandLine().getErr().println("lethe: " + warning));
    }
  }
}
