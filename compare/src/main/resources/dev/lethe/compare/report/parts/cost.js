/* Time and memory of the runs. */
function costPart(report) {
  const rows = report.results.methods.map(method => {
    const costs = report.endedRuns(method.method).map(run => run.cost).filter(cost => isDefined(cost?.seconds));
    return {name: method.method, n: costs.length, seconds: range(costs.map(cost => cost.seconds)), speed: range(costs.map(cost => cost.examplesPerSecond).filter(isDefined)), memory: range(costs.map(cost => cost.stateBytes).filter(isDefined))};
  }).filter(row => row.n > 0);
  if (rows.length === 0) return null;
  const largest = Math.max(...rows.map(row => row.memory.n > 0 ? row.memory.mean : 0));
  const slowest = Math.max(...rows.map(row => row.seconds.mean));
  return section("cost", "Cost",
    soft("Time of a run from start to end, mean over the seeds, from the fastest to the slowest. Runs share the machine, so the times include their competition; compare methods, not machines."),
    soft("Memory is the size of the state that a learner keeps at the end: parameters, state of the optimizer, buffers and holdouts. The same run has the same size. Memory that is needed only during a step is not included, because runs share a process."),
    element("div", {class: "panel scroll"}, element("table", {class: "cards"}, head("Method", "Seconds per run", "Examples per second", "Memory", "n"),
      element("tbody", {}, rows.map(({name, n, seconds, speed, memory}) => element("tr", {}, cell("Method", methodName(report, name)),
        cell("Seconds per run", bar(seconds.mean / slowest), rangeText(seconds, value => `${rough(value)} s`)),
        cell("Examples per second", rangeText(speed, value => `${count(Math.round(value))}/s`)),
        cell("Memory", memory.n === 0 ? null : bar(memory.mean / largest), rangeText(memory, bytes)), cell("n", String(n))))))));
}

function bar(share) {
  return element("span", {class: "bar", "aria-hidden": "true"}, element("i", {style: `width:${100 * share}%`}));
}

function range(values) {
  return {mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: Math.min(...values), high: Math.max(...values), n: values.length};
}

function rangeText({mean, low, high, n}, show) {
  if (n === 0) return DASH;
  return [show(mean), n > 1 && low < high ? element("span", {class: "soft small line"}, `${show(low)} to ${show(high)}`) : null];
}
