/* Makes an ECharts option of lines. All charts use it, so they have the same axes, bands and tooltip. */
import {CHART_INK} from "../look/palette.js";
import {figure} from "../text/format.js";

const compact = new Intl.NumberFormat("en-GB", {notation: "compact", maximumFractionDigits: 1});
/** More bands than this would be mere stripes. */
const MAX_BANDS = 24;
const NICE = [0.1, 0.2, 0.4, 0.6, 0.8, 1];

/** Range and labels of a y axis for values from `low` to `high`. */
const AXES = {
  accuracy: () => ({min: 0, max: 1, interval: 0.25, label: value => `${Math.round(value * 100)} %`}),
  // Forgetting is below 0 if later windows helped.
  points: (low, high) => {
    const max = NICE.find(nice => nice >= Math.max(high, -low)) ?? 1;
    return {min: low < 0 ? -max : 0, max, interval: max / 4, label: value => figure(Math.round(value * 1000) / 10)};
  },
  // Differences have a zero in the middle. Wide intervals of the first points may leave the chart.
  difference: (low, high, ends) => {
    const usual = ends.map(Math.abs).sort((a, b) => a - b)[Math.floor(ends.length * 0.9)] ?? 0;
    const max = [0.01, 0.02, 0.05, ...NICE].find(nice => nice >= Math.max(high, -low, usual)) ?? 1;
    return {min: -max, max, interval: max / 2, label: value => `${value > 0 ? "+" : ""}${figure(Math.round(value * 1000) / 10)}`};
  },
  count: () => ({min: 0, label: value => compact.format(value)}),
};

/**
 * @param lines `{name, colour, dash, width, opacity, step, data, band}`, data `[x, y|null]` sorted by x; band, if there is
 *     one, `[x, low|null, high|null, n]` at the same x
 * @param axis "accuracy" (0 to 1, shown in %), "points" (differences of accuracies), "difference" (the same around 0) or "count"
 * @param bands task windows behind the lines, `{window, name, from, to, colour}`
 * @param markers vertical lines with a name, `{x, name}`
 * @param range visible range of x
 */
export function lineOption({lines, bands, markers, xName, axis, theme, range, tooltip}) {
  const values = lines.flatMap(line => line.data.map(([, y]) => y)).filter(y => y !== null);
  const ends = lines.flatMap(line => line.band ?? []).flatMap(([, low, high]) => [low, high]).filter(end => end !== null);
  const y = AXES[axis](values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0), ends);
  const ink = CHART_INK[theme];
  const font = {color: ink.soft, fontSize: 11};
  return {
    animation: false,
    grid: {left: 8, right: 14, top: bands.length > 0 ? 26 : 12, bottom: 22, outerBoundsMode: "same", outerBoundsContain: "axisLabel"},
    xAxis: {
      type: "value", min: range[0], max: range[1], name: xName, nameLocation: "middle", nameGap: 24, nameTextStyle: font,
      splitNumber: 4, splitLine: {show: false}, axisLine: {lineStyle: {color: ink.soft}},
      // The last label would be the end of the data, which is seldom a round number.
      axisLabel: {...font, hideOverlap: true, showMaxLabel: false, showMinLabel: range[0] === 0, formatter: value => compact.format(value)},
    },
    yAxis: {
      type: "value", min: y.min, max: y.max, interval: y.interval, splitNumber: 4,
      splitLine: {lineStyle: {color: ink.line}}, axisLabel: {...font, formatter: y.label},
    },
    tooltip: {
      trigger: "axis", confine: true, transitionDuration: 0, formatter: params => tooltip(params[0].axisValue), position: besides,
      axisPointer: {lineStyle: {color: ink.soft}, label: {show: false}}, className: "tip", borderWidth: 0, padding: 0,
      backgroundColor: "transparent", extraCssText: "box-shadow:none",
    },
    series: [...lines.map((line, i) => ({
      type: "line", name: line.name, data: line.data, showSymbol: isSparse(line.data), symbolSize: 6, step: line.step ? "end" : false,
      connectNulls: false, silent: true, z: 3, itemStyle: {color: line.colour},
      lineStyle: {color: line.colour, type: line.dash ?? "solid", width: line.width ?? 2, opacity: line.opacity ?? 1},
      ...(i === 0 && bands.length > 0 && bands.length <= MAX_BANDS ? {markArea: bandArea(bands, ink)} : {}),
      ...(i === 0 && markers.length > 0 ? {markLine: markerLines(markers, ink)} : {}),
    })), ...lines.filter(line => line.band).map(bandSeries)],
  };
}

/** End of the x axis. */
export function endOf(lines, bands) {
  return Math.max(...lines.map(line => line.data.at(-1)?.[0] ?? 0), bands.at(-1)?.to ?? 0) || 1;
}

/** The band of a line: one polygon for each stretch of x that has an interval. */
function bandSeries({band, colour, step}) {
  const stretches = [];
  let open = null;
  for (const [x, low, high] of band) {
    if (low === null) { open = null; continue; }
    if (!open) stretches.push(open = []);
    const last = open.at(-1);
    if (step && last) open.push([x, last[1], last[2]]);
    open.push([x, low, high]);
  }
  return {
    type: "custom", silent: true, clip: true, z: 2, tooltip: {show: false}, data: stretches.map(points => [points[0][0], points[0][1]]),
    renderItem: ({dataIndex}, api) => {
      const points = stretches[dataIndex];
      const outline = [...points.map(([x, low]) => [x, low]), ...points.toReversed().map(([x, , high]) => [x, high])];
      return {type: "polygon", shape: {points: outline.map(point => api.coord(point))}, style: {fill: colour, opacity: 0.16}};
    },
  };
}

/** Places the tooltip in the upper corner away from the pointer, so that it does not cover the lines that it lists. */
function besides([x], params, dom, rect, {viewSize, contentSize}) {
  return [x < viewSize[0] / 2 ? viewSize[0] - contentSize[0] : 0, 0];
}

/** Returns true if there are too few points for a visible line, so that dots are needed. */
function isSparse(data) {
  return data.filter(([, y]) => y !== null).length < 3;
}

/** Names stand inside, because those of the windows are above. */
function markerLines(markers, ink) {
  return {
    silent: true, symbol: "none", animation: false, lineStyle: {color: ink.soft, type: "dashed", width: 1.5},
    label: {position: "insideEndTop", color: ink.soft, fontSize: 11, formatter: ({name}) => name},
    data: markers.map(({x, name}) => ({xAxis: x, name})),
  };
}

/** Tints every other window. Names are shown above the windows if there is room for all of them. */
function bandArea(bands, ink) {
  const few = bands.length <= 8;
  return {
    silent: true,
    data: bands.map((band, i) => [{
      xAxis: band.from,
      name: few ? band.name : "",
      itemStyle: {color: i % 2 === 0 ? ink.band : "transparent"},
      label: {
        show: few, position: "top", distance: 4, width: 74, overflow: "truncate",
        color: band.colour ?? ink.soft, fontSize: 11, fontWeight: band.colour ? 700 : 400,
      },
    }, {xAxis: band.to}]),
  };
}
