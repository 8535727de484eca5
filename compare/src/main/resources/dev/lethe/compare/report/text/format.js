/* Formats values. An undefined value is an en dash, never 0. */
const DASH = "–";
const MINUS = "−";
const NARROW = "\u202f";

const wholeNumber = new Intl.NumberFormat("en-GB", {maximumFractionDigits: 0});
const compactNumber = new Intl.NumberFormat("en-GB", {notation: "compact", maximumFractionDigits: 1});
const roughNumber = new Intl.NumberFormat("en-GB", {maximumSignificantDigits: 3});

const isDefined = value => typeof value === "number" && Number.isFinite(value);

/** `toFixed` with a real minus sign, and without one before 0. */
function fixed(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace("-", MINUS);
}

function count(value) {
  return isDefined(value) ? wholeNumber.format(value) : DASH;
}

function compact(value) {
  return compactNumber.format(value).replace("-", MINUS);
}

/** Three significant digits. */
function rough(value) {
  return isDefined(value) ? roughNumber.format(value).replace("-", MINUS) : DASH;
}

/** 2 500 000 → "2.5 MB" */
function bytes(value) {
  const unit = value < 1e3 ? 0 : value < 1e6 ? 1 : value < 1e9 ? 2 : 3;
  return isDefined(value) ? `${rough(value / 1000 ** unit)}${NARROW}${["B", "kB", "MB", "GB"][unit]}` : DASH;
}

/** 0.8612 → "86.1 %" */
function percent(value) {
  return isDefined(value) ? `${fixed(100 * value, 1)}${NARROW}%` : DASH;
}

/** 0.031 → "0.031"; very small ones as a bound. */
function pValue(value) {
  if (!isDefined(value)) return DASH;
  return value < 0.0001 ? "< 0.0001" : String(Number(value.toPrecision(2)));
}

/** The number of a metric in its unit, without the unit. */
function bare(metric, value) {
  if (!isDefined(value)) return DASH;
  return metric.unit === "ratio" ? fixed(value, 2) : fixed(100 * value, 1);
}

function unitOf(metric) {
  return {percent: `${NARROW}%`, points: " points", ratio: ""}[metric.unit];
}

/** A value of a metric with its unit: "86.1 %", "13.1 points" or "0.94". */
function valueText(metric, value) {
  return isDefined(value) ? bare(metric, value) + unitOf(metric) : DASH;
}

/** A difference of two values of a metric: "+2.3 points". */
function differenceText(metric, value) {
  if (!isDefined(value)) return DASH;
  const text = bare(metric, value);
  return (value > 0 && Number(text) !== 0 ? `+${text}` : text) + (metric.unit === "ratio" ? "" : " points");
}

/** The ends of an interval: "[85.0, 87.2]"; empty if there are too few values. */
function endsText(metric, {low, high}) {
  return isDefined(low) && isDefined(high) ? `[${bare(metric, low)}, ${bare(metric, high)}]` : "";
}

/** "1 run", "2 runs" */
function several(number, word) {
  return `${count(number)} ${word}${number === 1 ? "" : "s"}`;
}

function duration(seconds) {
  if (!isDefined(seconds)) return DASH;
  if (seconds < 100) return `${rough(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
