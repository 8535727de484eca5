/**
 * Scenarios: a data set as a stream whose distribution changes from task to task.
 *
 * <pre>
 *   name, options ──► Scenario ──┐
 *                                ├──► ExampleStream ──► StreamExample, StreamExample, ...
 *   Dataset ─────────────────────┘        │
 *                                         └──► size, tasks with their sizes
 * </pre>
 *
 * <p>A stream visits its tasks in order. Within a task the training examples come shuffled (as they
 * are for {@code as-is}) and the evaluate examples are spread evenly among them, all before the
 * last training example, so that a task's holdout is complete when its window ends. A second pass
 * over the training examples of a task is shuffled anew and has ids of its own.
 *
 * <p>A stream is a function of data set, scenario and options. The order of a task, its permutation
 * and its angle come from {@link dev.lethe.common.random.NamedRandom} under the task's own name: no
 * task depends on another having been drawn, and a second iterator yields the same examples again.
 *
 * <p>Only the order of the current task and one map of pixels per task are held; each example is
 * made when asked for and belongs to the receiver. A stream may be shared between threads, an
 * iterator may not.
 */
package dev.lethe.scenarios;
