/* Groups of runs that differ in their seed only: the method of a group is drawn as one line with a band. */
import {plainMethod} from "../text/names.js";
import {different} from "./settings.js";

/**
 * Settings that say where a run read, where it keeps its state, how often it reports or what it ran on. They do not
 * change what the same examples teach it, and seeds of one method may differ in them: in a comparison each seed may have
 * its own range of the input.
 */
const SURROUNDINGS = /^(range|start\.offsets|input\.topic\.id|journal\.entries|checkpoints(\..*)?|scorecard|health\.every|evaluate\.every|class\.names|.*\.version)$/;

const copies = new WeakMap();

/** The same runs, each with its `group`, `{key, label, slot}`. `runs` are all runs, so that labels and colours do not depend on a filter. */
export function withGroups(runs) {
  const byKey = new Map();
  for (const run of runs) {
    const key = keyOf(run);
    if (!byKey.has(key)) byKey.set(key, []);
    byKey.get(key).push(run);
  }
  const labels = labelsOf([...byKey.values()].map(members => members[0]));
  const grouped = new Map([...byKey].flatMap(([key, members], slot) =>
    members.map(run => [run, {key, label: labels[slot], slot}])));
  return runs.map(run => copyWith(run, grouped.get(run)));
}

/** The same runs with the colours of their groups. */
export function inGroupColours(runs) {
  return runs.map(run => run.slot === run.group.slot ? run : copyWith(run, run.group, run.group.slot));
}

/**
 * Groups in the order of their first run: `{key, label, slot, runs, seeds, failed, older}`. `seeds` are one run per
 * seed, the newest, in the order of the seeds; `older` is the number of runs that a newer one with their seed replaces.
 */
export function groupsOf(runs) {
  const byKey = new Map();
  for (const run of runs) {
    if (!byKey.has(run.group.key)) byKey.set(run.group.key, []);
    byKey.get(run.group.key).push(run);
  }
  return [...byKey.values()].map(members => {
    const bySeed = new Map(members.map(run => [run.seed, run]));
    const seeds = [...bySeed.values()].sort((a, b) => a.seed - b.seed);
    return {
      ...members[0].group, runs: members, seeds,
      failed: seeds.filter(run => run.state === "FAILED").length, older: members.length - seeds.length,
    };
  });
}

/** Returns true if a method has several seeds, so that a band says more than single lines. */
export function worthGrouping(runs) {
  return groupsOf(runs).some(group => group.seeds.length > 1);
}

/** The group of the run that the reader has chosen as reference, otherwise the group with the most seeds, the first of equals. */
export function referenceOf(groups, name) {
  return groups.find(group => group.runs.some(run => run.run === name))
    ?? groups.reduce((a, b) => (a && a.seeds.length >= b.seeds.length ? a : b), undefined);
}

/** `[run, run of the reference]` for every seed that both have, if both have learned the same part of the stream. */
export function pairsOf(group, reference) {
  const bySeed = new Map(reference.seeds.map(run => [run.seed, run]));
  return group.seeds.map(run => [run, bySeed.get(run.seed)]).filter(([a, b]) => b !== undefined && place(a) === place(b));
}

/** "5 seeds", or "5 seeds, 1 failed" */
export function seedsText({seeds, failed}) {
  const count = seeds.length === 1 ? "1 seed" : `${seeds.length} seeds`;
  return failed === 0 ? count : `${count}, ${failed} failed`;
}

function keyOf(run) {
  const settings = Object.entries(run.settings ?? {}).filter(([name]) => !SURROUNDINGS.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([run.method, run.model, run.batchSize, run.features, run.classes, run.windowRule, settings]);
}

function place(run) {
  return run.settings?.range ?? "";
}

/** The method without its optimizer; in full, and then with the settings that differ, if that names several groups. */
function labelsOf(firsts) {
  const plain = firsts.map(run => plainMethod(run.method));
  return firsts.map((run, i) => {
    if (plain.filter(label => label === plain[i]).length === 1) return plain[i];
    const same = firsts.filter(other => other.method === run.method);
    if (same.length === 1) return run.method;
    const others = different(same).filter(setting => !SURROUNDINGS.test(setting.name) && setting.name !== "seed");
    return `${plain[i]}, ${others.map(setting => `${setting.name} ${setting.value(run)}`).join(", ")}`;
  });
}

/** A copy of the run; the same one as long as run, group and slot are the same, since parts compare references. */
function copyWith(run, group, slot = run.slot) {
  const known = copies.get(run);
  if (known?.slot === slot && known.group.key === group.key && known.group.label === group.label && known.group.slot === group.slot) return known;
  const copy = {...run, group, slot};
  copies.set(run, copy);
  return copy;
}
