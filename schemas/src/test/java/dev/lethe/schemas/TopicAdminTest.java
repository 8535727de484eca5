package dev.lethe.schemas;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TopicAdminTest {
  @Test
  @DisplayName("DESCRIBE missing")
  void shouldSayThatItMayNotSeeTopicsWithoutDescribe() {
    // Given
    TopicAdmin admin = admin(Map.of("p.runs", new TopicAuthorizationException("denied")));

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.require(List.of("p.runs")))
        .withMessageStartingWith(
            "topics: got no permission to see these at broker:9092, so they may exist: p.runs;"
                + " expected DESCRIBE on them");
  }

  @Test
  void shouldNameMissingTopicsAndTheCommandThatCreatesThem() {
    // Given
    TopicAdmin admin = admin(Map.of("p.runs", new UnknownTopicOrPartitionException("none")));

    // When, Then
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.require(List.of("p.runs")))
        .withMessage(
            "topics: got none of these at broker:9092: p.runs; create them with ./lethe topics"
                + " --create, or start with --create-topics");
  }

  private static TopicAdmin admin(Map<String, RuntimeException> failures) {
    return new TopicAdmin(ClusterAdmin.of(describing(failures), "broker:9092"));
  }

  /** Returns an admin client that can only describe topics. */
  private static Admin describing(Map<String, RuntimeException> failures) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("describeTopics")) {
                throw new UnsupportedOperationException(
                    method.getName() + Arrays.toString(arguments));
              }
              var answers = new TreeMap<String, KafkaFuture<TopicDescription>>();
              for (Object name : (Collection<?>) arguments[0]) {
                var future = new KafkaFutureImpl<TopicDescription>();
                future.completeExceptionally(failures.get(name));
                answers.put((String) name, future);
              }
              return new Descriptions(answers);
            });
  }

  private static final class Descriptions extends DescribeTopicsResult {
    Descriptions(Map<String, KafkaFuture<TopicDescription>> answers) {
      super(null, answers);
    }
  }
}
