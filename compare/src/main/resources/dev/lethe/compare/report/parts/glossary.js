/* The meaning of every metric and statistic. */
function glossaryPart(report) {
  const entry = ({title, about, formula, paper}) => element("div", {}, element("dt", {}, title),
    element("dd", {}, about, formula ? element("code", {}, formula) : null, paper ? element("span", {class: "soft line"}, `${paper}.`) : null));
  const metrics = report.metrics.map(metric => ({title: `${capital(metric.title)}${unitText(metric)}`, ...METRIC_TEXTS[metric.key]}));
  return section("meaning", "What do these mean?",
    soft("R[i][j], the accuracy matrix, is the accuracy on the holdout of window j after training on window i; k is the last window. A holdout is the part of a window that is kept out of training."),
    element("dl", {class: "glossary"}, metrics.map(entry), STATISTIC_TEXTS.map(entry)));
}

function unitText(metric) {
  const unit = {percent: "%", points: "percentage points", ratio: "ratio"}[metric.unit];
  return `, ${unit}; ${metric.higherIsBetter ? "higher" : "lower"} is better`;
}
