package dev.lethe.streams.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Sends records that cannot be deserialized to the dead-letter topic. If the registry does not
 * answer, the thread fails instead, and its replacement reads the record again.
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
