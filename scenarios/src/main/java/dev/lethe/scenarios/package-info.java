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
 * <p>{@link dev.lethe.scenarios.StreamSpec} describes both inputs; command lines and benchmarks
 * fill it in.
 *
 * <p>A stream visits its tasks in order. Within a task the training examples are shuffled, except
 * in {@code as-is}. The evaluation examples are spread evenly among them, all before the last
 * training example, so a task's holdout is complete when its window ends. Each further pass over
 * the training examples of a task has a new order and new ids.
 *
 * <p>A stream is a function of data set, scenario and options. The order, the permutation and the
 * angle of a task come from a {@link dev.lethe.common.random.NamedRandom} of the task's name.
 * Therefore no task depends on another, and a second iterator returns the same examples.
 *
 * <p>A stream holds the order of the current task and one pixel map per task; it creates each
 * example on demand and hands it over to the caller. Threads may share a stream, but not an
 * iterator.
 */
package dev.lethe.scenarios;
