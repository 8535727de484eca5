import {LitElement, html, css, nothing} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import "./run-card.js";
import "./run-filter.js";
import "./run-table.js";

/** So few runs are found at a glance. */
const MAX_WITHOUT_FILTER = 2;

const VIEWS = [["cards", "Cards"], ["table", "Table"], ["metrics", "All metrics"]];

/** All runs: as cards side by side, as a table of the metrics that matter most, or as one of all metrics. */
class RunOverview extends LitElement {
  static properties = {
    runs: {attribute: false}, count: {attribute: false}, view: {attribute: false}, focused: {attribute: false},
    grouped: {attribute: false}, choice: {attribute: false},
  };

  static styles = [shared, css`
    .head { display: flex; align-items: center; justify-content: space-between; gap: 12px; margin-bottom: 8px; }
    .cards { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 350px), 1fr)); align-items: start; }
    .cards.even { grid-template-columns: repeat(auto-fit, minmax(min(100%, 540px), 1fr)); }
    .choice { display: flex; gap: 6px; }
    lethe-run-filter { display: block; margin-bottom: 8px; }
    .none { padding: 18px; }
    @media print { .choice { display: none; } }
  `];

  render() {
    const {view} = this;
    return html`
      <section aria-labelledby="runs">
        <div class="head">
          <h2 id="runs">Runs</h2>
          <div class="choice" role="group" aria-label="Show runs as">
            ${VIEWS.map(([name, label]) => html`<button type="button" aria-pressed=${view === name} @click=${() => this.#view(name)}>${label}</button>`)}
          </div>
        </div>
        ${this.count > MAX_WITHOUT_FILTER ? html`<lethe-run-filter .query=${this.choice.query} .state=${this.choice.state} .grouped=${this.grouped}
          .listed=${this.runs.length} .count=${this.count}></lethe-run-filter>` : nothing}
        ${this.runs.length === 0 ? html`<p class="panel none soft">No run matches.</p>` : this.#runs(view)}
      </section>`;
  }

  #runs(view) {
    return view !== "cards"
      ? html`<lethe-run-table .runs=${this.runs} .focused=${this.focused} .complete=${view === "metrics"}
          .pinned=${this.choice.pinned} .sort=${this.choice.sort}></lethe-run-table>`
      : html`<div class="cards ${this.runs.length === 4 ? "even" : ""}">
          ${repeat(this.runs, run => run.run, run => html`<lethe-run-card .run=${run}></lethe-run-card>`)}
        </div>`;
  }

  #view(view) {
    this.dispatchEvent(new CustomEvent("change-view", {detail: {view}, bubbles: true, composed: true}));
  }
}
customElements.define("lethe-run-overview", RunOverview);
