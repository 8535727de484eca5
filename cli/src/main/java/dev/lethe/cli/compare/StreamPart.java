package dev.lethe.cli.compare;

/** Part of a stream that runs learn. */
enum StreamPart {
  /** All records. */
  WHOLE(""),
  /** The first windows, on which settings are selected. */
  FIRST("-first"),
  /** The windows after those of the selection. */
  REST("-rest");

  private final String suffix;

  StreamPart(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the name of the part of a stream in the directory of the comparison. */
  String of(String stream) {
    return stream + suffix;
  }
}
