/* Differences between methods, paired by seed. */
const MAX_PAIRS = 12;

function pairsPart(report) {
  const {pairs, metric, hypotheses} = report.results;
  return section("pairs", hypotheses.length > 0 ? "Exploratory: pairs" : "Pairs",
    hypotheses.length > 0 ? soft("These comparisons are not hypotheses of the plan: test what you find here in a new comparison with other seeds.") : null,
    soft(`Difference in ${report.metric(metric).title}, first less second, of runs with the same seed. Dot and line: mean and 95 % t interval. The verdict follows the exact test after Holm's correction, never the interval alone.`),
    pairTables(report, report.metric(metric), pairs));
}

/** The pairs by all other metrics, folded. */
function exploratoryPart(report) {
  const keys = [...new Set(report.results.exploratory.map(pair => pair.metric))];
  if (keys.length === 0) return null;
  const content = element("div");
  const show = key => content.replaceChildren(...pairTables(report, report.metric(key), report.results.exploratory.filter(pair => pair.metric === key)));
  show(keys[0]);
  return section("exploratory", "Exploratory: other metrics",
    soft("The verdict does not use these comparisons. p is corrected within a metric, not over all metrics: among many metrics some show a difference by chance. Use them for a hypothesis, and test it in a new comparison with other seeds."),
    element("details", {class: "panel pad"}, element("summary", {}, `Pairs by ${several(keys.length, "other metric")}`),
      keys.length > 1 ? choice("Metric", keys.map(key => [key, report.metric(key).title]), keys[0], show) : null, content));
}

/** One table per family of tests; of many pairs those of one method, which can be chosen. */
function pairTables(report, metric, pairs) {
  const families = [["Requested methods", pairs.filter(pair => !pair.baseline)], ["With baselines", pairs.filter(pair => pair.baseline)]];
  return families.filter(([, family]) => family.length > 0).map(([title, family]) => pairFamily(report, metric, title, family));
}

function pairFamily(report, metric, title, pairs) {
  const rows = element("div");
  const methods = [...new Set(pairs.flatMap(pair => [pair.first, pair.second]))];
  const best = pairs[0].first;
  const domain = domainOf(endsOf(pairs.map(pair => pair.interval)), [0]);
  const show = method => {
    const chosen = method === "" ? pairs : pairs.filter(pair => pair.first === method || pair.second === method);
    rows.replaceChildren(pairTable(report, metric, chosen, domain));
  };
  const many = pairs.length > MAX_PAIRS;
  show(many ? best : "");
  return element("div", {class: "family"}, element("h3", {}, `${title}: ${several(pairs.length, "comparison")}`), soft(testText(report, pairs)),
    many ? choice("Pairs of", [["", "all methods"], ...methods.map(name => [name, name])], best, show) : null, rows);
}

/** "Paired permutation test, exact; with n = 10, p cannot be below 0.002." */
function testText(report, pairs) {
  const tests = [...new Set(pairs.map(pair => pair.test))].map(capital).join("; ");
  const smallest = [...new Map(pairs.map(pair => [pair.n, pair.smallestP]))].sort(([a], [b]) => a - b)
    .map(([n, p]) => `below ${pValue(p)} with n = ${n}`).join(", ");
  return `${tests}. Its p cannot be ${smallest}; the smallest of ${several(pairs.length, "p value")} must be at most ${pValue(report.alpha / pairs[0].family)}.`;
}

function pairTable(report, metric, pairs, domain) {
  const axis = intervalAxis(domain, metric);
  const unit = metric.unit === "ratio" ? "" : ", points";
  return element("div", {class: "panel scroll"}, element("table", {class: "pairs cards"},
    head("First − second", element("div", {}, `Difference${unit}`, element("div", {class: "marked"}, axis, element("span"))), "p after Holm", "n", "Verdict"),
    element("tbody", {}, pairs.map(pair => pairRow(report, metric, pair, domain)))));
}

function pairRow(report, metric, pair, domain) {
  const name = method => element("span", {class: "line"}, methodName(report, method));
  return element("tr", {},
    cell("First − second", name(pair.first), name(pair.second)),
    cell("Difference", element("div", {class: "marked"}, intervalMark(pair.interval, domain, "var(--ink)", true), element("span", {class: "value"},
      element("b", {}, differenceText(metric, pair.difference)), " ", element("span", {class: "soft small line"}, endsText(metric, pair.interval))))),
    cell("p after Holm", element("b", {}, pValue(pair.adjustedP)), " ", element("span", {class: "soft small line"}, `before ${pValue(pair.p)}`)),
    cell("n", String(pair.n)),
    cell("Verdict", verdictWords(report, pair)));
}

function verdictWords(report, pair) {
  const words = (type, text, more) => [element("b", {class: type}, text), element("span", {class: "soft small line"}, more)];
  const effect = [`Wilcoxon p ${pValue(pair.wilcoxonP)}`, isDefined(pair.hedgesG) ? `g = ${rough(pair.hedgesG)}` : null,
    isDefined(pair.improvement?.estimate) ? `first better in ${percent(pair.improvement.estimate)} of run pairs` : null].filter(Boolean).join(", ");
  switch (pair.verdict) {
    case "BETTER": return words("good", `${pair.first} is better`, effect);
    case "WORSE": return words("good", `${pair.second} is better`, effect);
    case "NOT_JUDGED": return words("warn", "not judged", `the better mean is that of an oracle, which these runs have chosen; ${effect}`);
    case "TOO_FEW_SEEDS": return words("warn", "too few seeds to tell",
      `with ${several(pair.n, "seed")} p cannot be below ${pValue(pair.smallestP)}; ${several(pair.family, "comparison")} ${pair.family === 1 ? "needs" : "need"} ${pValue(report.alpha / pair.family)}`);
    default: return words("", "no difference shown", effect);
  }
}
