/* Draws a mean as a dot and its interval as a line. */

/** Range that contains all values, a little wider, with round ticks. */
function domainOf(values, mustContain = []) {
  const all = [...values.filter(isDefined), ...mustContain];
  let low = Math.min(...all);
  let high = Math.max(...all);
  if (!(high > low)) [low, high] = [low - 0.05, high + 0.05];
  const step = niceStep((high - low) / 4);
  low = Math.floor(low / step - 0.05) * step;
  high = Math.ceil(high / step + 0.05) * step;
  const ticks = [];
  for (let i = 0; low + i * step <= high + step / 2; i++) ticks.push(low + i * step);
  return {low, high, ticks};
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 2.5, 5, 10].find(nice => nice * power >= rough * 0.999);
}

/** Ends of all intervals, and the means where there is no interval. */
function endsOf(intervals) {
  return intervals.flatMap(({estimate, low, high}) => [estimate, low, high]);
}

function position({low, high}, value) {
  return 100 * (value - low) / (high - low);
}

/** The mark of an interval on a domain, with lines at its ticks; `zero` marks 0. */
function intervalMark(interval, domain, colour, zero = false) {
  const at = value => position(domain, value);
  const lines = domain.ticks.map(tick => element("s", {style: `left:${at(tick)}%`}));
  const marks = [];
  if (zero) marks.push(element("s", {class: "zero", style: `left:${at(0)}%`}));
  if (isDefined(interval.low) && isDefined(interval.high)) {
    marks.push(element("b", {style: `left:${at(interval.low)}%;width:${at(interval.high) - at(interval.low)}%;background:${colour}`}));
  }
  marks.push(element("i", {style: `left:${at(interval.estimate)}%;background:${colour}`}));
  return element("span", {class: "interval", "aria-hidden": "true"}, lines, marks);
}

/** The labels of a domain in the unit of a metric, to stand above its marks. */
function intervalAxis(domain, metric) {
  const scale = metric.unit === "ratio" ? 1 : 100;
  const step = scale * (domain.ticks[1] - domain.ticks[0]);
  const show = value => fixed(scale * value, Math.max(0, Math.ceil(-Math.log10(step) + (step < 1 ? 0.3 : 0))));
  return element("span", {class: "axis", "aria-hidden": "true"},
    domain.ticks.map((tick, i) => {
      const shift = i === 0 ? "0" : i === domain.ticks.length - 1 ? "-100%" : "-50%";
      return element("span", {style: `left:${position(domain, tick)}%;transform:translateX(${shift})`}, show(tick));
    }));
}
