package dev.lethe.streams;

import dev.lethe.schemas.TopicVerification.Problem;
import dev.lethe.schemas.TopicWatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once when a topic of the app loses records or is not the one that the app began with, and
 * names the command that repairs it.
 *
 * <p>This class is not thread-safe.
 */
final class TopicWarnings {
  private static final Logger LOGGER = LoggerFactory.getLogger(TopicWarnings.class);

  private final TopicWatch watch;
  private final Consumer<String> warnings;
  private Set<Problem> known = Set.of();

  /**
   * @param warnings receives each warning
   */
  TopicWarnings(TopicWatch watch, Consumer<String> warnings) {
    this.watch = watch;
    this.warnings = warnings;
  }

  /** Reads the topics now. An error is left to the next time: this must not end its timer. */
  void check() {
    try {
      List<Problem> problems = watch.read();
      problems.stream()
          .filter(problem -> !known.contains(problem))
          .forEach(
              problem ->
                  warnings.accept("%s (repair: %s)".formatted(problem.text(), problem.repair())));
      known = new HashSet<>(problems);
    } catch (KafkaException e) {
      LOGGER.atDebug().setCause(e).log("could not read the topics");
    } catch (RuntimeException e) {
      LOGGER.atWarn().setCause(e).log("could not check the topics");
    }
  }
}
