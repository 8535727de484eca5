/**
 * One-machine stack: a real Kafka broker and a real schema registry as child processes.
 *
 * <pre>
 *  caller ──► LocalStack ──► Broker   ──► ChildProcess ─ pipe ─► ChildMain ► BrokerMain ► kafka.Kafka
 *                 │     └──► Registry ──► ChildProcess ─ pipe ─► ChildMain ► Apicurio Registry
 *                 └──► DirectoryLock
 * </pre>
 *
 * <p>Start a stack with a {@link dev.lethe.stack.StackConfig}. When both processes are ready,
 * {@link dev.lethe.stack.LocalStack} has their addresses. All files are in the directory of the
 * stack:
 *
 * <ul>
 *   <li>{@code kafka/}: topics and settings of the broker
 *   <li>{@code registry/}: schemas and their ids in an H2 file. Both directories survive a restart,
 *       so the schema ids in old records stay valid.
 *   <li>{@code kafka.log}, {@code registry.log}: output of the current start; {@code
 *       *.previous.log}: output of the previous start
 *   <li>{@code *.lock}, {@code lethe.pid}: locks, and the process id of the stack's owner
 * </ul>
 *
 * <p><b>Ownership.</b> A child does not outlive its parent. It holds one end of a pipe and exits
 * normally when the other end closes: by {@link dev.lethe.stack.LocalStack#close()}, or when the
 * parent exits, even by SIGKILL. A child ignores SIGINT, which a terminal sends to the whole
 * process group, so the parent can still commit after Ctrl-C before it closes the stack. This
 * package registers no shutdown hook, because hooks run in parallel. A parent that has to commit
 * closes the stack last, in its own hook.
 *
 * <p><b>Threads.</b> Any thread may use a {@link dev.lethe.stack.LocalStack}. This package starts
 * no threads in the parent.
 *
 * <p><b>Programs.</b> Both programs come from Maven Central. The build writes the class path of the
 * broker to a resource and unpacks the registry below {@code stack/target}. {@code ChildMain} and
 * {@code BrokerMain} run only in the children. No other class here refers to classes of the broker.
 */
package dev.lethe.stack;
