/* What the runs say, in plain words. One seed proves nothing, so no run is called the winner. */
import {percent, points} from "./format.js";

const MOST_NAMED = 4;

/** `{text, caution}` for the runs; caution is null where there is nothing to be cautious about. */
export function verdict(runs) {
  if (runs.length === 0) return {text: "No runs yet.", caution: null};
  const failed = runs.filter(run => run.state === "FAILED");
  const sound = runs.filter(run => run.state !== "FAILED");
  const judged = sound.filter(hasAccuracy);
  const told = methodsOf(judged);
  const sentences = [
    told.length > MOST_NAMED ? ranges(told) : told.length > 0 ? named(told) : sound.length > 0 ? waitingFor(sound) : "",
    told.length > 0 ? runsThat(sound.filter(run => !hasAccuracy(run)), "no finished window yet") : "",
    runsThat(failed, "failed"),
  ];
  return {text: sentences.filter(Boolean).join(" "), caution: caution(told)};
}

function hasAccuracy(run) {
  return typeof run.metrics?.averageAccuracy === "number";
}

/** "er-s1 has failed." or "3 runs have failed." */
function runsThat(runs, have) {
  if (runs.length === 0) return "";
  return runs.length === 1 ? `${runs[0].run} has ${have}.` : `${runs.length} runs have ${have}.`;
}

/** Runs of the same method, model and number of windows count as seeds of one thing. */
function methodsOf(runs) {
  const groups = new Map();
  for (const run of runs) {
    const key = JSON.stringify([run.method, run.model, run.metrics.windowsClosed]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(run);
  }
  const shorts = [...groups.values()].map(group => shortMethod(group[0].method));
  return [...groups.values()].map((group, i) => ({
    // Two methods of one short name have to be told apart in full.
    name: shorts.filter(short => short === shorts[i]).length === 1 ? shorts[i] : group.length === 1 ? group[0].run : group[0].method,
    seeds: group.length,
    windows: group[0].metrics.windowsClosed,
    accuracy: mean(group.map(run => run.metrics.averageAccuracy)),
    forgetting: mean(group.map(run => run.metrics.averageForgetting)),
  })).sort((a, b) => b.windows - a.windows || b.accuracy - a.accuracy);
}

function named(told) {
  const same = told.every(method => method.windows === told[0].windows);
  const clauses = told.map(method => {
    const who = method.seeds > 1 ? `${method.name} (mean of ${method.seeds} seeds)` : method.name;
    const when = same ? "" : `, after ${windows(method.windows)},`;
    return `${who}${when} keeps ${percent(method.accuracy, 0)} on average${forgot(method.forgetting)}`;
  });
  return `${same ? `After ${windows(told[0].windows)}, ` : ""}${clauses.join("; ")}.`;
}

function forgot(forgetting) {
  if (forgetting === null) return " (forgetting is defined from the second window on)";
  if (Math.round(100 * forgetting) < 0) return ` and has gained ${points(-forgetting, 0)} on past windows`;
  return ` and has forgotten ${points(forgetting, 0)}`;
}

function ranges(told) {
  const byAccuracy = [...told].sort((a, b) => b.accuracy - a.accuracy);
  const best = byAccuracy[0];
  const worst = byAccuracy.at(-1);
  const lost = told.map(method => method.forgetting).filter(value => value !== null);
  const span = lost.length === 0 ? "" : ` Forgetting lies between ${points(Math.min(...lost), 0)} and ${points(Math.max(...lost), 0)}.`;
  return `${told.length} methods keep between ${percent(worst.accuracy, 0)} (${worst.name}) and ${percent(best.accuracy, 0)} (${best.name}) on average.${span}`;
}

function waitingFor(runs) {
  const seen = runs.filter(run => run.metrics && run.metrics.examples > 0);
  if (seen.length === 0) return "No predictions yet: the runs wait for examples.";
  return "There are predictions, but no task window has finished yet: what was forgotten can be told when the second one ends.";
}

function caution(told) {
  if (told.length < 2) return null;
  const how = told.every(method => method.seeds === 1) ? "One seed each" : "Few seeds";
  return `${how}: a difference may be chance.`;
}

/** Without arguments and optimizer: "er(memory=500)+redo(tau=.1)+sgd(lr=.1)" → "er(…)+redo(…)". */
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
