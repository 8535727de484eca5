/* Metrics that answer further questions, where they are defined. */
const OTHER_METRICS = ["stabilityGap", "plasticityRatio", "warmStartGap", "backwardTransfer", "anytimeAccuracy"];
const MISSING = {
  stabilityGap: "The stability gap is not defined: it needs evaluations between window ends.",
  plasticityRatio: "The plasticity ratio is not defined: it needs the full scorecard.",
  warmStartGap: "The warm-start gap is not defined: it needs the full scorecard.",
};

function otherMetricsPart(report) {
  const {methods} = report.results;
  const has = key => methods.some(method => method.metrics[key]);
  const metrics = OTHER_METRICS.filter(has).map(report.metric);
  const missing = Object.entries(MISSING).filter(([key]) => !has(key)).map(([, text]) => text).join(" ");
  if (metrics.length === 0) return null;
  return section("plasticity", "Stability, plasticity and warm start",
    soft("Mean over the seeds and 95 % t interval of the mean. ", missing),
    element("div", {class: "panel scroll"}, element("table", {class: "cards metrics"},
      head("Method", ...metrics.map(metric => element("span", {}, capital(metric.title), element("span", {class: "soft line"}, metric.higherIsBetter ? "higher is better" : "lower is better")))),
      element("tbody", {}, methods.map(method => element("tr", {}, cell("Method", methodName(report, method.method)),
        metrics.map(metric => cell(capital(metric.title), otherValue(metric, method.metrics[metric.key])))))))));
}

function otherValue(metric, summary) {
  return summary ? [valueText(metric, summary.mean), element("span", {class: "soft small line"}, `${endsText(metric, summary.interval)} n\u00a0=\u00a0${summary.n}`)] : DASH;
}
