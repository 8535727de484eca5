/* Names of runs and windows, as the reader knows them. */
const HASH_LENGTH = 8;
const OPTIMIZER = /\+(sgd|adam|adamw)(\([^()]*\))?$/;

/** Names by window number: the task, with the number if several windows have that task, otherwise "window 7". */
export function windowNames(windows) {
  const times = new Map();
  windows.forEach(({task}) => times.set(task, (times.get(task) ?? 0) + 1));
  return new Map(windows.map(({window, task}) =>
    [window, task === null ? `window ${window}` : times.get(task) > 1 ? `${task} #${window}` : task]));
}

/** Name of a window of a run, also if the server no longer lists it. */
export function windowName(run, window) {
  return windowNames(run.metrics?.windows ?? []).get(window) ?? `window ${window}`;
}

/** The method without its optimizer. */
export function plainMethod(method) {
  return method.replace(OPTIMIZER, "");
}

/** Labels by run: a name that the user gave, otherwise the method without its optimizer, with the seed if needed. */
export function runLabels(runs) {
  const plain = run => isDerived(run) ? plainMethod(run.method) : run.run;
  const times = new Map();
  runs.forEach(run => times.set(plain(run), (times.get(plain(run)) ?? 0) + 1));
  const seeded = run => isDerived(run) && times.get(plain(run)) > 1 ? `${plain(run)}, seed ${run.seed}` : plain(run);
  const labels = new Map(runs.map(run => [run.run, seeded(run)]));
  const unique = new Set(labels.values()).size === runs.length;
  return unique ? labels : new Map(runs.map(run => [run.run, run.run]));
}

/** Shortens a text in the middle, because names often differ at the end. */
export function shortened(text, max) {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (max - 1 - head))}`;
}

/** Returns true if the command line made the run's name from its method and seed. */
function isDerived({run, method, seed}) {
  const end = `-s${seed}`;
  if (!run.endsWith(end)) return false;
  const slug = method.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/-$/, "");
  const name = run.slice(0, -end.length);
  const hashed = /-[0-9a-f]{8}$/.test(name) && name.length > 3 * HASH_LENGTH;
  return name === slug || hashed && slug.startsWith(name.slice(0, -HASH_LENGTH - 1));
}
