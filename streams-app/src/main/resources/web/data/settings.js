/* Settings of runs: those in which runs differ explain a difference, the others only fill the page. */
import {DASH} from "../text/format.js";

const OWN = [
  ["seed", "seed"], ["model", "model"], ["batch size", "batchSize"], ["windows", "windowRule"],
  ["features", "features"], ["classes", "classes"],
].map(([name, field]) => ({name, value: run => String(run[field])}));

/** All settings that one of the runs has, `{name, value(run)}`; a run without the setting has an en dash. */
export function settingsOf(runs) {
  const names = new Set(runs.flatMap(run => Object.keys(run.settings ?? {})));
  return [...OWN, ...[...names].sort().map(name => ({name, value: run => run.settings?.[name] ?? DASH}))];
}

/** The settings in which the runs differ. */
export function different(runs) {
  return settingsOf(runs).filter(setting => new Set(runs.map(setting.value)).size > 1);
}

/** The settings that all runs share. */
export function equal(runs) {
  return settingsOf(runs).filter(setting => new Set(runs.map(setting.value)).size === 1);
}
