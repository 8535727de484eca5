/* The data of the charts, derived from runs. An undefined value stays null and is a gap in the line. */
import {windowNames} from "../text/names.js";

/** `[examples, y]` of one field of a run's history. */
export function overExamples(run, field) {
  return run.history.map(point => [point.examples, point[field] ?? null]);
}

const TIME_UNITS = [["seconds", 1000], ["minutes", 60_000], ["hours", 3_600_000], ["days", 86_400_000]]
  .map(([name, millis]) => ({name, millis}));

/** The largest unit of time such that the longest run has lasted at least five of them. */
export function timeUnit(runs) {
  const longest = Math.max(0, ...runs.map(run => (run.history.at(-1)?.at ?? 0) - run.startedAt));
  return TIME_UNITS.findLast(unit => longest >= 5 * unit.millis) ?? TIME_UNITS[0];
}

/** `[time since the run's start, y]` of one field, so that runs of different days can be compared. */
export function overTime(run, field, unitMillis) {
  return run.history.map(point => [Math.max(0, point.at - run.startedAt) / unitMillis, point[field] ?? null]);
}

/** A function of a moment, the time from the run's start to it. */
export function timeSince(run, unitMillis) {
  return at => Math.max(0, at - run.startedAt) / unitMillis;
}

/** A function of a moment, the examples that the run had predicted by then; null before its first point. */
export function examplesAt(run) {
  return at => run.history.findLast(point => point.at <= at)?.examples ?? null;
}

/** `{x, name}` where the served run was switched to one of the runs; `xOf` returns the axis of a run. */
export function switchMarkers(runs, switches, xOf) {
  return switches.filter(({reason}) => reason !== "INITIAL").flatMap(({to, at}) => {
    const run = runs.find(each => each.run === to);
    const x = run ? xOf(run)(at) : null;
    return x === null ? [] : [{x, name: `${run.label} served`}];
  });
}

/** `{window, name, data}` for every window of the run, oldest first; `data` are `[examples, holdout accuracy]`. */
export function holdoutLines(run) {
  const lines = new Map([...windowNames(run.metrics?.windows ?? [])].map(([window, name]) => [window, {window, name, data: []}]));
  for (const point of run.history) {
    for (const [window, accuracy] of point.holdout ?? []) {
      if (!lines.has(window)) lines.set(window, {window, name: `window ${window}`, data: []});
      lines.get(window).data.push([point.examples, accuracy]);
    }
  }
  return [...lines.values()].sort((a, b) => a.window - b.window);
}

/**
 * Extent of the windows on the examples axis: `{window, name, from, to, closed}`. The server keeps the newest windows
 * only; the first of them starts after all predictions that are in none of them.
 */
export function windowBands(run) {
  const metrics = run.metrics;
  if (!metrics || metrics.windows.length === 0) return [];
  const names = windowNames(metrics.windows);
  const counted = metrics.windows.reduce((sum, w) => sum + w.examples, 0);
  let from = Math.max(0, metrics.examples - counted);
  return metrics.windows.map(w => {
    const band = {window: w.window, name: names.get(w.window), from, to: from + w.examples, closed: w.closed};
    from = band.to;
    return band;
  });
}

/** The bands of the longest run if the windows of all runs end at the same places (within 1 %), otherwise none. */
export function sharedBands(runs) {
  const all = runs.map(windowBands).filter(bands => bands.length > 0);
  if (all.length === 0) return [];
  const longest = all.reduce((a, b) => (b.at(-1).to > a.at(-1).to ? b : a));
  const span = longest.at(-1).to;
  const agrees = bands => bands.filter(b => b.closed).every(b => {
    const other = longest.find(o => o.window === b.window);
    return other !== undefined && Math.abs(other.to - b.to) <= span / 100;
  });
  return all.every(agrees) ? longest : [];
}

/** Value of a line at x: that of the last point up to x, null before the first point. Data are sorted by x. */
export function valueAt(data, x) {
  let low = 0;
  let high = data.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (data[middle][0] <= x) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : data[low - 1][1];
}

/** True if two lists of runs draw the same lines. Metrics between two points change cards, not charts. */
export function sameLines(before, after) {
  return before?.length === after.length && after.every((run, i) => sameLine(before[i], run));
}

export function sameLine(before, after) {
  return before !== undefined && before.run === after.run && before.history === after.history
    && before.metrics?.windowsClosed === after.metrics?.windowsClosed
    && before.metrics?.windows.length === after.metrics?.windows.length;
}

/** Keeps every nth point, and always the newest, so that all lines together have about `max` points. */
export function sampled(lines, max) {
  const points = lines.reduce((sum, line) => sum + line.data.length, 0);
  const every = Math.ceil(points / max);
  if (every < 2) return lines;
  return lines.map(line => ({...line, data: line.data.filter((_, i) => (line.data.length - 1 - i) % every === 0)}));
}
