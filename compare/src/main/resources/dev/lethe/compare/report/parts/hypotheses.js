/* The hypotheses of the plan, tested. */
const OUTCOMES = {
  SUPPORTED: ["good", "supported"], CONTRADICTED: ["bad", "contradicted: the other method is better"], NOT_SHOWN: ["", "not shown"],
  TOO_FEW_SEEDS: ["warn", "too few seeds to tell"], NOT_TESTED: ["warn", "not tested: no seed has both methods"],
};

function hypothesesPart(report) {
  const {hypotheses, provenance} = report.results;
  if (hypotheses.length === 0) return null;
  return section("hypotheses", "Hypotheses",
    soft(`Fixed in the plan before any run (SHA-256 ${provenance.plan.slice(0, 16)}…). Differences of runs with the same seed, with 95 % t intervals; ${hypotheses.length === 1 ? "one test" : `${hypotheses.length} tests in one family`}.`),
    element("div", {class: "panel scroll"}, element("table", {class: "pairs cards"},
      head("Is better", "Than", "By", "Difference", "p after Holm", "n", "Result"),
      element("tbody", {}, hypotheses.map(each => hypothesisRow(report, each))))));
}

function hypothesisRow(report, {better, worse, metric: key, outcome, pair}) {
  const metric = report.metric(key);
  const [type, words] = OUTCOMES[outcome];
  return element("tr", {}, cell("Is better", methodName(report, better)), cell("Than", methodName(report, worse)), cell("By", metric.title),
    cell("Difference", ...pair === null ? ["—"] : [element("b", {}, differenceText(metric, pair.difference)), " ", element("span", {class: "soft small line"}, endsText(metric, pair.interval))]),
    cell("p after Holm", pair === null ? "—" : pValue(pair.adjustedP)), cell("n", pair === null ? "0" : String(pair.n)), cell("Result", element("b", {class: type}, words)));
}
