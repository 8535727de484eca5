/* What the page shows: follows from all runs and from what the reader has chosen. */
import {defaultChoice} from "./choice.js";
import {filtered} from "./filter.js";
import {groupsOf, inGroupColours, withGroups, worthGrouping} from "./groups.js";

/** More lines than this in one chart are hard to tell apart; the reader can still choose them. */
const MAX_SHOWN_BY_DEFAULT = 8;

/**
 * `{grouped, listed, items, shown, pinned}`: `listed` are the runs that the filter leaves. `items` are what the reader
 * can show and hide, runs or methods: `{key, slot, label, title, runs, isShown}`, whose key is the name of a run. `shown`
 * are the runs of the shown items, and `pinned` those of `listed` that are pinned.
 */
export function viewOf(all, choice) {
  const known = withGroups(all);
  const grouped = choice.grouped ?? worthGrouping(known);
  const listed = filtered(grouped ? inGroupColours(known) : known, choice);
  const items = grouped ? groupsOf(listed).map(methodItem) : listed.map(runItem);
  const byDefault = () => grouped ? new Set(items.slice(0, MAX_SHOWN_BY_DEFAULT).map(item => item.key)) : defaultChoice(listed, MAX_SHOWN_BY_DEFAULT);
  const has = names => items.filter(item => item.runs.some(run => names.has(run.run)));
  const chosen = has(choice.shown ?? byDefault());
  // Chosen runs that no longer exist must not leave an empty page.
  const some = chosen.length > 0 || choice.shown?.size === 0 ? chosen : has(byDefault());
  return {
    grouped, listed, items: items.map(item => ({...item, isShown: some.includes(item)})),
    shown: some.flatMap(item => item.runs), pinned: listed.filter(run => choice.pinned.has(run.run)),
  };
}

/** The chosen runs after some items were shown or hidden. */
export function shownAfter({items}, {keys, shown}) {
  const after = new Set(items.filter(item => item.isShown).map(item => item.key));
  keys.forEach(key => (shown ? after.add(key) : after.delete(key)));
  return after;
}

function runItem(run) {
  return {key: run.run, slot: run.slot, label: run.label, title: `${run.run}: ${run.method}`, runs: [run]};
}

function methodItem(group) {
  return {key: group.runs[0].run, slot: group.slot, label: group.label, title: `${group.label}: ${group.runs[0].method}`, runs: group.runs, group};
}
