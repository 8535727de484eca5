/**
 * The one-machine stack: a Kafka broker and a schema registry, both the real programs, as child
 * processes of this one.
 *
 * <pre>
 *  caller ──► LocalStack ──► Broker   ──► ChildProcess ─ pipe ─► ChildMain ► BrokerMain ► kafka.Kafka
 *                 │     └──► Registry ──► ChildProcess ─ pipe ─► ChildMain ► Apicurio Registry
 *                 └──► DirectoryLock
 * </pre>
 *
 * <p><b>In:</b> a {@link dev.lethe.stack.StackConfig}. <b>Out:</b> an address of each, once both
 * answer. Everything they keep lies in the stack's directory:
 *
 * <ul>
 *   <li>{@code kafka/} the broker's topics and settings; {@code registry/} the schemas and their
 *       ids, in an H2 file. Both survive a restart, so the ids in old records stay readable.
 *   <li>{@code kafka.log}, {@code registry.log} what the two print since they started; {@code
 *       *.previous.log} the same of the start before.
 *   <li>{@code *.lock}, {@code lethe.pid} who uses the directory.
 * </ul>
 *
 * <p><b>Ownership.</b> A child lives no longer than its parent: it holds one end of a pipe, and
 * ends in good order when the other end closes, be it by {@link
 * dev.lethe.stack.LocalStack#close()}, at the end of the parent or by SIGKILL. A child ignores
 * SIGINT, which a terminal sends to parent and children alike: on Ctrl-C the parent can still
 * commit before it closes the stack. For the same reason there is no shutdown hook here, since
 * hooks run side by side; a parent with something to commit closes the stack last in a hook of its
 * own.
 *
 * <p><b>Threads.</b> A {@link dev.lethe.stack.LocalStack} may be used from any thread. The two
 * programs start side by side because they are processes; no thread is started here.
 *
 * <p>The programs come from Maven Central: the build writes the broker's class path to a resource
 * and unpacks the registry below {@code stack/target}. The classes {@code ChildMain} and {@code
 * BrokerMain} run in the children only, and nothing else here refers to the broker's classes.
 */
package dev.lethe.stack;
