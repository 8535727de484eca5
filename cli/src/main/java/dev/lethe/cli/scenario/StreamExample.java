package dev.lethe.cli.scenario;

/**
 * One example on its way to a stream.
 *
 * @param id unique in the stream: scenario, task number, split and source index, e.g. {@code
 *     split-0-train-000123}
 * @param task name of its task, e.g. {@code 0-1}, {@code permutation-3}
 * @param features {@code [height * width]} unsigned bytes, owned by the receiver
 * @param label class index of the data set, 0 or more
 * @param evaluate true when it is to be kept out of training and to join the task's holdout
 */
public record StreamExample(String id, String task, byte[] features, int label, boolean evaluate) {}
