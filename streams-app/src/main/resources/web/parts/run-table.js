import {LitElement, html, css, nothing} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import {METRICS, explanation, isMeasured, shown} from "../text/metrics.js";
import {DASH} from "../text/format.js";
import {shortened} from "../text/names.js";
import {swatch} from "./swatch.js";
import {runState, runStateStyles} from "./run-state.js";

const MAX_NAME = 25;
const MAX_METHOD = 20;
/** So many metrics fit beside the matrix on a laptop. */
const MAX_METRICS = 3;

/** One line per run, with the first metrics that are measured, or all of them. A click on a metric sorts by it, a click on a run selects it. */
class RunTable extends LitElement {
  static properties = {runs: {attribute: false}, focused: {attribute: false}, complete: {attribute: false}, sortKey: {state: true}, descending: {state: true}};

  static styles = [shared, runStateStyles, css`
    table { width: 100%; font-size: .8125rem; }
    th, td { padding: 3px 7px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
    tbody tr:last-child > * { border-bottom: 0; }
    tr.quiet > td:not(.state) { opacity: .55; }
    thead th { font-weight: 560; color: var(--ink-soft); vertical-align: bottom; white-space: normal; line-height: 1.25; padding-top: 6px; }
    thead button, tbody button { all: unset; cursor: pointer; }
    thead button { text-align: right; }
    button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    th[scope="row"], .left { text-align: left; }
    th[scope="row"] { position: sticky; left: 0; background: var(--panel); font-weight: 600; }
    th[scope="row"] button { display: flex; align-items: center; gap: 7px; max-width: 16rem; overflow: hidden; }
    th[scope="row"] button span { overflow: hidden; text-overflow: ellipsis; }
    tbody tr:hover > *, tbody tr.focused > * { background: var(--sunken); }
    td.method { font-family: var(--mono); font-size: .75rem; }
    td[data-metric="largestFall"] { text-align: left; font-weight: 560; }
    @media (max-width: 600px) {
      table.brief .method { display: none; }
      th[scope="row"] button { max-width: 7.5rem; }
      table.brief td[data-metric="largestFall"] { white-space: normal; min-width: 8.5rem; line-height: 1.3; }
    }
  `];

  constructor() {
    super();
    this.complete = false;
    this.sortKey = null;
    this.descending = true;
  }

  render() {
    const measured = METRICS.filter(m => this.runs.some(run => isMeasured(m, run)));
    const metrics = this.complete ? measured : measured.slice(0, MAX_METRICS);
    return html`
      <div class="panel scroll" role="region" aria-label="All runs, table" tabindex="0">
        <table class=${this.complete ? "" : "brief"}>
          <thead><tr>
            <th scope="col" class="left">Run</th><th scope="col" class="left method">Method</th><th scope="col" class="left">State</th>
            ${metrics.map(m => html`
              <th scope="col" class=${m.text ? "left" : ""} aria-sort=${m.key !== this.sortKey ? "none" : this.descending ? "descending" : "ascending"}>
                <button type="button" title=${explanation(m)} @click=${() => this.#sortBy(m.key)}>${m.label}${this.#arrow(m.key)}</button>
              </th>`)}
            ${this.complete ? html`<th scope="col">Windows ended</th><th scope="col">Seed</th>` : nothing}
          </tr></thead>
          <tbody>${repeat(this.#sorted(), run => run.run, run => html`
            <tr class="${run.quiet ? "quiet" : ""} ${run.run === this.focused ? "focused" : ""}">
              <th scope="row"><button type="button" title=${run.run} @click=${() => this.#focus(run)}>${swatch(run)}<span>${shortened(run.label, MAX_NAME)}</span></button></th>
              <td class="left method" title=${run.method}>${shortened(run.method, MAX_METHOD)}</td>
              <td class="left state" title=${run.reason ?? nothing}>${runState(run)}</td>
              ${metrics.map(m => html`<td data-metric=${m.key}>${shown(m, run)}</td>`)}
              ${this.complete ? html`<td>${run.metrics?.windowsClosed ?? DASH}</td><td>${run.seed}</td>` : nothing}
            </tr>`)}
          </tbody>
        </table>
      </div>`;
  }

  #focus(run) {
    this.dispatchEvent(new CustomEvent("focus-run", {detail: run.run, bubbles: true, composed: true}));
  }

  #arrow(key) {
    if (key !== this.sortKey) return "";
    return this.descending ? " ↓" : " ↑";
  }

  #sortBy(key) {
    this.descending = key === this.sortKey ? !this.descending : true;
    this.sortKey = key;
  }

  /** Undefined values come last in both directions. */
  #sorted() {
    const chosen = METRICS.find(m => m.key === this.sortKey);
    if (!chosen) return this.runs;
    const sign = this.descending ? -1 : 1;
    return [...this.runs].sort((a, b) => {
      const [x, y] = [chosen.value(a) ?? null, chosen.value(b) ?? null];
      if (x === null || y === null) return (x === null) - (y === null);
      return sign * (x - y);
    });
  }
}
customElements.define("lethe-run-table", RunTable);
