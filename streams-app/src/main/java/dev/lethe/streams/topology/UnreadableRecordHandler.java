package dev.lethe.streams.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * A record that is no such record goes to the dead letters. A record that could not be read because
 * the registry does not answer does not: the thread fails and is replaced, and reads it again.
 */
public final class UnreadableRecordHandler implements DeserializationExceptionHandler {
  private final DeserializationExceptionHandler deadLetters = new LogAndContinueExceptionHandler();

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    return exception instanceof SerializationException
        ? deadLetters.handleError(context, record, exception)
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters.configure(configs);
  }
}
