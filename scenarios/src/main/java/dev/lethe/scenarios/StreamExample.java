package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;

/**
 * One example of a stream.
 *
 * @param id unique in the stream: scenario, task number, split, row in the data set and, from the
 *     second pass on, pass, e.g. {@code split-0-train-000123} or {@code
 *     split-0-train-000123-pass-2}; before them, for files of the user, a digest of all examples,
 *     e.g. {@code 1f0c2b3a-as-is-0-train-000123}
 * @param task name of its task, e.g. {@code 0-1} or {@code permutation-3}
 * @param features {@code [height * width]}, owned by the receiver
 * @param label class index in {@code [0, classes)} of the stream
 * @param evaluate true if the example belongs to the holdout of its task and must not be trained
 */
public record StreamExample(String id, String task, Values features, int label, boolean evaluate) {}
