package dev.lethe.cli.compare;

import dev.lethe.compare.plan.ComparisonDirectory;
import dev.lethe.learner.window.WindowRule;
import dev.lethe.trainer.WindowCut;
import dev.lethe.trainer.replay.InputRange;
import java.time.Duration;
import java.util.Optional;

/**
 * Parts of the streams of a comparison. A cut is kept in the directory, so that an interrupted
 * comparison continues with the same records.
 *
 * @param rule rule that ends windows
 * @param windows number of windows that settings are selected on; 0 if the streams are not cut
 * @param maxAhead maximum time that an event may be after the timestamp of its record
 */
public record StreamParts(WindowRule rule, int windows, Duration maxAhead) {
  /** Returns the records of a part of a stream, after sending the stream if it is not there. */
  InputRange range(
      ComparisonDirectory directory,
      ComparedStream.Cluster cluster,
      Optional<Long> streamSeed,
      StreamPart part)
      throws InterruptedException {
    InputRange whole = cluster.range(streamSeed);
    if (part == StreamPart.WHOLE) {
      return whole;
    }
    String stream = ComparedStream.name(streamSeed);
    String name = part.of(stream);
    if (directory.range(name).isEmpty()) {
      WindowCut cut = WindowCut.find(cluster.access(), whole, maxAhead, rule, windows);
      directory.setRange(StreamPart.FIRST.of(stream), cut.first().toString());
      directory.setRange(StreamPart.REST.of(stream), cut.rest().toString());
    }
    return InputRange.parse(directory.range(name).orElseThrow());
  }
}
