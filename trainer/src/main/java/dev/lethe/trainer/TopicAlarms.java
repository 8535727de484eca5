package dev.lethe.trainer;

import dev.lethe.learner.stream.Alarm;
import dev.lethe.schemas.Component;
import dev.lethe.schemas.TopicVerification.Problem;
import dev.lethe.schemas.TopicWatch;
import dev.lethe.trainer.alarm.AlarmBoard;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises an alarm while a topic of a run loses records, or is not the one that the run began with.
 *
 * <p>This class is not thread-safe.
 */
final class TopicAlarms {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicAlarms.class);

  private final TopicWatch watch;
  private final AlarmBoard board;

  /**
   * @param admin admin client, which the caller closes
   */
  TopicAlarms(TrainerConfig config, Admin admin, AlarmBoard board) {
    this.watch =
        new TopicWatch(
            admin,
            config.bootstrapServers(),
            config.topics(),
            Component.TRAINER.topics(config.topics()));
    this.board = board;
  }

  /** Reads the topics now. If no broker answers, the alarms stay as they are. */
  void check() {
    List<Problem> problems;
    try {
      problems = watch.read();
    } catch (KafkaException e) {
      LOGGER.atDebug().setCause(e).log("could not read the topics");
      return;
    }
    board.replace(
        "topics",
        problems.isEmpty() ? List.of() : List.of(new Alarm("topics.changed", text(problems))));
  }

  private static String text(List<Problem> problems) {
    return problems.stream()
        .map(problem -> "%s (repair: %s)".formatted(problem.text(), problem.repair()))
        .collect(Collectors.joining("; "));
  }
}
