/**
 * A live topic as runs of one process read it: together while they are near each other, and alone
 * otherwise. Knows no run.
 */
package dev.lethe.trainer.live;
