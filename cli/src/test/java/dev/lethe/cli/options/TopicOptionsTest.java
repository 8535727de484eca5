package dev.lethe.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lethe.schemas.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TopicOptionsTest {
  private static final Topics TOPICS = new Topics("p");

  @Test
  void shouldCreateEachTopicWithTheChosenCopies() {
    assertThat(options("--replication-factor=3", "--min-insync-replicas=2").definitions(TOPICS))
        .allSatisfy(
            topic -> {
              assertThat(topic.replicationFactor()).isEqualTo((short) 3);
              assertThat(topic.configs()).containsEntry("min.insync.replicas", "2");
            });
  }

  @Test
  void shouldPreferASettingOfOneTopic() {
    assertThat(
            options("--min-insync-replicas=2", "--topic-config=runs:min.insync.replicas=1")
                .definitions(TOPICS))
        .filteredOn(topic -> topic.configs().get("min.insync.replicas").equals("1"))
        .extracting(NewTopic::name)
        .containsExactly("p.runs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --min-insync-replicas=0 | min.insync.replicas: got 0, expected at least 1
          --partitions=0          | partitions: got 0, expected at least 1
          --replication-factor=0  | replication.factor: got 0, expected at least 1, or -1 for the broker's default
          """)
  void shouldRefuseNumbersThatAreTooSmall(String option, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(option).definitions(TOPICS))
        .withMessage(message);
  }

  private static TopicOptions options(String... arguments) {
    return CommandLine.populateCommand(new TopicOptions(), arguments);
  }
}
