package dev.lethe.common.text;

/** Converts exceptions to messages for the user. */
public final class ErrorMessage {
  private ErrorMessage() {}

  /** Joins the messages of an exception and its causes. Omits messages that the text contains. */
  public static String of(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    if (cause == null || cause.getMessage() == null || message.contains(cause.getMessage())) {
      return message;
    }
    return message + " (" + of(cause) + ")";
  }
}
