/* Curves over the stream. The methods in all of them are selected together. */
const MAX_SELECTED = 6;
const MAX_TIPS = 8;
/** Width of a sheet of paper in pixels. */
const PAPER_PX = 690;
const CURVES = [
  {field: "averageAccuracy", title: "Average accuracy", about: "On the holdouts of the windows so far."},
  {field: "averageForgetting", title: "Average forgetting", about: "Of the past windows, in points; lower is better."},
  {field: "prequentialAccuracy", title: "Prequential accuracy", about: "Of the last 1,000 predictions before training on the example."},
];

function curvesPart(report) {
  const kinds = CURVES.filter(curve => report.means.some(mean => mean[curve.field].points.length > 0));
  if (kinds.length === 0) return null;
  const methods = report.means.filter(mean => kinds.some(({field}) => mean[field].points.length > 0)).map(mean => mean.method);
  const selected = new Set(methods.slice(0, methods.length > MAX_SELECTED + 2 ? MAX_SELECTED : methods.length));
  const charts = kinds.map(kind => curveChart(report, kind, selected));
  const draw = () => charts.forEach(chart => chart.draw());
  onLook(draw);
  return section("curves", "Curves",
    soft(report.seeds > 1 ? "Thin: every seed. Thick: mean over the seeds. Band: 95 % t interval of the mean at each point, cut where it leaves the axis." : "One seed: its curve, without a band.", " Windows are tinted in turn",
      new Set(Object.keys(report.results.stream.ranges)).size > 1 ? "; they are those of the first seed." : "."),
    legend(report, methods, selected, draw),
    element("div", {class: "charts"}, charts.map(chart => chart.figure)));
}

/** Buttons that select methods. */
function legend(report, methods, selected, draw) {
  const bar = element("div", {class: "legend", role: "group", "aria-label": "Methods in the charts"});
  const show = () => bar.replaceChildren(
    ...methods.map(name => element("button", {
      type: "button", "aria-pressed": String(selected.has(name)), title: name,
      onclick: () => change(() => selected.delete(name) || selected.add(name)),
    }, swatch(report.look(name)), shortened(name, 44))),
    element("button", {type: "button", class: "plain", onclick: () => change(() => methods.forEach(name => selected.add(name)))}, "all"),
    element("button", {type: "button", class: "plain", onclick: () => change(() => selected.clear())}, "none"),
    ...(selected.size < methods.length ? [element("span", {class: "soft small"}, `${selected.size} of ${methods.length} methods are drawn.`)] : []));
  const change = edit => { edit(); show(); draw(); };
  show();
  return bar;
}

function curveChart(report, {field, title, about}, selected) {
  const metric = report.metric(field);
  const canvas = element("div", {class: "canvas", role: "img"});
  const figure = element("figure", {class: "panel pad"}, element("figcaption", {}, element("h3", {}, title), soft(about)), canvas);
  const windows = report.windows;
  let chart = null;
  let width = 0;
  const draw = () => {
    if (!canvas.isConnected) return;
    width = isPrinting() ? Math.min(PAPER_PX, canvas.clientWidth || PAPER_PX) : canvas.clientWidth;
    chart ??= echarts.init(canvas, null, {renderer: "svg"});
    chart.resize({width: isPrinting() ? width : "auto"});
    const lines = report.means.filter(mean => selected.has(mean.method)).map(mean => ({
      name: mean.method, look: report.look(mean.method), band: mean[field].points,
      seeds: report.endedRuns(mean.method).map(run => seedLine(run, field)),
    }));
    canvas.setAttribute("aria-label", summaryOf(title, metric, lines));
    chart.setOption(lineOption({lines, windows, metric, width, tooltip: x => curveTip(metric, lines, x)}), {replaceMerge: ["series"]});
    // The browser prints before the next frame.
    if (isPrinting()) chart.getZr().flush();
  };
  new ResizeObserver(() => { if (!isPrinting() && canvas.clientWidth !== width) draw(); }).observe(canvas);
  return {figure, draw};
}

/** The curve of a run. Each of its points has only some of the metrics: the others are joined across it. */
function seedLine({curve}, field) {
  return curve.filter(point => isDefined(point[field])).map(point => [point.examples, point[field]]);
}

/** The last values, as the text alternative. */
function summaryOf(title, metric, lines) {
  const last = lines.map(line => `${line.name}: ${valueText(metric, line.band.at(-1)?.mean)}`);
  return `${title} over examples; last values. ${last.join(", ")}.`;
}

/** The means at x, best first, made of elements because users write the names. */
function curveTip(metric, lines, x) {
  const sign = metric.higherIsBetter ? 1 : -1;
  const rows = lines.map(line => ({line, point: line.band.findLast(point => point.examples <= x)})).filter(row => row.point)
    .sort((a, b) => sign * (b.point.mean - a.point.mean));
  return element("div", {class: "tip"}, element("p", {class: "soft"}, `${count(Math.round(x))} examples`),
    rows.slice(0, MAX_TIPS).map(({line, point}) => element("p", {}, swatch(line.look), element("span", {}, shortened(line.name, 22)),
      element("b", {}, valueText(metric, point.mean)), element("span", {class: "soft"}, `${endsText(metric, point)} n = ${point.n}`))),
    rows.length > MAX_TIPS ? element("p", {class: "soft"}, `and ${rows.length - MAX_TIPS} more`) : null);
}
