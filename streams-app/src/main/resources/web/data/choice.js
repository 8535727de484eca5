/* Which runs are drawn when nobody has chosen. */

/**
 * At most `most` names: of every method one run before any has two, newest first, so that a comparison of methods is
 * seen at once. `runs` is ordered by start.
 */
export function unaskedChoice(runs, most) {
  const byMethod = new Map();
  for (const run of [...runs].reverse()) {
    if (!byMethod.has(run.method)) byMethod.set(run.method, []);
    byMethod.get(run.method).push(run.run);
  }
  const chosen = new Set();
  for (let round = 0; chosen.size < Math.min(most, runs.length); round++) {
    for (const names of byMethod.values()) {
      if (round < names.length && chosen.size < most) chosen.add(names[round]);
    }
  }
  return chosen;
}
