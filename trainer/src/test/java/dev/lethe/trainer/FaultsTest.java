package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final ProducerFencedException fenced = new ProducerFencedException("fenced");

  @Test
  void shouldEndARunByWhatNeverPassesHoweverItIsWrapped() {
    assertThat(Faults.isFatal(fenced)).isTrue();
    assertThat(Faults.isFatal(new KafkaException(new TopicAuthorizationException("no")))).isTrue();
  }

  @Test
  void shouldRecoverFromWhatMayPass() {
    assertThat(Faults.isFatal(new TimeoutException("slow"))).isFalse();
    assertThat(Faults.isFatal(new KafkaException(new TimeoutException("slow")))).isFalse();
  }

  @Test
  void shouldEndARunByAnOverrunOnlyWhenItIsHopeless() {
    assertThat(Faults.isFatal(TransactionOverrunException.passing(fenced))).isFalse();
    assertThat(Faults.isFatal(TransactionOverrunException.hopeless("again", fenced))).isTrue();
  }
}
