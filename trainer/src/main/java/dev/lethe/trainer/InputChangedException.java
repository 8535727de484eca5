package dev.lethe.trainer;

/** The input topic is no longer the one that the run consumed. */
final class InputChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private InputChangedException(String message) {
    super(message);
  }

  static InputChangedException gone(String topic) {
    return new InputChangedException(
        "%s: got no topic of this name, expected the one that the run consumes: it was deleted"
            .formatted(topic));
  }

  /**
   * @param got id of the topic now
   * @param expected id of the topic that the run consumed
   */
  static InputChangedException createdAgain(String topic, String got, String expected, String run) {
    return new InputChangedException(
        "%s: got a topic with id %s, expected id %s, which run '%s' consumed: the topic was deleted and created again; use another run name"
            .formatted(topic, got, expected, run));
  }
}
