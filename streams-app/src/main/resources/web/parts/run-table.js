import {LitElement, html, css} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import {METRICS, explanation} from "../text/metrics.js";
import {DASH} from "../text/format.js";
import {swatch} from "./swatch.js";
import {runState, runStateStyles} from "./run-state.js";

/** All runs and all metrics in one table. A click on a metric sorts by it. */
class RunTable extends LitElement {
  static properties = {runs: {attribute: false}, sortKey: {state: true}, descending: {state: true}};

  static styles = [shared, runStateStyles, css`
    table { width: 100%; font-size: .8125rem; }
    th, td { padding: 6px 10px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
    tbody tr:last-child > * { border-bottom: 0; }
    thead th { font-weight: 560; color: var(--ink-soft); vertical-align: bottom; white-space: normal; min-width: 88px; }
    thead button { all: unset; cursor: pointer; text-align: right; }
    thead button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    th[scope="row"], .left { text-align: left; }
    th[scope="row"] { position: sticky; left: 0; background: var(--panel); font-weight: 600; }
    th[scope="row"] > span { display: flex; align-items: center; gap: 7px; max-width: 15rem; }
    th[scope="row"] b { font-weight: inherit; overflow: hidden; text-overflow: ellipsis; }
    .method { max-width: 22rem; overflow: hidden; text-overflow: ellipsis; font-family: var(--mono); font-size: .75rem; }
    @media (max-width: 600px) { th[scope="row"] > span { max-width: 9rem; } }
  `];

  constructor() {
    super();
    this.sortKey = null;
    this.descending = true;
  }

  render() {
    return html`
      <div class="panel scroll" role="region" aria-label="All runs, table" tabindex="0">
        <table>
          <thead><tr>
            <th scope="col" class="left">Run</th><th scope="col" class="left">State</th>
            ${METRICS.map(m => html`
              <th scope="col" aria-sort=${m.key !== this.sortKey ? "none" : this.descending ? "descending" : "ascending"}>
                <button type="button" title=${explanation(m)} @click=${() => this.#sortBy(m.key)}>${m.label}${this.#arrow(m.key)}</button>
              </th>`)}
            <th scope="col">Windows ended</th><th scope="col">Seed</th><th scope="col" class="left">Method</th>
          </tr></thead>
          <tbody>${repeat(this.#sorted(), run => run.run, run => html`
            <tr>
              <th scope="row"><span title=${run.run}>${swatch(run)}<b>${run.run}</b></span></th>
              <td class="left" title=${run.reason ?? ""}>${runState(run)}</td>
              ${METRICS.map(m => html`<td data-metric=${m.key}>${m.show(m.value(run))}</td>`)}
              <td>${run.metrics?.windowsClosed ?? DASH}</td><td>${run.seed}</td>
              <td class="left method" title=${run.method}>${run.method}</td>
            </tr>`)}
          </tbody>
        </table>
      </div>`;
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
