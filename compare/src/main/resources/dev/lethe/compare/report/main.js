/* Builds the page from the results. */
const data = JSON.parse(document.getElementById("data").textContent);
const PARTS = [verdictPart, hypothesesPart, rankingPart, pairsPart, tuningPart, curvesPart, matricesPart, otherMetricsPart, tiesPart, costPart, streamPart, runsPart, originPart, glossaryPart, exploratoryPart];
if (data.reports) {
  showStreams(data);
} else {
  showOne(makeReport(data));
}

/** The report on one stream. */
function showOne(report) {
  const sections = sectionsOf(report);
  document.title = `Lethe comparison: ${report.results.stream.description}`;
  document.body.append(pageHeader(report), contents(sections), element("main", {}, sections));
  // Charts measure their place, which exists only now.
  lookListeners.forEach(listener => listener());
}

function sectionsOf(report) {
  return PARTS.map(part => part(report)).filter(part => part !== null);
}

/** The data, and look-ups that several parts need; `order` has methods whose looks come first. */
function makeReport({results, alpha, metrics, methods: means, ties}, order = []) {
  const positions = new Map([...new Set([...order, ...results.methods.map(({method}) => method)])].map((method, i) => [method, i]));
  const windowName = windowNames(results.stream.windows);
  let end = 0;
  return {
    results, alpha, metrics, means, ties, windowName, seeds: new Set(results.runs.map(run => run.seed)).size,
    windows: results.stream.windows.map(({window, examples}) => ({name: windowName(window), from: end, to: end += examples})),
    oracles: new Set(results.methods.filter(method => method.oracle).map(method => method.method)),
    metric: key => metrics.find(metric => metric.key === key),
    look: method => lookOf(positions.get(method) ?? 0),
    endedRuns: method => results.runs.filter(run => run.method === method && run.status !== "FAILED"),
  };
}

function pageHeader({results, seeds}) {
  const {stream, methods, runs} = results;
  const requested = methods.filter(method => !method.baseline).length;
  return element("header", {}, element("p", {class: "kicker"}, "Lethe comparison"), element("h1", {}, stream.description),
    element("p", {class: "soft"}, [several(requested, "method"), methods.length > requested ? ` and ${several(methods.length - requested, "baseline")}` : "",
      `, ${several(seeds, "seed")}, ${several(runs.length, "run")}; ${count(stream.examples)} examples in ${several(stream.windows.length, "window")}`].join("")));
}

function contents(sections) {
  return element("nav", {"aria-label": "Sections"}, sections.slice(1).map(part => element("a", {href: `#${part.id}`}, part.querySelector("h2").textContent)));
}
