/* A summary of the runs in one or two sentences. One seed proves nothing, so there is no winner. */
import {percent, points} from "./format.js";

const MAX_NAMED = 4;

/** `{text, caution}` for the runs; `caution` may be null. */
export function verdict(runs) {
  if (runs.length === 0) return {text: "No runs yet.", caution: null};
  const failed = runs.filter(run => run.state === "FAILED");
  const healthy = runs.filter(run => run.state !== "FAILED");
  const evaluated = healthy.filter(hasAccuracy);
  const methods = methodsOf(evaluated);
  const sentences = [
    methods.length > MAX_NAMED ? ranges(methods) : methods.length > 0 ? named(methods) : healthy.length > 0 ? waiting(healthy) : "",
    methods.length > 0 ? runsThatHave(healthy.filter(run => !hasAccuracy(run)), "not finished a window yet") : "",
    runsThatHave(failed, "failed"),
  ];
  return {text: sentences.filter(Boolean).join(" "), caution: caution(methods)};
}

function hasAccuracy(run) {
  return typeof run.metrics?.averageAccuracy === "number";
}

/** "er-s1 has failed." or "3 runs have failed." */
function runsThatHave(runs, what) {
  if (runs.length === 0) return "";
  return runs.length === 1 ? `${runs[0].run} has ${what}.` : `${runs.length} runs have ${what}.`;
}

/** Groups runs that differ in the seed only: same method, model and number of windows. */
function methodsOf(runs) {
  const groups = new Map();
  for (const run of runs) {
    const key = JSON.stringify([run.method, run.model, run.metrics.windowsClosed]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(run);
  }
  const shorts = [...groups.values()].map(group => shortMethod(group[0].method));
  return [...groups.values()].map((group, i) => ({
    // Methods with the same short name are named in full.
    name: shorts.filter(short => short === shorts[i]).length === 1 ? shorts[i] : group.length === 1 ? group[0].run : group[0].method,
    seeds: group.length,
    windows: group[0].metrics.windowsClosed,
    accuracy: mean(group.map(run => run.metrics.averageAccuracy)),
    forgetting: mean(group.map(run => run.metrics.averageForgetting)),
  })).sort((a, b) => b.windows - a.windows || b.accuracy - a.accuracy);
}

function named(methods) {
  const same = methods.every(method => method.windows === methods[0].windows);
  const clauses = methods.map(method => {
    const who = method.seeds > 1 ? `${method.name} (mean of ${method.seeds} seeds)` : method.name;
    const when = same ? "" : `, after ${windows(method.windows)},`;
    return `${who}${when} has an average accuracy of ${percent(method.accuracy, 0)}${forgot(method.forgetting)}`;
  });
  return `${same ? `After ${windows(methods[0].windows)}, ` : ""}${clauses.join("; ")}.`;
}

function forgot(forgetting) {
  if (forgetting === null) return " (forgetting is defined from the second window on)";
  if (Math.round(100 * forgetting) < 0) return ` and has gained ${points(-forgetting, 0)} on past windows`;
  return ` and has forgotten ${points(forgetting, 0)}`;
}

function ranges(methods) {
  const byAccuracy = [...methods].sort((a, b) => b.accuracy - a.accuracy);
  const best = byAccuracy[0];
  const worst = byAccuracy.at(-1);
  const lost = methods.map(method => method.forgetting).filter(value => value !== null);
  const span = lost.length === 0 ? "" : ` Forgetting is between ${points(Math.min(...lost), 0)} and ${points(Math.max(...lost), 0)}.`;
  return `${methods.length} methods have an average accuracy between ${percent(worst.accuracy, 0)} (${worst.name}) and ${percent(best.accuracy, 0)} (${best.name}).${span}`;
}

function waiting(runs) {
  const predicted = runs.filter(run => run.metrics && run.metrics.examples > 0);
  if (predicted.length === 0) return "No predictions yet: the runs wait for examples.";
  return "There are predictions, but no task window has ended yet. Forgetting is defined when the second one ends.";
}

function caution(methods) {
  if (methods.length < 2) return null;
  const how = methods.every(method => method.seeds === 1) ? "One seed each" : "Few seeds";
  return `${how}: a difference may be chance.`;
}

/** The method without arguments and optimizer: "er(memory=500)+redo(tau=.1)+sgd(lr=.1)" → "er(…)+redo(…)". */
function shortMethod(method) {
  return method.replace(/\([^()]*\)/g, "(…)").replace(/\+(sgd|adam|adamw)\(…\)$/, "");
}

function windows(number) {
  return number === 1 ? "1 window" : `${number} windows`;
}

function mean(values) {
  const known = values.filter(value => typeof value === "number");
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
