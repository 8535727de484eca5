/* Means over seeds along the stream, with their intervals. */
import {summary} from "./statistics.js";
import {valueAt} from "./series.js";

const MAX_POINTS = 300;
/** Seeds that learn at the same time are never at the same example; so far behind the first they still count. */
const BEHIND = 1 / 50;

/**
 * `{data, band}` of the mean over the lines of several seeds: `data` are `[x, mean]`, `band` are `[x, low, high, n]`, with
 * the 95 % t interval of the mean at x, or null ends for n = 1. A seed counts at x if it has come so far and has a value.
 */
export function meanLine(lines) {
  return estimated(lines.map(sampler(reach(lines))), lines);
}

/** The same of the differences between two lines per pair, first less second; n is the number of pairs. */
export function differenceLine(pairs) {
  const lines = pairs.flat();
  const sample = sampler(reach(lines));
  const differences = pairs.map(pair => {
    const [first, second] = pair.map(sample);
    return x => {
      const [a, b] = [first(x), second(x)];
      return a === null || b === null ? null : a - b;
    };
  });
  return estimated(differences, lines);
}

/** `{x, mean, low, high, n}` at the newest x with the most seeds of the line, or null. */
export function newest({data, band}) {
  const most = Math.max(0, ...band.map(([, , , n]) => n));
  const at = band.findLastIndex(([, , , n]) => n === most);
  if (most === 0) return null;
  const [x, low, high, n] = band[at];
  return {x, mean: data[at][1], low, high, n};
}

/** `{low, high, n}` of a line at x, or null. */
export function intervalAt(line, x) {
  if (!line.band) return null;
  const at = valueAt(line.band.map((point, i) => [point[0], i]), x);
  if (at === null) return null;
  const [, low, high, n] = line.band[at];
  return n > 0 ? {low, high, n} : null;
}

function estimated(samples, lines) {
  const points = places(lines).map(x => ({x, ...summary(samples.map(sample => sample(x)).filter(value => value !== null))}));
  return {data: points.map(({x, mean}) => [x, mean]), band: points.map(({x, low, high, n}) => [x, low, high, n])};
}

/** All x of the lines, thinned evenly; always the newest. */
function places(lines) {
  const all = [...new Set(lines.flatMap(data => data.map(([x]) => x)))].sort((a, b) => a - b);
  const every = Math.ceil(all.length / MAX_POINTS);
  return all.filter((_, i) => (all.length - 1 - i) % every === 0);
}

function reach(lines) {
  return BEHIND * Math.max(0, ...lines.map(data => data.at(-1)?.[0] ?? 0));
}

/** Makes the function from x to the value of a line there, null beyond its end. */
function sampler(tolerance) {
  return data => {
    const end = (data.at(-1)?.[0] ?? -Infinity) + tolerance;
    return x => (x <= end ? valueAt(data, x) : null);
  };
}
