/* Runs that are live on paper and from which nothing comes. */
const QUIET_MS = 30_000;

/**
 * `null`, or `{kind, since}` of a live run without new records: "idle" if its last record says that it had nothing to
 * learn, otherwise "stale".
 */
export function quiet(run, now) {
  const since = Math.max(run.updatedAt ?? 0, run.history.at(-1)?.at ?? 0);
  if (run.state !== "LIVE" || now - since < QUIET_MS) return null;
  const health = run.metrics?.health ?? {};
  const busy = health.lag > 0 || health["examples.per.second"] > 0 && !("lag" in health);
  return {kind: busy ? "stale" : "idle", since};
}
