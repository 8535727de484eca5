package dev.lethe.scenarios;

import dev.lethe.scenarios.data.Values;

/**
 * One example on its way to a stream.
 *
 * @param id unique in the stream: scenario, task number, split, source index and, from the second
 *     on, pass, e.g. {@code split-0-train-000123}, {@code split-0-train-000123-pass-2}
 * @param task name of its task, e.g. {@code 0-1}, {@code permutation-3}
 * @param features {@code [height * width]}, owned by the receiver
 * @param label class index, in {@code [0, classes)} of the stream
 * @param evaluate true when it is to be kept out of training and to join the task's holdout
 */
public record StreamExample(String id, String task, Values features, int label, boolean evaluate) {}
