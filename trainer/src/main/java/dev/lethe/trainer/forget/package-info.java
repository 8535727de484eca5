/**
 * Forgetting on request: the records that replays of a run leave out, the states that contained
 * them, and the manifest that says so. The classes here only describe; {@code RunForgetting}
 * changes the run.
 */
package dev.lethe.trainer.forget;
