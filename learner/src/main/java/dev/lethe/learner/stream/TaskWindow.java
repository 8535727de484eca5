package dev.lethe.learner.stream;

/**
 * A task window at the moment it opens or closes.
 *
 * @param number its number, from 0
 * @param task the task it holds, or null where no example of it has named one
 * @param step learning steps completed
 * @param examples examples accepted to be learnt or predicted, in the whole stream; a window that
 *     opens has not counted its first one yet
 * @param eventTime largest event time seen, ms since the epoch
 */
public record TaskWindow(int number, String task, long step, long examples, long eventTime) {}
