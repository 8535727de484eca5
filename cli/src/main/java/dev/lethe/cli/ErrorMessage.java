package dev.lethe.cli;

/** What a user is told of an exception: the messages along the chain of causes, each once. */
final class ErrorMessage {
  private ErrorMessage() {}

  static String of(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    if (cause == null || cause.getMessage() == null || message.contains(cause.getMessage())) {
      return message;
    }
    return message + " (" + of(cause) + ")";
  }
}
