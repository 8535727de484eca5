package dev.lethe.streams.topology;

import dev.lethe.streams.metrics.InvalidEventException;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Sends events with impossible values to the dead-letter topic. Any other exception fails. */
public final class InvalidEventHandler implements ProcessingExceptionHandler {
  private final ProcessingExceptionHandler deadLetters =
      new LogAndContinueProcessingExceptionHandler();

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    return exception instanceof InvalidEventException
        ? deadLetters.handleError(context, record, exception)
        : Response.fail();
  }

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetters.configure(configs);
  }
}
