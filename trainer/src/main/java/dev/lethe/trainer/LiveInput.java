package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.trainer.alarm.AlarmBoard;
import dev.lethe.trainer.input.InputRecord;
import dev.lethe.trainer.live.LiveRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The input as a live session consumes it: notices that the topic was deleted or created again, and
 * takes up partitions that were added, from their beginning.
 *
 * <p>Owned by the run's thread.
 */
final class LiveInput implements RunInput {
  private static final Logger LOGGER = LoggerFactory.getLogger(LiveInput.class);
  private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);

  /** Time for which the alarm about added partitions is held. */
  private static final long HOLD_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final TrainerConfig config;
  private final Consumer<byte[], byte[]> consumer;
  private final InputWatch watch;
  private final AlarmBoard board;
  private final Uuid id;
  private final LiveRecords records;
  private boolean alarmed;
  private long alarmedAt;
  private long newestLag;

  /**
   * @param consumer consumer to which the known partitions are assigned
   * @param id id of the topic that the run consumes
   * @param source the topic as runs of the process share it; empty if the run reads alone
   */
  LiveInput(
      TrainerConfig config,
      Consumer<byte[], byte[]> consumer,
      InputWatch watch,
      AlarmBoard board,
      Uuid id,
      Optional<LiveRecords.Source> source) {
    this.config = config;
    this.consumer = consumer;
    this.watch = watch;
    this.board = board;
    this.id = id;
    this.records = new LiveRecords(consumer, source);
  }

  /**
   * Takes up partitions that were added since the last call.
   *
   * @throws InputChangedException if the topic was deleted or created again
   */
  @Override
  public void update() {
    requireSame();
    watch
        .newest()
        .filter(newest -> newest.ends().size() > consumer.assignment().size())
        .ifPresent(this::takeUp);
    if (alarmed && System.nanoTime() - alarmedAt > HOLD_NANOS) {
      alarmed = false;
      board.replace("partitions", List.of());
    }
  }

  /**
   * Checks that the topic is the one that the run consumes.
   *
   * @throws InputChangedException if the topic was deleted or created again
   */
  void requireSame() {
    String topic = config.topics().examples();
    if (watch.isTopicGone()) {
      throw InputChangedException.gone(topic);
    }
    watch
        .newest()
        .filter(newest -> !newest.id().equals(id))
        .ifPresent(
            newest -> {
              throw InputChangedException.createdAgain(
                  topic, newest.id().toString(), id.toString(), config.run());
            });
  }

  @Override
  public List<InputRecord> poll(Duration time) {
    return records.poll(time);
  }

  @Override
  public boolean isFinished() {
    return false;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  /** Returns the reason for offsets that are out of range: another topic, or else the error. */
  @Override
  public Throwable explained(Throwable error) {
    if (error instanceof InvalidOffsetException) {
      try {
        watch.read();
        update();
      } catch (UnknownTopicOrPartitionException e) {
        return InputChangedException.gone(config.topics().examples());
      } catch (InputChangedException e) {
        return e;
      } catch (KafkaException e) {
        error.addSuppressed(e);
      }
    }
    return error;
  }

  @Override
  public void close() {
    records.close();
  }

  /** New records may be there already, so the start is the beginning, whatever the run's start. */
  private void takeUp(InputTopic newest) {
    List<TopicPartition> added =
        newest.partitions().stream()
            .map(number -> new TopicPartition(config.topics().examples(), number))
            .filter(partition -> !consumer.assignment().contains(partition))
            .toList();
    records.readAlone();
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(added);
    var all = new ArrayList<>(consumer.assignment());
    all.addAll(added);
    consumer.assign(all);
    beginnings.forEach(consumer::seek);
    String names = added.stream().map(TopicPartition::toString).collect(Collectors.joining(", "));
    LOGGER.atInfo().addKeyValue("run", config.run()).log("took up new partitions {}", names);
    alarmed = true;
    alarmedAt = System.nanoTime();
    board.replace(
        "partitions",
        List.of(
            new Alarm(
                "partitions.added",
                "%d partitions were added to the input and are read from their beginning (%s): records of one key may now be in two partitions, and their order is not kept."
                    .formatted(added.size(), names))));
  }

  /**
   * Returns the number of offsets between the consumer's position and the high watermark, at least
   * 0. Records behind an open transaction count.
   */
  @Override
  public long lag() {
    newestLag = watch.newest().map(this::lag).orElse(newestLag);
    return newestLag;
  }

  private long lag(InputTopic topic) {
    long lag = 0;
    try {
      for (TopicPartition partition : consumer.assignment()) {
        long end = topic.ends().getOrDefault(partition.partition(), 0L);
        lag += Math.max(0, end - records.position(partition, POSITION_TIMEOUT));
      }
    } catch (TimeoutException e) {
      LOGGER.atDebug().setCause(e).log("position not known, the lag is that of before");
      return newestLag;
    }
    return lag;
  }
}
