/* Makes an ECharts option of curves: every seed thin, the mean over them thick, and the interval of the mean as a band. */
const THIN = {width: 1, opacity: 0.38};
/** Window names are drawn if each has at least this many pixels. */
const NAME_PX = 40;
const MAX_TINTED = 40;

/**
 * @param lines `{name, look, seeds, band}`, `seeds` lists of `[x, y]`, `band` points of CurveBand
 * @param windows `{name, from, to}`
 * @param metric unit of the values
 * @param width width of the chart in pixels
 */
function lineOption({lines, windows, metric, width, tooltip}) {
  const mode = theme();
  const ink = CHART_INK[mode];
  const font = {color: ink.soft, fontSize: 11};
  // With two seeds a band may be wider than all values together; the axis follows the seeds.
  const ys = lines.flatMap(line => line.seeds.flatMap(data => data.map(([, value]) => value)));
  const y = metric.unit === "percent" ? {low: 0, high: 1, step: 0.25} : pointsAxis(ys);
  const largest = Math.max(1, windows.at(-1)?.to ?? 0, ...lines.flatMap(line => line.band.map(point => point.examples)));
  return {
    animation: false,
    grid: {left: 8, right: 14, top: 24, bottom: 22, outerBoundsMode: "same", outerBoundsContain: "axisLabel"},
    xAxis: {
      type: "value", min: 0, max: largest, name: "examples", nameLocation: "middle", nameGap: 24, nameTextStyle: font, splitNumber: 4,
      splitLine: {show: false}, axisLine: {lineStyle: {color: ink.soft}},
      // The last label would be the end of the data, which is seldom a round number.
      axisLabel: {...font, hideOverlap: true, showMaxLabel: false, formatter: compact},
    },
    yAxis: {
      type: "value", min: y.low, max: y.high, interval: y.step, splitLine: {lineStyle: {color: ink.line}},
      axisLabel: {...font, formatter: value => metric.unit === "percent" ? `${Math.round(100 * value)} %` : fixed(100 * value, 0)},
    },
    tooltip: {
      trigger: "axis", confine: true, transitionDuration: 0, formatter: params => tooltip(params[0].axisValue), padding: 0, borderWidth: 0,
      position: ([x], params, dom, rect, {viewSize, contentSize}) => [x < viewSize[0] / 2 ? viewSize[0] - contentSize[0] : 0, 0],
      axisPointer: {lineStyle: {color: ink.soft}, label: {show: false}}, backgroundColor: "transparent", extraCssText: "box-shadow:none",
    },
    series: [tint(windows, ink, width), ...lines.flatMap(line => [...bandSeries(line, mode), ...seedSeries(line, mode), meanSeries(line, mode)])],
  };
}

/** Axis of forgetting, in points: it is below 0 if later windows helped. */
function pointsAxis(values) {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0.04);
  const step = niceStep((high - low) / 4);
  return {low: low < -0.01 ? Math.floor(low / step) * step : 0, high: Math.ceil(high / step) * step, step};
}

function tint(windows, ink, width) {
  const named = windows.length > 0 && width / windows.length >= NAME_PX;
  const label = {show: named, position: "top", distance: 3, width: (width - 60) / windows.length, overflow: "truncate", color: ink.soft, fontSize: 11};
  const data = windows.length > MAX_TINTED ? [] : windows.map(({name, from, to}, i) => [
    {xAxis: from, name: named ? name : "", itemStyle: {color: i % 2 === 0 ? ink.band : "transparent"}, label}, {xAxis: to}]);
  return {type: "line", data: [], silent: true, markArea: {silent: true, data}};
}

/** Polygons between the ends of the interval: one for each stretch of points that have it. */
function bandSeries({look, band}, mode) {
  const stretches = [];
  band.forEach((point, i) => {
    if (!isDefined(point.low)) return;
    if (i === 0 || !isDefined(band[i - 1].low)) stretches.push([]);
    stretches.at(-1).push(point);
  });
  return stretches.map(points => ({
    type: "custom", silent: true, clip: true, z: 1, data: [[points[0].examples, points[0].low]], tooltip: {show: false},
    renderItem: (params, api) => ({
      type: "polygon", silent: true, style: {fill: look[mode], opacity: 0.18},
      shape: {points: [...points.map(p => api.coord([p.examples, p.high])), ...points.map(p => api.coord([p.examples, p.low])).reverse()]},
    }),
  }));
}

function seedSeries({seeds, look}, mode) {
  // A single seed is the mean already.
  return seeds.length < 2 ? [] : seeds.map(data => ({
    type: "line", data, silent: true, symbol: "none", z: 2, lineStyle: {...THIN, color: look[mode]},
  }));
}

function meanSeries({name, look, band}, mode) {
  return {
    type: "line", name, data: band.map(point => [point.examples, point.mean]), showSymbol: band.length < 3, symbolSize: 6, silent: true, z: 3,
    itemStyle: {color: look[mode]}, lineStyle: {width: 2, color: look[mode], type: look.dash},
  };
}
