/**
 * Alarms of a run: problems that need attention, raised while they hold.
 *
 * <p>{@code AlarmBoard} holds what is raised, from the learner and from the trainer, and announces
 * each change once, in the log and on the console. Health records carry its content.
 */
package dev.lethe.trainer.alarm;
