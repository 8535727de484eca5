/* Colours that carry meaning, each in a light and a dark variant of the same hue.
 *
 * Runs: hues based on Okabe and Ito's set, which readers with the usual colour deficiencies can tell apart, adjusted to
 * a contrast of at least 3:1 with the background. After eight runs the hues repeat with another dash, so colour is never
 * the only difference. */
const RUN = [
  ["#0072b2", "#56b4e9"], ["#d55e00", "#ff9a4d"], ["#00805f", "#3dd6a3"], ["#a8438c", "#e58ac8"],
  ["#8a6b00", "#ebd94a"], ["#5a4fcf", "#a79cff"], ["#b3263a", "#ff7f8e"], ["#5f6b76", "#b4bec8"],
];
const DASHES = ["solid", "dashed", "dotted"];

/** Windows from oldest to newest: a ramp of steadily changing lightness, readable without hue. */
const AGE = {
  light: ["#2a1a70", "#8a1e8c", "#d0436b", "#e0792a", "#a88b00"],
  dark: ["#8d8cff", "#c07be8", "#f0789c", "#fca561", "#f3e85c"],
};

/** Accuracy from 0 to 1: low accuracy fades into the panel, high accuracy stands out. */
const HEAT = {
  light: ["#e9eff1", "#a9d3d8", "#4a9dab", "#0b4f5c"],
  dark: ["#18222b", "#1f4f5c", "#2f92a3", "#a5eef0"],
};

/** Colours of the page for charts: a canvas cannot read CSS. */
export const CHART_INK = {
  light: {panel: "#ffffff", ink: "#16202a", soft: "#55616d", line: "#e3e8ed", band: "rgba(22,32,42,.035)"},
  dark: {panel: "#151c23", ink: "#e8eef3", soft: "#9cabb8", line: "#27323c", band: "rgba(232,238,243,.04)"},
};

/** Look of the run with the colour slot `slot`; `css` follows the theme. */
export function runLook(slot) {
  const [light, dark] = RUN[slot % RUN.length];
  return {light, dark, css: `light-dark(${light}, ${dark})`, dash: DASHES[Math.floor(slot / RUN.length) % DASHES.length]};
}

/** Colour of window `index` of `count`. */
export function ageColour(theme, index, count) {
  return hex(ramp(AGE[theme], count < 2 ? 0 : index / (count - 1)));
}

/** CSS background and text colour for an accuracy. */
export function heatStyle(accuracy) {
  const [light, dark] = ["light", "dark"].map(theme => ramp(HEAT[theme], accuracy));
  return `background:light-dark(${hex(light)},${hex(dark)});color:light-dark(${inkOn(light)},${inkOn(dark)})`;
}

/** CSS gradient of the heat scale, for its legend. */
export function heatGradient() {
  const stops = HEAT.light.map((_, i) => `light-dark(${HEAT.light[i]}, ${HEAT.dark[i]})`);
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

function ramp(stops, position) {
  const at = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const left = Math.min(stops.length - 2, Math.floor(at));
  const from = channels(stops[left]);
  const to = channels(stops[left + 1]);
  return from.map((value, i) => Math.round(value + (to[i] - value) * (at - left)));
}

function channels(colour) {
  return [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
}

function hex(rgb) {
  return `#${rgb.map(value => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever has the larger WCAG contrast with the background. */
function inkOn(rgb) {
  const linear = rgb.map(value => value / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? "#0d1217" : "#ffffff";
}
