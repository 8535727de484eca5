/**
 * The web server: REST and server-sent events over the read model, and the dashboard's files.
 *
 * <pre>
 *   GET /api/runs, /api/runs/{run}   ReadModel as JSON
 *   GET /api/stream                  snapshot, then run and point events
 *   GET /livez, /readyz              200 or 503
 *   GET /**                          class path /web/**, libraries under /lib
 * </pre>
 *
 * <p>Each client of the stream has a thread of its own and a bounded box of what it has not been
 * sent. The thread that changes the read model only puts into boxes; a client that cannot keep up
 * gets the newest state of each run instead of all, then a new snapshot, and is dropped when the
 * connection takes nothing at all.
 *
 * <p>It only reads, so it asks nobody who they are; it listens where it is told, on {@code
 * localhost} by default.
 */
package dev.lethe.streams.web;
