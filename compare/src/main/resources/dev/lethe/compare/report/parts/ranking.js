/* The methods, best first, each with its interval. */
const COMPANIONS = ["averageAccuracy", "averageForgetting", "learningAccuracy", "prequentialAccuracy"];

function rankingPart(report) {
  const {results} = report;
  const metric = report.metric(results.metric);
  const known = results.methods.filter(method => method.metrics[metric.key]);
  const domain = known.length > 0 ? domainOf(endsOf(known.map(method => method.metrics[metric.key].interval))) : null;
  const others = COMPANIONS.filter(key => key !== metric.key && results.methods.some(method => method.metrics[key])).map(report.metric);
  const axis = domain ? intervalAxis(domain, metric) : null;
  return section("ranking", "Ranking",
    soft(`By ${metric.title}, ${metric.higherIsBetter ? "highest" : "lowest"} first. Dot: mean over the seeds. Line: 95 % t interval of the mean; intervals of methods may overlap although a paired test shows a difference. n: runs that have the metric.`),
    element("div", {class: "panel scroll"}, element("table", {class: "ranking cards"},
      head("Method", element("div", {}, `${capital(metric.title)}, ${metric.unit === "percent" ? "%" : metric.unit === "points" ? "points" : "ratio"}`, element("div", {class: "marked"}, axis, element("span"))), ...others.map(other => capital(other.title))),
      element("tbody", {}, results.methods.map(method => rankingRow(report, method, metric, domain, others))))),
    results.methods.some(method => method.baseline)
      ? soft("Baselines were added to put the others in proportion. They were not requested, and are compared in a family of tests of their own.") : null);
}

function rankingRow(report, method, metric, domain, others) {
  const summary = method.metrics[metric.key];
  return element("tr", {class: method.baseline ? "baseline" : ""},
    cell("Method", methodName(report, method.method), method.baseline ? element("span", {class: "tag"}, "baseline") : null, runsText(method, summary)),
    cell(capital(metric.title), summary ? element("div", {class: "marked"}, intervalMark(summary.interval, domain, report.look(method.method).css), summaryText(metric, summary, true)) : "no run has it"),
    others.map(other => cell(capital(other.title), method.metrics[other.key] ? summaryText(other, method.metrics[other.key]) : DASH)));
}

/** "n = 9 of 10 · 1 failed": number of runs that have the metric, of all runs. */
function runsText(method, summary) {
  const n = summary?.n ?? 0;
  return element("span", {class: "soft small runs"}, n === method.runs ? `n = ${n}` : `n = ${n} of ${method.runs}`,
    method.failed > 0 ? element("b", {class: "bad"}, ` · ${method.failed} failed`) : null,
    method.diverged > 0 ? element("b", {class: "warn"}, ` · ${method.diverged} diverged`) : null);
}

/** "86.1 % [85.0, 87.2]" */
function summaryText(metric, {mean, interval}, strong = false) {
  return element("span", {class: "value"}, element(strong ? "b" : "span", {}, valueText(metric, mean)), " ",
    element("span", {class: "soft small"}, endsText(metric, interval)));
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
