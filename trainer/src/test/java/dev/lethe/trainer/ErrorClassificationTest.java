package dev.lethe.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.schemas.SchemaRegistry;
import dev.lethe.trainer.journal.JournalReader.JournalBrokenException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorClassificationTest {
  private static final ProducerFencedException FENCED = new ProducerFencedException("fenced");

  @ParameterizedTest
  @MethodSource("fatal")
  void shouldEndARunOnFatalErrorsHoweverTheyAreWrapped(Throwable error) {
    assertThat(ErrorClassification.isTransient(error)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldRecoverFromTransientErrorsHoweverTheyAreWrapped(Throwable error) {
    assertThat(ErrorClassification.isTransient(error)).isTrue();
  }

  private static Stream<Throwable> fatal() {
    return Stream.of(
        FENCED,
        new KafkaException(new TopicAuthorizationException("no")),
        new OffsetOutOfRangeException(Map.of()),
        new SerializationException("garbage"),
        TransactionOverrunException.repeated("again", FENCED),
        new JournalBrokenException("gap"),
        new OutOfMemoryError("heap"));
  }

  private static Stream<Throwable> passing() {
    return Stream.of(
        new TimeoutException("slow"),
        new KafkaException(new TimeoutException("slow")),
        TransactionOverrunException.first(FENCED),
        new SchemaRegistry.RegistryUnavailableException("down", null));
  }
}
