package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.schemas.Example;
import dev.lethe.schemas.Topics;
import dev.lethe.trainer.replay.InputRange;
import dev.lethe.trainer.replay.RangeBound;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ranges of a topic with three partitions, found from their bounds. */
class InputRangesIT {
  private static final LiveRuns RUNS = new LiveRuns();
  private static final Topics TOPICS = new Topics("replayed");
  private static final List<Example> STREAM = Kafka.twoTasks(500, 7);

  @TempDir static Path directory;

  @BeforeAll
  static void produce() {
    RUNS.open(directory.resolve("stack"));
    RUNS.kafka(TOPICS, 3).produceInterleaved(STREAM, 3);
  }

  @AfterAll
  static void stopStack() {
    RUNS.close();
  }

  @Test
  void shouldRefuseRangesThatCannotBeReplayed() throws Exception {
    refused("from: got offset 300 of partition 0, expected at most 200", "0/300", "0/200");
    refused("from: got partition 7, expected one of [0, 1, 2]", "7/0", null);
    refused("to: got offset 99999 of partition 1, expected at most ", null, "1/99999");
    refused("range: got no records of replayed.examples", "100", "100");
    refused("range: got no records of replayed.examples", "2100-01-01T00:00:00Z", null);
    refused("run: got 'none', expected one of those", "none@window:3", null);
    // and an expired start
    var topics = new Topics("shortened");
    Kafka other = RUNS.kafka(topics);
    other.produce(STREAM.subList(0, 50));
    other.deleteBefore(topics.examples(), 0, 20);
    var shortened = new InputRanges(RUNS.access(topics));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shortened.find(Optional.empty(), bound("from", "5"), Optional.empty()))
        .withMessageStartingWith("from: got offset 5 of partition 0, expected at least 20");
    assertThat(shortened.find(Optional.empty(), Optional.empty(), Optional.empty()))
        .hasToString("0:20-50");
    // and a topic that does not exist
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new InputRanges(RUNS.access(new Topics("absent")))
                    .find(Optional.empty(), Optional.empty(), Optional.empty()))
        .withMessageStartingWith("topic: got no topic absent.examples");
  }

  @Test
  void shouldFindTheFirstRecordOfEachPartitionAtATimestamp() {
    // Given records whose timestamps are their numbers, dealt out to three partitions in turn
    InputRange range =
        ranges()
            .find(
                Optional.empty(),
                bound("from", "1970-01-01T00:00:00.300Z"),
                bound("to", "1970-01-01T00:00:00.600Z"));
    // Then
    assertThat(range).hasToString("0:100-200,1:100-200,2:100-200");
  }

  private static void refused(String message, String from, String to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranges().find(Optional.empty(), bound("from", from), bound("to", to)))
        .withMessageStartingWith(message);
  }

  private static Optional<RangeBound> bound(String key, String text) {
    return Optional.ofNullable(text).map(given -> RangeBound.parse(key, given, Optional.empty()));
  }

  private static InputRanges ranges() {
    return new InputRanges(RUNS.access(TOPICS));
  }
}
