/* Formats values. An undefined value is an en dash, never 0. */
export const DASH = "–";
const MINUS = "−";
const NARROW = "\u202f";

const whole = new Intl.NumberFormat("en-GB", {maximumFractionDigits: 0});
const short = new Intl.NumberFormat("en-GB", {maximumSignificantDigits: 4});
const clock = new Intl.DateTimeFormat("en-GB", {dateStyle: "medium", timeStyle: "medium"});

const defined = value => typeof value === "number" && Number.isFinite(value);

/** 0.8612 → "86.1 %" */
export function percent(value, digits = 1) {
  return defined(value) ? `${fixed(100 * value, digits)}${NARROW}%` : DASH;
}

/** A difference of accuracies in percentage points: 0.131 → "13.1 points" */
export function points(value, digits = 1) {
  return defined(value) ? `${fixed(100 * value, digits)} points` : DASH;
}

/** The same with a sign: −0.4 → "−40.0 points" */
export function signedPoints(value) {
  if (!defined(value)) return DASH;
  const text = points(value);
  return value > 0 && !text.startsWith("0.0") ? `+${text}` : text;
}

export function count(value) {
  return defined(value) ? whole.format(value).replace("-", MINUS) : DASH;
}

export function perSecond(value) {
  return defined(value) ? `${count(value)}/s` : DASH;
}

/** "90.3 % to 93.9 %, n = 5", or what is missing for an interval. */
export function intervalText({low, high, n}, show, unit = "n") {
  return n < 2 ? `${unit} = ${n}, no interval` : `${show(low)} to ${show(high)}, ${unit} = ${n}`;
}

/** Any figure, four significant digits. */
export function figure(value) {
  return defined(value) ? short.format(value).replace("-", MINUS) : DASH;
}

export function moment(epochMillis) {
  return defined(epochMillis) ? clock.format(epochMillis) : DASH;
}

const hours = new Intl.DateTimeFormat("en-GB", {timeStyle: "short"});

/** "14:03" */
export function time(epochMillis) {
  return defined(epochMillis) ? hours.format(epochMillis) : DASH;
}

/** `toFixed` with a real minus sign, and without one before 0. */
function fixed(value, digits) {
  const text = value.toFixed(digits);
  if (Number(text) === 0) return (0).toFixed(digits);
  return text.replace("-", MINUS);
}
