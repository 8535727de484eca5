/* Runs that failed or diverged, and alarms. */
const MAX_ROWS = 40;

function runsPart(report) {
  const {runs} = report.results;
  const failed = runs.filter(run => run.status === "FAILED");
  const diverged = runs.filter(run => run.status === "DIVERGED");
  const ended = [...failed, ...diverged];
  const alarms = runs.flatMap(run => run.alarms.map(alarm => ({run, text: `${alarm.name}: ${alarm.text}`})));
  const rejected = runs.filter(run => run.deadLetters > 0);
  return section("runs", "Runs and alarms",
    element("p", {}, `${several(runs.length, "run")}: ${runs.length - ended.length} finished, ${failed.length} failed, ${diverged.length} diverged. `,
      ended.length > 0 ? "They stay in the denominators: a failed run has no metrics but counts as a run of its method, and the metrics of a diverged run are part of every mean." : ""),
    ended.length > 0 ? runTable(report, "Why", ended.map(run => ({run, text: `${run.status.toLowerCase()}: ${run.reason ?? "no reason given"}`}))) : null,
    element("h3", {}, alarms.length === 0 ? "No run raised an alarm." : several(alarms.length, "alarm")),
    alarms.length > 0 ? runTable(report, "Alarm", alarms) : null,
    rejected.length > 0 ? soft(`${several(rejected.length, "run")} rejected records; the largest number is ${count(Math.max(...rejected.map(run => run.deadLetters)))}.`) : null);
}

function runTable(report, title, rows) {
  return [element("div", {class: "panel scroll"}, element("table", {class: "cards texts"}, head("Method", "Seed", title),
    element("tbody", {}, rows.slice(0, MAX_ROWS).map(({run, text}) => element("tr", {}, cell("Method", methodName(report, run.method)), cell("Seed", `seed ${run.seed}`), cell(title, text)))))),
    rows.length > MAX_ROWS ? soft(`and ${rows.length - MAX_ROWS} more; results.json has all.`) : null];
}
