package dev.lethe.trainer.meter;

import java.util.Locale;

/** Part of a record that was wrong, as a label with few values. */
enum DeadLetterReason {
  ID("id"),
  TASK("task"),
  LABEL("label"),
  FEATURES("features"),
  EVENT_TIME("eventtime"),
  ROLE("role"),
  VALUE("value"),
  /** Bytes that no schema explains. */
  UNREADABLE("");

  private final String key;

  DeadLetterReason(String key) {
    this.key = key;
  }

  /**
   * Returns the reason in a message of the form {@code key: got 'x', expected y}, whose key may go
   * on after a dot or a bracket.
   */
  static DeadLetterReason of(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    int colon = text.indexOf(':');
    String start = colon < 0 ? "" : text.substring(0, colon).split("[ .\\[]")[0];
    for (DeadLetterReason reason : values()) {
      if (reason.key.equals(start)) {
        return reason;
      }
    }
    return UNREADABLE;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
