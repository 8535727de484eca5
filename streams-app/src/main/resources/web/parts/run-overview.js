import {LitElement, html, css} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import "./run-card.js";
import "./run-table.js";

/** Cards show more of each run, a table compares more runs. With more runs than this, the table is the default. */
const MAX_CARDS_BY_DEFAULT = 6;

/** All runs side by side, as cards or as a table. */
class RunOverview extends LitElement {
  static properties = {runs: {attribute: false}, asTable: {state: true}};

  static styles = [shared, css`
    .head { display: flex; align-items: center; justify-content: space-between; gap: 12px; margin-bottom: 10px; }
    .cards { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 350px), 1fr)); align-items: start; }
    .cards.even { grid-template-columns: repeat(auto-fit, minmax(min(100%, 540px), 1fr)); }
    .choice { display: flex; gap: 6px; }
  `];

  constructor() {
    super();
    this.asTable = null;
  }

  render() {
    const asTable = this.asTable ?? this.runs.length > MAX_CARDS_BY_DEFAULT;
    return html`
      <section aria-labelledby="runs">
        <div class="head">
          <h2 id="runs">Runs</h2>
          <div class="choice" role="group" aria-label="Show runs as">
            <button type="button" aria-pressed=${!asTable} @click=${() => { this.asTable = false; }}>Cards</button>
            <button type="button" aria-pressed=${asTable} @click=${() => { this.asTable = true; }}>Table</button>
          </div>
        </div>
        ${asTable
          ? html`<lethe-run-table .runs=${this.runs}></lethe-run-table>`
          : html`<div class="cards ${this.runs.length === 4 ? "even" : ""}">
              ${repeat(this.runs, run => run.run, run => html`<lethe-run-card .run=${run}></lethe-run-card>`)}
            </div>`}
      </section>`;
  }
}
customElements.define("lethe-run-overview", RunOverview);
