/* Configurations of the grid, and which of them was chosen. */
function tuningPart(report) {
  const {tuning} = report.results;
  if (!tuning) return null;
  const metric = report.metric(tuning.metric);
  const selected = tuning.kind === "SELECTED";
  const rows = tuning.methods.flatMap(method => method.points.map(point => tuningRow(tuning, method, point, metric)));
  return section("tuning", "Tuning",
    soft(selected
      ? `Each configuration was trained on ${tuning.windows === "0" ? "window 0" : `the windows ${tuning.windows.replace("-", " to ")}`} only, with the ${tuning.seeds.length === 1 ? "seed" : "seeds"} ${tuning.seeds.join(", ")}, which ${tuning.seeds.length === 1 ? "is" : "are"} not judged. The one with the best mean ${metric.title} is judged, on the stream after these windows.`
      : `No configuration was selected before. The best one of each method by mean ${metric.title} is an oracle: the runs that judge it have chosen it, so its mean is too good. It is never named the winner.`),
    element("p", {class: tuning.equalBudgets ? "soft small" : "note"}, tuning.budget),
    element("div", {class: "panel scroll"}, element("table", {class: "cards"},
      head("Method", "Configuration", `${capital(metric.title)}, mean`, "By seed", ""), element("tbody", {}, rows))));
}

function tuningRow(tuning, method, point, metric) {
  const values = Object.entries(point.values);
  const word = tuning.kind === "SELECTED" ? "selected" : "oracle";
  return element("tr", {},
    cell("Method", breakable(method.method)),
    cell("Configuration", method.configurations > 1 ? breakable(point.point) : "as requested"),
    cell("Mean", point.runs === 0 ? DASH : element(point.chosen ? "b" : "span", {}, valueText(metric, point.mean)),
      values.length < point.runs ? element("b", {class: "bad"}, ` · ${point.runs - values.length} of ${point.runs} without`) : null),
    cell("By seed", values.length === 0 ? DASH : element("span", {class: "soft small"}, values.map(([seed, value]) => `${seed}: ${bare(metric, value)}`).join(" · "))),
    cell("", point.chosen && method.configurations > 1 ? element("span", {class: "tag"}, word) : null));
}
