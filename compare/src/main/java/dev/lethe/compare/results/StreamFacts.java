package dev.lethe.compare.results;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stream that the methods were compared on. Its windows and classes are those of the first
 * seed.
 *
 * @param description the stream in words, e.g. {@code glyphs, split into 5 tasks}
 * @param topic input topic
 * @param ranges range of offsets by seed of the stream; a single one, whose key is {@value #ALL},
 *     if all runs learn the same records
 * @param features number of features of an example
 * @param classes number of classes
 * @param examples number of predicted examples
 * @param labelled number of those with a label
 * @param windows task windows in order
 */
public record StreamFacts(
    String description,
    String topic,
    Map<String, String> ranges,
    int features,
    int classes,
    long examples,
    long labelled,
    List<Window> windows) {
  /** Key of the range that all runs learn. */
  public static final String ALL = "all";

  /**
   * A task window.
   *
   * @param window number of the window
   * @param task task, or null
   * @param examples predicted examples
   * @param classes number of examples by label
   */
  public record Window(int window, String task, long examples, Map<Integer, Long> classes) {
    public Window {
      classes = new TreeMap<>(classes);
    }
  }

  public StreamFacts {
    ranges = new TreeMap<>(ranges);
    windows = List.copyOf(windows);
  }

  /** Returns the same stream with another description. */
  public StreamFacts named(String name) {
    return new StreamFacts(name, topic, ranges, features, classes, examples, labelled, windows);
  }

  /** Returns the same stream with ranges of more seeds. */
  public StreamFacts withRanges(Map<String, String> all) {
    return new StreamFacts(description, topic, all, features, classes, examples, labelled, windows);
  }
}
