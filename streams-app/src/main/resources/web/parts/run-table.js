import {LitElement, html, css, nothing} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import {METRICS, explanation, isMeasured, shown} from "../text/metrics.js";
import {different, equal} from "../data/settings.js";
import {DASH} from "../text/format.js";
import {shortened} from "../text/names.js";
import {swatch} from "./swatch.js";
import {runState, runStateStyles} from "./run-state.js";

const MAX_NAME = 25;
const MAX_METHOD = 20;
const MAX_SETTING = 28;
/** So many metrics fit beside the matrix on a laptop. */
const MAX_METRICS = 3;

/** Has a column of its own. */
const LISTED = new Set(["seed"]);
const order = new Intl.Collator("en", {numeric: true});

/**
 * One line per run, with the first metrics that are measured, or all of them and the settings that differ. A click on a
 * heading sorts by it, a click on a run selects it. Pinned runs come first.
 */
class RunTable extends LitElement {
  static properties = {
    runs: {attribute: false}, focused: {attribute: false}, complete: {attribute: false}, pinned: {attribute: false}, sort: {attribute: false},
  };

  static styles = [shared, runStateStyles, css`
    table { width: 100%; font-size: .8125rem; }
    th, td { padding: 3px 7px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
    tbody tr:last-child > * { border-bottom: 0; }
    tr.quiet > td:not(.state) { opacity: .55; }
    thead th { font-weight: 560; color: var(--ink-soft); vertical-align: bottom; white-space: normal; line-height: 1.25; padding-top: 6px; }
    thead button, tbody button { all: unset; cursor: pointer; }
    thead button { text-align: right; }
    th.left button { text-align: left; }
    th[scope="row"] > div { display: flex; align-items: center; gap: 5px; }
    tbody button.pin { flex: none; width: 1.1rem; text-align: center; color: var(--ink-soft); }
    tbody button.pin[aria-pressed="true"] { color: var(--accent); background: none; }
    tr.pinned > th { box-shadow: inset 3px 0 var(--accent); }
    .equal { margin-top: 8px; font-size: .8125rem; }
    .equal summary { cursor: pointer; color: var(--ink-soft); }
    .equal dl { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); gap: 2px 14px; margin-top: 6px; }
    .equal dt { font-family: var(--mono); font-size: .76rem; color: var(--ink-soft); }
    .equal dd { overflow-wrap: anywhere; }
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
    this.pinned = new Set();
    this.sort = null;
  }

  render() {
    const columns = this.#columns();
    const sorted = this.#sorted(columns);
    const metrics = columns.filter(column => column.cell);
    return html`
      <div class="panel scroll" role="region" aria-label="All runs, table" tabindex="0">
        <table class=${this.complete ? "" : "brief"}>
          <thead><tr>${columns.map(column => this.#heading(column))}</tr></thead>
          <tbody>${repeat(sorted, run => run.run, run => html`
            <tr class="${run.quiet ? "quiet" : ""} ${run.run === this.focused ? "focused" : ""} ${this.pinned.has(run.run) ? "pinned" : ""}">
              <th scope="row"><div>${this.#pin(run)}<button type="button" title=${run.run} @click=${() => this.#send("change-view", {focus: run.run})}>${swatch(run)}<span>${shortened(run.label, MAX_NAME)}</span></button></div></th>
              <td class="left method" title=${run.method}>${shortened(run.method, MAX_METHOD)}</td>
              <td class="left state" title=${run.reason ?? nothing}>${runState(run)}</td>
              ${metrics.map(column => html`<td class=${column.left ? "left" : ""} data-metric=${column.key} title=${column.title?.(run) ?? nothing}>${column.cell(run)}</td>`)}
            </tr>`)}
          </tbody>
        </table>
      </div>
      ${this.complete ? this.#equal() : nothing}`;
  }

  /** `{key, label, left, about, value(run), cell(run)}`; the first three have cells of their own. */
  #columns() {
    const measured = METRICS.filter(m => this.runs.some(run => isMeasured(m, run)));
    const metrics = (this.complete ? measured : measured.slice(0, MAX_METRICS))
      .map(m => ({key: m.key, label: m.label, left: Boolean(m.text), about: explanation(m), value: m.value, cell: run => shown(m, run)}));
    const more = [
      {key: "windows", label: "Windows ended", value: run => run.metrics?.windowsClosed, cell: run => run.metrics?.windowsClosed ?? DASH},
      {key: "seed", label: "Seed", value: run => run.seed, cell: run => run.seed},
      ...different(this.runs).filter(({name}) => !LISTED.has(name)).map(({name, value}) => ({
        key: `set:${name}`, label: name, left: true, about: "A setting in which these runs differ.", value, cell: run => shortened(value(run), MAX_SETTING), title: value,
      })),
    ];
    return [
      {key: "run", label: "Run", left: true, value: run => run.label},
      {key: "method", label: "Method", left: true, value: run => run.method},
      {key: "state", label: "State", left: true, value: run => run.state},
      ...metrics, ...(this.complete ? more : []),
    ];
  }

  #heading({key, label, left, about}) {
    const direction = this.sort?.key !== key ? "none" : this.sort.descending ? "descending" : "ascending";
    return html`
      <th scope="col" class="${left ? "left" : ""} ${key === "method" ? "method" : ""}" aria-sort=${direction}>
        <button type="button" title=${about ?? "Sort"} @click=${() => this.#sortBy(key)}>${label}${{none: "", descending: " ↓", ascending: " ↑"}[direction]}</button>
      </th>`;
  }

  #pin(run) {
    const isPinned = this.pinned.has(run.run);
    return html`<button type="button" class="pin" aria-pressed=${isPinned} aria-label=${`Pin ${run.label}`}
      title="A pinned run stays on top, in the charts and in every filter" @click=${() => this.#send("pin", run.run)}>${isPinned ? "★" : "☆"}</button>`;
  }

  #equal() {
    if (this.runs.length < 2) return nothing;
    const settings = equal(this.runs);
    return html`
      <details class="equal"><summary>${settings.length} settings that these ${this.runs.length} runs share</summary>
        <dl>${settings.map(({name, value}) => html`<dt>${name}</dt><dd>${value(this.runs[0])}</dd>`)}</dl></details>`;
  }

  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true, composed: true}));
  }

  /** Numbers begin with the largest, texts with A; a second click turns the order round. */
  #sortBy(key) {
    const isText = typeof this.#columns().find(column => column.key === key).value(this.runs[0]) === "string";
    const descending = this.sort?.key === key ? !this.sort.descending : !isText;
    this.#send("change-view", {sort: {key, descending}});
  }

  /** Pinned runs first; undefined values last in both directions. */
  #sorted(columns) {
    const value = columns.find(column => column.key === this.sort?.key)?.value;
    const sign = this.sort?.descending ? -1 : 1;
    const isLast = x => x === null || x === undefined || x === DASH;
    return [...this.runs].sort((a, b) => {
      const pins = this.pinned.has(b.run) - this.pinned.has(a.run);
      if (pins !== 0 || !value) return pins;
      const [x, y] = [value(a), value(b)];
      if (isLast(x) || isLast(y)) return isLast(x) - isLast(y);
      return sign * (typeof x === "number" ? x - y : order.compare(x, y));
    });
  }
}
customElements.define("lethe-run-table", RunTable);
