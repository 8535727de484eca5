/* Files of a chart: the picture with heading and legend, and the plotted values. */
import {CHART_INK} from "../look/palette.js";

const SCALE = 2;
const PAD = 14;
const LINE = 18;
const DASHES = {solid: [], dashed: [6, 4], dotted: [2, 3]};

/**
 * The plotted values as a table with one row per line and x. Accuracies are shares of 1. Lines with an interval have
 * `low`, `high` and `n`; an undefined value is empty.
 */
export function chartCsv({lines, xName}) {
  const rows = lines.flatMap(line => line.data.map(([x, y], i) => [cell(line.name), x, y, ...(line.band?.[i].slice(1) ?? [null, null, null])]));
  const header = ["line", cell(xName), "value", "low", "high", "n"];
  return [header, ...rows].map(row => row.map(value => value ?? "").join(",")).join("\r\n") + "\r\n";
}

/** A PNG of the chart on the canvas `drawn`, `width` CSS pixels wide, with its heading, its note and its lines' names. */
export function chartPng({heading, note, lines, theme}, drawn, width) {
  const ink = CHART_INK[theme];
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  pen.font = font(12);
  const entries = legend(pen, lines, width);
  const notes = note ? wrapped(pen, note, width - 2 * PAD) : [];
  const head = PAD + 20 + notes.length * LINE;
  const chartHeight = drawn.height / drawn.width * width;
  canvas.width = width * SCALE;
  canvas.height = Math.ceil(head + chartHeight + entries.height + 2 * PAD) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = ink.panel;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = ink.ink;
  pen.font = font(15, 650);
  pen.fillText(heading, PAD, PAD + 12);
  pen.font = font(12);
  pen.fillStyle = ink.soft;
  notes.forEach((text, i) => pen.fillText(text, PAD, PAD + 12 + (i + 1) * LINE));
  pen.drawImage(drawn, 0, head, width, chartHeight);
  for (const {line, x, y} of entries.placed) drawEntry(pen, line, x, head + chartHeight + PAD + y, ink);
  return new Promise(resolve => { canvas.toBlob(resolve, "image/png"); });
}

/** Offers the content as a download. */
export function download(content, name, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
  Object.assign(document.createElement("a"), {href: url, download: name}).click();
  // The download has begun when the click returns; a moment more does no harm.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** "Average accuracy: er" → "average-accuracy-er" */
export function fileName(text) {
  return text.toLowerCase().replace(/[^a-z0-9.]+/g, "-").replace(/^-|-$/g, "").slice(0, 80);
}

/** Users write names: a spreadsheet must not take them for formulas. */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function legend(pen, lines, width) {
  const placed = [];
  let [x, y] = [PAD, 0];
  for (const line of lines) {
    const size = 34 + pen.measureText(line.name).width + 16;
    if (x > PAD && x + size > width) [x, y] = [PAD, y + LINE];
    placed.push({line, x, y});
    x += size;
  }
  return {placed, height: y + LINE};
}

function drawEntry(pen, line, x, y, ink) {
  pen.strokeStyle = line.colour;
  pen.globalAlpha = line.opacity ?? 1;
  pen.lineWidth = line.width ?? 2;
  pen.setLineDash(DASHES[line.dash ?? "solid"]);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + 26, y);
  pen.stroke();
  pen.globalAlpha = 1;
  pen.fillStyle = ink.ink;
  pen.fillText(line.name, x + 34, y + 4);
}

function wrapped(pen, text, width) {
  return text.split(" ").reduce((rows, word) => {
    const longer = rows.length === 0 ? word : `${rows.at(-1)} ${word}`;
    return rows.length > 0 && pen.measureText(longer).width <= width ? [...rows.slice(0, -1), longer] : [...rows, word];
  }, []);
}

function font(size, weight = 400) {
  return `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
}
