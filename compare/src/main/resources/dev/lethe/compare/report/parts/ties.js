/* Two methods without a difference shown: which of them is right where. */
const MAX_BARS = 12;

function tiesPart(report) {
  const {ties} = report;
  if (ties.length === 0) return null;
  const content = element("div");
  const show = index => content.replaceChildren(tie(report, ties[Number(index)]));
  show("0");
  return section("ties", "Who is right where",
    soft("Two methods without a shown difference may be right at different places. Bars: difference of prequential accuracy within a window, and over all examples of a class; mean over the seeds, with its 95 % t interval. Without a test: of many places some differ by chance."),
    ties.length > 1 ? choice("Pair", ties.map(({first, second}, i) => [String(i), `${first} and ${second}`]), "0", show) : null, content);
}

function tie(report, {first, second, windows, classes}) {
  // One scale for both lists.
  const largest = Math.max(0.001, ...endsOf([...windows, ...classes].map(({interval}) => interval)).filter(isDefined).map(Math.abs));
  const domain = {low: -largest, high: largest, ticks: []};
  const colour = value => report.look(value < 0 ? second : first).css;
  return element("div", {class: "panel pad"},
    element("p", {class: "sides"}, element("span", {}, "← ", methodName(report, second), " is right more often"), element("span", {}, methodName(report, first), " is right more often →")),
    element("div", {class: "two"}, differenceBars("Windows", windows, domain, colour, report.windowName), differenceBars("Classes", classes, domain, colour, label => `class ${label}`)));
}

function differenceBars(title, differences, domain, colour, name) {
  if (differences.length === 0) return null;
  const metric = {unit: "points"};
  // The largest ones, in the order of the stream.
  const listed = differences.length <= MAX_BARS ? differences
    : [...differences].sort((a, b) => Math.abs(b.interval.estimate) - Math.abs(a.interval.estimate)).slice(0, MAX_BARS).sort((a, b) => a.number - b.number);
  return element("div", {}, element("h3", {}, title),
    listed.length < differences.length ? soft(`The ${listed.length} largest of ${differences.length} differences.`) : null,
    element("table", {class: "bars"}, element("tbody", {}, listed.map(({number, interval}) => element("tr", {},
      element("th", {scope: "row"}, name(number)),
      element("td", {class: "wide"}, intervalMark(interval, domain, colour(interval.estimate), true)),
      element("td", {}, differenceText(metric, interval.estimate), " ", element("span", {class: "soft small line"}, `${endsText(metric, interval)} n = ${interval.n}`)))))));
}
