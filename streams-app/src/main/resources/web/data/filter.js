/* The runs that the reader has searched for. */

/**
 * Runs in the state `state`, or in all if null, that contain every word of `query` in their name, label, method, model
 * or settings ("seed=3", "guard=off"). Pinned runs stay in any case.
 */
export function filtered(runs, {query, state, pinned}) {
  const words = (query ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && !state) return runs;
  return runs.filter(run => pinned.has(run.run) || (!state || run.state === state) && words.every(word => text(run).includes(word)));
}

const texts = new WeakMap();

function text(run) {
  if (!texts.has(run)) {
    const settings = Object.entries({...run.settings, seed: run.seed, batch: run.batchSize}).map(([name, value]) => `${name}=${value}`);
    texts.set(run, [run.run, run.label, run.method, run.model, run.windowRule, ...settings].join("\n").toLowerCase());
  }
  return texts.get(run);
}
