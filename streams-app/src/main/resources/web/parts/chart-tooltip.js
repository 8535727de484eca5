import {css} from "lit";
import {valueAt} from "../data/series.js";
import {intervalAt} from "../data/bands.js";
import {figure, intervalText} from "../text/format.js";

const MAX_ROWS = 8;

export const tooltipStyles = css`
  .tip-body { background: var(--panel); color: var(--ink); border: 1px solid var(--line); border-radius: 7px; padding: 7px 10px; font: 12px/1.5 var(--font); box-shadow: 0 4px 16px rgb(0 0 0 / .16); }
  .tip-body p { color: var(--ink-soft); }
  .tip-body div { display: flex; align-items: center; gap: 7px; }
  .tip-body i { width: 12px; height: 3px; flex: none; }
  .tip-body span { flex: 1; max-width: 190px; overflow: hidden; text-overflow: ellipsis; }
  .tip-body .interval { text-align: right; font-size: 11px; font-variant-numeric: tabular-nums; }
  .tip-body b { font-variant-numeric: tabular-nums; margin-left: 10px; }
`;

/**
 * The values of the chart's lines at x, lowest first. Made of elements instead of an HTML string, because users write
 * the names. Looked up here, because ECharts passes only the series that have a point nearest to the pointer.
 */
export function chartTooltip({lines, xName, show, counted}, x) {
  const rows = lines.map(line => ({line, value: valueAt(line.data, x)})).filter(row => row.value !== null).sort((a, b) => a.value - b.value);
  const body = element("div", "tip-body");
  body.append(element("p", "", `${figure(x)} ${xName}`));
  for (const {line, value} of rows.slice(0, MAX_ROWS)) {
    const row = element("div");
    const mark = element("i");
    mark.style.background = line.colour;
    mark.style.opacity = line.opacity ?? 1;
    row.append(mark, element("span", "", line.name), element("b", "", show(value)));
    body.append(row);
    const interval = intervalAt(line, x);
    if (interval) body.append(element("p", "interval", intervalText(interval, show, counted)));
  }
  if (rows.length > MAX_ROWS) body.append(element("p", "", `and ${rows.length - MAX_ROWS} more`));
  return body;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
