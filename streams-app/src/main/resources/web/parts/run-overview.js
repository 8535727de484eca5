import {LitElement, html, css} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import "./run-card.js";
import "./run-table.js";

/** All runs, as cards side by side or as a table. */
class RunOverview extends LitElement {
  static properties = {runs: {attribute: false}, asTable: {attribute: false}, focused: {attribute: false}};

  static styles = [shared, css`
    .head { display: flex; align-items: center; justify-content: space-between; gap: 12px; margin-bottom: 8px; }
    .cards { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 350px), 1fr)); align-items: start; }
    .cards.even { grid-template-columns: repeat(auto-fit, minmax(min(100%, 540px), 1fr)); }
    .choice { display: flex; gap: 6px; }
    @media print { .choice { display: none; } }
  `];

  render() {
    const {asTable} = this;
    return html`
      <section aria-labelledby="runs">
        <div class="head">
          <h2 id="runs">Runs</h2>
          <div class="choice" role="group" aria-label="Show runs as">
            <button type="button" aria-pressed=${!asTable} @click=${() => this.#view("cards")}>Cards</button>
            <button type="button" aria-pressed=${asTable} @click=${() => this.#view("table")}>Table</button>
          </div>
        </div>
        ${asTable
          ? html`<lethe-run-table .runs=${this.runs} .focused=${this.focused}></lethe-run-table>`
          : html`<div class="cards ${this.runs.length === 4 ? "even" : ""}">
              ${repeat(this.runs, run => run.run, run => html`<lethe-run-card .run=${run}></lethe-run-card>`)}
            </div>`}
      </section>`;
  }

  #view(name) {
    this.dispatchEvent(new CustomEvent("view", {detail: name}));
  }
}
customElements.define("lethe-run-overview", RunOverview);
