package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ErrorClassificationTest {
  private final ProducerFencedException fenced = new ProducerFencedException("fenced");

  @Test
  void shouldEndARunByWhatNeverPassesHoweverItIsWrapped() {
    assertThat(ErrorClassification.isFatal(fenced)).isTrue();
    assertThat(
            ErrorClassification.isFatal(new KafkaException(new TopicAuthorizationException("no"))))
        .isTrue();
  }

  @Test
  void shouldRecoverFromWhatMayPass() {
    assertThat(ErrorClassification.isFatal(new TimeoutException("slow"))).isFalse();
    assertThat(ErrorClassification.isFatal(new KafkaException(new TimeoutException("slow"))))
        .isFalse();
  }

  @Test
  void shouldEndARunByAnOverrunOnlyWhenItIsHopeless() {
    assertThat(ErrorClassification.isFatal(TransactionOverrunException.passing(fenced))).isFalse();
    assertThat(ErrorClassification.isFatal(TransactionOverrunException.hopeless("again", fenced)))
        .isTrue();
  }
}
