package dev.lethe.learner.stream;

/**
 * Task window at the moment it opens or closes.
 *
 * @param number number of the window, from 0
 * @param task task of the window: the first that one of its LEARN examples names, or null. Windows
 *     that do not end with the task may contain others as well.
 * @param step learning steps completed
 * @param examples LEARN examples accepted in the whole stream; at opening, the window's first
 *     example is not yet counted
 * @param eventTime largest event time accepted, ms since the epoch
 */
public record TaskWindow(int number, String task, long step, long examples, long eventTime) {}
