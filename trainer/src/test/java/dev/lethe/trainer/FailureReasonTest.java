package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.trainer.output.Refusals.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {
  private static final TrainerConfig CONFIG = Configs.of("a", "naive", Map.of());

  @Test
  void shouldNameTheResourceHoweverTheErrorIsWrapped() {
    assertThat(words(new TopicAuthorizationException(Set.of("lethe.runs"))))
        .startsWith("Not authorized for topic lethe.runs:");
    assertThat(words(new KafkaException("wrapped", new GroupAuthorizationException("g"))))
        .startsWith("Not authorized for group lethe-run-a: expected the operation READ");
    assertThat(words(new TransactionalIdAuthorizationException("no")))
        .startsWith(
            "Not authorized for transactional id lethe-run-a: expected the operation WRITE");
  }

  @Test
  void shouldNameTheTopicOfARefusedRecord() {
    // Given
    var tooLarge = new RecordTooLargeException("larger than 8000");
    // When
    Optional<String> words =
        FailureReason.inWords(
            tooLarge, CONFIG, Optional.of(new Refused("lethe.journal", tooLarge)));
    // Then
    assertThat(words.orElseThrow()).startsWith("lethe.journal: ").endsWith("larger than 8000");
  }

  @Test
  void shouldNameDeletedInput() {
    assertThat(words(new OffsetOutOfRangeException(Map.of(new TopicPartition("in", 2), 7L))))
        .startsWith("The input no longer has the next offsets of the run {in-2=7}")
        .contains("continue with --on-missing skip");
  }

  /** Kafka's client reports it as an error of no special type. */
  @Test
  void shouldNameTheInputWhenItsOffsetsMayNotBeCommitted() {
    // Given
    var error =
        new KafkaException(
            "Cannot execute transactional method because we are in an error state",
            new KafkaException(
                "Unexpected error in TxnOffsetCommitResponse: Topic authorization failed."));

    // When, Then
    assertThat(words(error))
        .isEqualTo(
            "Not authorized for topic lethe.examples: expected the operation READ to be allowed for the trainer's user");
    assertThat(ErrorClassification.isTransient(error)).isFalse();
  }

  @Test
  void shouldSayThatCredentialsWereRejected() {
    assertThat(words(new SaslAuthenticationException("bad password")))
        .isEqualTo("The broker rejected the credentials: bad password");
  }

  @Test
  void shouldLeaveOtherErrorsAsTheyAre() {
    assertThat(FailureReason.inWords(new IllegalStateException("x"), CONFIG, Optional.empty()))
        .isEmpty();
  }

  private static String words(Exception error) {
    return FailureReason.inWords(error, CONFIG, Optional.empty()).orElseThrow();
  }
}
