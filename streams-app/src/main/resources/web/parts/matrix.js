import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {heatStyle} from "../look/palette.js";
import {windowNames} from "../text/names.js";
import {DASH, count, percent} from "../text/format.js";

/** With more windows than this, a cell has no room for its number. */
const MAX_PRINTED = 12;
/** About this many names fit beside and above a matrix of many windows. */
const MAX_NAMES = 8;

/** The accuracy matrix of one run, as a table, so that it can be read without its colours. */
class AccuracyMatrix extends LitElement {
  static properties = {run: {attribute: false}};

  static styles = [shared, css`
    :host { display: block; container-type: inline-size; min-width: 0; }
    table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 2px; font-size: .8125rem; }
    table.dense { border-spacing: 0; font-size: .6875rem; }
    th { font-weight: 400; color: var(--ink-soft); padding: 1px 3px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .dense th { overflow: visible; padding: 0; }
    .dense thead th { padding-bottom: 8px; vertical-align: bottom; }
    tbody th { text-align: right; }
    thead .corner { width: 5.2rem; text-align: right; line-height: 1.25; font-size: .6875rem; overflow: visible; }
    td { height: 30px; padding: 0; text-align: center; border-radius: 4px; font-weight: 560; }
    .dense td, .dense tbody tr { height: 4px; border-radius: 0; line-height: 0; }
    .dense tbody th { line-height: 4px; height: 4px; }
    .now > * { border-top: 2px solid var(--ink); }
    .now td { border-radius: 0 0 4px 4px; }
    td.fallen { outline: 3px solid var(--bad); outline-offset: -3px; }
    .dense td.fallen { outline-width: 2px; outline-offset: 0; }
    th.marked { color: var(--bad); font-weight: 700; }
    .dense tbody th, .dense thead .corner { padding-right: 6px; }
    .now th { color: var(--ink); font-weight: 700; }
    table.dense .now td, table.dense .now th { height: 16px; line-height: 14px; }
    td.none { background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 7px); color: var(--ink-soft); font-weight: 400; }
    .empty { background: var(--sunken); border-radius: 6px; padding: 22px 14px; text-align: center; }
    @container (max-width: 420px) { table:not(.dense) { font-size: .75rem; } thead .corner { width: 4.2rem; } }
  `];

  #drawn = "";

  shouldUpdate() {
    // A matrix has thousands of cells: redraw it only if one of them has changed.
    const {metrics} = this.run;
    const cells = JSON.stringify([metrics?.matrix, metrics?.windows.map(w => [w.window, w.task, w.holdout]), metrics?.largestFall, now(metrics) ? 0 : metrics?.examples]);
    const changed = cells !== this.#drawn;
    this.#drawn = cells;
    return changed;
  }

  render() {
    const metrics = this.run.metrics;
    const newest = now(metrics);
    if (!newest && !metrics?.matrix.length) return this.#empty(metrics);
    const byNumber = windowNames(metrics.windows);
    const names = [...byNumber.values()];
    const dense = names.length > MAX_PRINTED;
    const nameOf = window => byNumber.get(window) ?? `window ${window}`;
    const step = dense ? Math.ceil(names.length / MAX_NAMES) : 1;
    const end = dense ? names.length - 2 : names.length;
    const fall = metrics.largestFall;
    const fallen = metrics.windows.findIndex(w => w.window === fall?.window);
    const since = metrics.matrix.findIndex(row => row.window === fall?.since);
    // The names that the verdict has are always there, and push others aside.
    const named = (i, marked) => i === marked || i % step === 0 && i < end && (marked < 0 || Math.abs(i - marked) >= step);
    const head = (name, i, marked, scope) => html`<th scope=${scope} class=${i === marked ? "marked" : ""} title=${name}>${!dense || named(i, marked) ? name : nothing}</th>`;
    return html`
      <table class=${dense ? "dense" : ""}>
        <caption class="hidden">Accuracy matrix of ${this.run.run} in percent. Rows: after training on a window. Columns: tested on a window.</caption>
        <thead><tr>
          <th class="corner" scope="col"><span aria-hidden="true">tested on →<br>after ↓</span><span class="hidden">after training on</span></th>
          ${names.map((name, j) => head(name, j, fallen, "col"))}
        </tr></thead>
        <tbody>${metrics.matrix.map((row, i) => html`
          <tr>${head(nameOf(row.window), i, since, "row")}${this.#cells(row, names, nameOf(row.window), dense)}</tr>`)}
          ${newest ? html`<tr class="now"><th scope="row">now</th>${this.#cells({accuracy: newest}, names, "now", dense, fallen)}</tr>` : nothing}
        </tbody>
      </table>`;
  }

  /** Windows after that of the row are one hatched cell, which never has the colour of 0. */
  #cells(row, names, after, dense, fallen = -1) {
    const last = row.accuracy.findLastIndex(value => value !== null);
    const future = names.length - 1 - last;
    const cells = row.accuracy.slice(0, last + 1).map((value, j) => {
      const words = `${after === "now" ? after : `after ${after}`}, tested on ${names[j]}: ${value === null ? "not evaluated" : percent(value)}`;
      if (value === null) return html`<td class="none" title=${words}>${dense ? nothing : DASH}</td>`;
      return html`<td class=${j === fallen ? "fallen" : ""} title=${words} .style=${heatStyle(value)}>${dense ? nothing : Math.round(100 * value)}</td>`;
    });
    return future > 0 ? [...cells, html`<td class="none" colspan=${future} title="the window has not begun yet"></td>`] : cells;
  }

  #empty(metrics) {
    return html`<p class="empty soft small">${metrics && metrics.examples > 0
      ? `${count(metrics.examples)} predictions, but no window has ended yet. The first row appears when window 0 ends.`
      : "No predictions yet."}</p>`;
  }
}
/** Newest accuracy on each window, including periodic evaluations; null before the first. */
function now(metrics) {
  const newest = metrics?.windows.map(w => w.holdout) ?? [];
  return newest.some(value => value !== null) ? newest : null;
}

customElements.define("lethe-matrix", AccuracyMatrix);
