package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.TopicVerification.Existing;
import dev.lethe.schemas.TopicVerification.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicVerificationTest {
  private static final Topics TOPICS = new Topics("p");
  private static final TopicVerification THREE_BROKERS = verification(3);

  @Test
  void shouldFindNothingInTopicsAsTheyAreCreated() {
    for (NewTopic topic : TOPICS.definitions(2, (short) 3)) {
      assertThat(THREE_BROKERS.of(existing(topic.name(), 3, 3, Map.of()))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "p.examples, compact, delete",
    "p.journal, 'compact,delete', delete",
    "p.runs, delete, compact",
    "p.checkpoints, 'compact,delete', compact"
  })
  void shouldRepairACleanupPolicyThatLosesRecords(String topic, String got, String expected) {
    // When
    List<Problem> problems = THREE_BROKERS.of(existing(topic, 3, 3, Map.of("cleanup.policy", got)));

    // Then
    assertThat(problems)
        .containsExactly(
            new Problem(
                topic + ": got cleanup.policy=" + got + ", expected " + expected,
                "kafka-configs.sh --bootstrap-server b:9092 --alter --entity-type topics --entity-name "
                    + topic
                    + " --add-config cleanup.policy="
                    + expected));
  }

  @ParameterizedTest
  @CsvSource({"p.runs, delete", "p.metrics, 'compact,delete'"})
  void shouldAcceptATopicThatIsNotCompactedIfNothingExpires(String topic, String policy) {
    assertThat(
            THREE_BROKERS.of(
                existing(topic, 3, 3, Map.of("cleanup.policy", policy, "retention.ms", "-1"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"p.examples", "p.journal"})
  void shouldRepairARetentionThatIsTooShortForARecovery(String topic) {
    assertThat(THREE_BROKERS.of(existing(topic, 3, 3, Map.of("retention.ms", "86399999"))))
        .containsExactly(
            new Problem(
                topic + ": got retention.ms=86399999, expected -1 or at least 86400000",
                "kafka-configs.sh --bootstrap-server b:9092 --alter --entity-type topics --entity-name "
                    + topic
                    + " --add-config retention.ms=-1"));
    assertThat(THREE_BROKERS.of(existing(topic, 3, 3, Map.of("retention.ms", "86400000"))))
        .isEmpty();
  }

  @Test
  void shouldRepairDeadLettersThatAreTooSmallForTheirRecords() {
    assertThat(
            THREE_BROKERS.of(
                existing("p.examples.dlq", 3, 3, Map.of("max.message.bytes", "1048588"))))
        .extracting(Problem::text)
        .containsExactly(
            "p.examples.dlq: got max.message.bytes=1048588, expected 16777216 or more");
  }

  @Test
  void shouldAddPartitionsToTheInput() {
    assertThat(THREE_BROKERS.of(withPartitions("p.examples", 1)))
        .containsExactly(
            new Problem(
                "p.examples: got 1 partition, expected 2",
                "kafka-topics.sh --bootstrap-server b:9092 --alter --topic p.examples --partitions 2"));
  }

  @ParameterizedTest
  @CsvSource({"p.predictions, 1, 1 partition, 2", "p.runs, 3, 3 partitions, 1"})
  void shouldCreateTopicsAnewWhoseRecordsBelongToAPartition(
      String topic, int partitions, String got, int expected) {
    assertThat(THREE_BROKERS.of(withPartitions(topic, partitions)))
        .containsExactly(
            new Problem(
                "%s: got %s, expected %d".formatted(topic, got, expected),
                "before the first run: kafka-topics.sh --bootstrap-server b:9092 --delete --topic %s, then create them"
                    .formatted(topic)));
  }

  private static Existing withPartitions(String name, int partitions) {
    return new Existing(
        definition(name),
        description(name, partitions, 3, 3),
        existing(name, 3, 3, Map.of()).settings());
  }

  @Test
  void shouldKeepDeadLettersAsLongAsTheyWereMeantTo() {
    assertThat(
            THREE_BROKERS.of(existing("p.examples.dlq", 3, 3, Map.of("retention.ms", "604800000"))))
        .extracting(Problem::text)
        .containsExactly("p.examples.dlq: got retention.ms=604800000, expected -1");
    // A running component does not know what was meant.
    assertThat(
            THREE_BROKERS.lossy(
                existing("p.examples.dlq", 3, 3, Map.of("retention.ms", "604800000"))))
        .isEmpty();
    assertThat(
            THREE_BROKERS.lossy(
                existing("p.examples.dlq", 3, 3, Map.of("retention.ms", "86399999"))))
        .hasSize(1);
    // The input may expire behind the checkpoints.
    assertThat(THREE_BROKERS.of(existing("p.examples", 3, 3, Map.of("retention.ms", "604800000"))))
        .isEmpty();
    NewTopic aDay = definition("p.examples.dlq").configs(Map.of("retention.ms", "86400000"));
    Map<String, String> anHour = Map.of("retention.ms", "3600000", "cleanup.policy", "delete");
    assertThat(THREE_BROKERS.of(new Existing(aDay, description(aDay.name(), 3, 3), anHour)))
        .extracting(Problem::text)
        .containsExactly("p.examples.dlq: got retention.ms=3600000, expected 86400000 or more");
  }

  @ParameterizedTest
  @CsvSource({
    // copies, min.insync.replicas, expected
    "3, 1, 2",
    "3, 3, 2",
    "3, 4, 2",
    "2, 2, 1",
  })
  void shouldRepairMinInSyncReplicas(int copies, String got, String expected) {
    assertThat(
            verification(copies)
                .of(existing("p.examples", copies, copies, Map.of("min.insync.replicas", got))))
        .extracting(Problem::text)
        .contains("p.examples: got min.insync.replicas=" + got + ", expected " + expected);
  }

  @Test
  void shouldAskForCopiesIfTheClusterHasBrokersForThem() {
    Existing topic = existing("p.examples", 1, 1, Map.of("min.insync.replicas", "1"));
    assertThat(THREE_BROKERS.of(topic))
        .containsExactly(
            new Problem(
                "p.examples: got 1 copy of each partition, expected 3: records are lost with a broker",
                "kafka-reassign-partitions.sh --bootstrap-server b:9092 --execute --reassignment-json-file <(echo '{\"version\":1,\"partitions\":[{\"topic\":\"p.examples\",\"partition\":0,\"replicas\":[0,1,2]},{\"topic\":\"p.examples\",\"partition\":1,\"replicas\":[0,1,2]}]}')"));
    assertThat(verification(1).of(topic)).isEmpty();
  }

  @Test
  void shouldFindALimitOfTheSizeThatNobodyChose() {
    Map<String, String> limited = Map.of("retention.bytes", "1000000", "retention.ms", "-1");
    assertThat(THREE_BROKERS.of(existing("p.journal", 3, 3, limited)))
        .extracting(Problem::text)
        .containsExactly("p.journal: got retention.bytes=1000000, expected -1");
  }

  @Test
  void shouldNameTheBrokersThatAreDown() {
    TopicVerification twoUp = new TopicVerification("c", "create", List.of(1, 2));
    assertThat(twoUp.of(existing("p.examples", 3, 1, Map.of())))
        .extracting(Problem::repair)
        .containsExactly("start these brokers: 0");
  }

  @Test
  void shouldNameTheBrokersThatAPartitionWaitsFor() {
    assertThat(THREE_BROKERS.of(existing("p.examples", 3, 1, Map.of())))
        .containsExactly(
            new Problem(
                "p.examples: got partitions 0, 1 without enough replicas in sync, expected 2: nothing is written to them",
                "start these brokers: 1, 2"));
  }

  @Test
  void shouldSayThatItMayNotReadTheSettings() {
    assertThat(
            THREE_BROKERS.of(
                new Existing(definition("p.runs"), description("p.runs", 3, 3), Map.of())))
        .extracting(Problem::text)
        .containsExactly(
            "p.runs: got no permission to read its settings, expected DESCRIBE_CONFIGS on it");
  }

  @Test
  void shouldCreateMissingTopicsWithOneCommand() {
    assertThat(THREE_BROKERS.missing(List.of("p.runs", "p.journal")))
        .isEqualTo(
            new Problem(
                "p.runs, p.journal: got no such topics, expected them to exist", "create them"));
  }

  private static TopicVerification verification(int brokers) {
    return new TopicVerification(
        "--bootstrap-server b:9092", "create them", IntStream.range(0, brokers).boxed().toList());
  }

  private static Existing existing(
      String name, int copies, int inSync, Map<String, String> differing) {
    NewTopic topic = definition(name);
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "cleanup.policy",
                "delete",
                "max.message.bytes",
                "1048588",
                "min.insync.replicas",
                "2"));
    settings.putAll(topic.configs());
    settings.putAll(differing);
    return new Existing(topic, description(name, copies, inSync), settings);
  }

  private static NewTopic definition(String name) {
    return TOPICS.definitions(2, (short) 3).stream()
        .filter(topic -> topic.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static TopicDescription description(String name, int copies, int inSync) {
    return description(name, definition(name).numPartitions(), copies, inSync);
  }

  private static TopicDescription description(String name, int partitions, int copies, int inSync) {
    List<Node> nodes =
        IntStream.range(0, copies).mapToObj(id -> new Node(id, "b" + id, 9092)).toList();
    return new TopicDescription(
        name,
        false,
        IntStream.range(0, partitions)
            .mapToObj(
                number ->
                    new TopicPartitionInfo(number, nodes.get(0), nodes, nodes.subList(0, inSync)))
            .toList());
  }
}
