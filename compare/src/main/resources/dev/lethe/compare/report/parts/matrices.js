/* Accuracy matrices side by side, as tables, so that they can be read without their colours. */
const MAX_SPREAD_WINDOWS = 6;
const MAX_NUMBER_WINDOWS = 12;
const MAX_LARGE = 6;

function matricesPart(report) {
  const methods = report.means.filter(mean => mean.matrix.rows.length > 0);
  if (methods.length === 0) return null;
  const windows = Math.max(...methods.map(({matrix}) => columnsOf(matrix).length));
  const size = windows > MAX_NUMBER_WINDOWS ? "dense" : methods.length > MAX_LARGE ? "small" : windows > MAX_SPREAD_WINDOWS ? "plain" : "large";
  return section("matrices", "Accuracy matrices",
    soft(`Accuracy in % on the holdout of a window (column) after training on a window (row); mean over the seeds${size === "large" ? ", ± standard deviation in points" : ""}. Spread and n are in the tooltip of each cell. The last row is what the model knows at the end.`),
    element("div", {class: `matrices ${size}`}, methods.map(mean => matrixFigure(report, mean, size))));
}

function columnsOf(matrix) {
  return [...new Set(matrix.rows.flatMap(row => Object.keys(row.cells).map(Number)))].sort((a, b) => a - b);
}

function matrixFigure(report, {method, matrix}, size) {
  const columns = columnsOf(matrix);
  const name = report.windowName;
  const dense = size === "dense";
  return element("figure", {class: "panel pad"}, element("figcaption", {}, element("h3", {}, methodName(report, method))),
    element("table", {class: "matrix"},
      element("thead", {}, element("tr", {}, element("th", {class: "corner", scope: "col"}, dense ? "" : "after ↓ on →"),
        columns.map(column => element("th", {scope: "col", title: name(column)}, dense ? "" : name(column))))),
      element("tbody", {}, matrix.rows.map(row => element("tr", {}, element("th", {scope: "row", title: name(row.window)}, dense ? "" : name(row.window)),
        columns.map(column => matrixCell(row, column, row.cells[column], name, size)))))),
    dense ? soft(`${columns.length} windows, oldest at the left; time runs down.`) : null);
}

function matrixCell(row, column, value, name, size) {
  const place = `after ${name(row.window)}, on ${name(column)}: `;
  if (!value) return element("td", {class: "none", title: `${place}not evaluated`});
  const spread = isDefined(value.deviation) ? `, ± ${fixed(100 * value.deviation, 1)} points (standard deviation), from ${percent(value.low)} to ${percent(value.high)}` : "";
  const style = {title: `${place}${percent(value.mean)}${spread}, n = ${value.n}`, style: heatStyle(value.mean)};
  return element("td", style, size === "dense" ? null : fixed(100 * value.mean, 0),
    size === "large" && isDefined(value.deviation) ? element("small", {}, `±${fixed(100 * value.deviation, 1)}`) : null);
}
