import {html} from "lit";
import {valueAt} from "../data/series.js";
import {intervalAt} from "../data/bands.js";
import {figure, intervalText} from "../text/format.js";

const ROWS = 20;

/** The lines of a chart as a table with ROWS evenly spaced values of x, newest first. */
export function chartTable({heading, lines, xName, show, counted}) {
  const end = Math.max(...lines.map(line => line.data.at(-1)?.[0] ?? 0));
  const xs = Array.from({length: ROWS}, (_, i) => end * (1 - i / ROWS));
  const interval = (line, x) => {
    const found = intervalAt(line, x);
    return found ? ` (${intervalText(found, show, counted)})` : "";
  };
  return html`
    <div class="scroll" role="region" tabindex="0" aria-label=${`${heading}, table`}>
      <table>
        <thead><tr><th scope="col">${xName}</th>${lines.map(line => html`<th scope="col">${line.name}</th>`)}</tr></thead>
        <tbody>${xs.map(x => html`<tr><th scope="row">${figure(x)}</th>${lines.map(line => html`<td>${show(valueAt(line.data, x))}${interval(line, x)}</td>`)}</tr>`)}</tbody>
      </table>
    </div>`;
}
