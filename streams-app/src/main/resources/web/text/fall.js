/* The verdict: which window of which run has lost most. The server computes the fall of each run. */
import {windowName} from "./names.js";
import {percent} from "./format.js";

/** A smaller fall may be noise of the evaluation. */
const NOTABLE = 0.05;

/** The run with the largest fall, or undefined. */
export function victim(runs) {
  return runs.filter(run => run.metrics?.largestFall).reduce((a, b) => (a && size(a) >= size(b) ? a : b), undefined);
}

/** The run with the highest average accuracy, if it is not the only one and not the victim; otherwise undefined. */
export function best(runs) {
  const worst = victim(runs);
  if (!worst) return undefined;
  const run = runs.filter(healthy).reduce((a, b) => (a && a.metrics.averageAccuracy >= b.metrics.averageAccuracy ? a : b), undefined);
  return run === worst ? undefined : run;
}

function healthy(run) {
  return run.state !== "FAILED" && typeof run.metrics?.averageAccuracy === "number";
}

/** Words of a run's largest fall: `{window, from, to, since, points, notable}`. */
export function fallWords(run) {
  const fall = run.metrics.largestFall;
  return {
    window: windowName(run, fall.window), from: percent(fall.best, 0), to: percent(fall.now, 0),
    since: windowName(run, fall.since), notable: size(run) >= NOTABLE,
  };
}

/** "4-5: 99 % → 77 % since 6-7" */
export function fallText(run) {
  if (!run.metrics?.largestFall) return null;
  const {window, from, to, since} = fallWords(run);
  return `${window}: ${from} → ${to} since ${since}`;
}

function size(run) {
  return run.metrics.largestFall.best - run.metrics.largestFall.now;
}
