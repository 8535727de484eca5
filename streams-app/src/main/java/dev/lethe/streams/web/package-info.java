/**
 * The web server: REST and server-sent events over the read model, and the dashboard's files.
 *
 * <pre>
 *   GET /api/runs, /api/runs/{run}   ReadModel as JSON
 *   GET /api/stream                  snapshot, then run, point and promotion events
 *   GET /livez, /readyz              200 or 503
 *   GET /**                          the class path below /web, libraries below /lib
 * </pre>
 *
 * <p>HEAD answers like GET; other methods get 405.
 *
 * <p>Each client of the stream has its own thread and a bounded set of unsent changes. The thread
 * that changes the read model only adds to these sets. A slow client gets the newest state of each
 * run instead of every change, a slower one a new snapshot. A client that reads nothing is
 * disconnected. Memory per client is bounded.
 *
 * <p>The server is read-only. {@link dev.lethe.streams.web.WebSettings} says where it listens and
 * whom it answers; probes are open to everyone.
 */
package dev.lethe.streams.web;
