/* The runs that are drawn by default. */

/**
 * Names of at most `max` runs: one run of every method, then a second one of each, newest first, so that all methods can
 * be compared. `runs` are sorted by start time.
 */
export function defaultChoice(runs, max) {
  const byMethod = new Map();
  for (const run of [...runs].reverse()) {
    if (!byMethod.has(run.method)) byMethod.set(run.method, []);
    byMethod.get(run.method).push(run.run);
  }
  const chosen = new Set();
  for (let round = 0; chosen.size < Math.min(max, runs.length); round++) {
    for (const names of byMethod.values()) {
      if (round < names.length && chosen.size < max) chosen.add(names[round]);
    }
  }
  return chosen;
}
