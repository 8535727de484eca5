import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {fields} from "../look/fields.js";

const STATES = [["", "all states"], ["LIVE", "live"], ["RECOVERING", "recovering"], ["PAUSED", "paused"], ["STOPPED", "stopped"], ["FAILED", "failed"]];

/** Searches and filters the runs, and groups them by method. Dispatches "change-view" with what has changed. */
class RunFilter extends LitElement {
  static properties = {query: {attribute: false}, state: {attribute: false}, grouped: {attribute: false}, listed: {attribute: false}, count: {attribute: false}};

  static styles = [shared, fields, css`
    form { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 10px; }
    input[type="search"] { flex: 1 1 9rem; min-width: 0; max-width: 22rem; }
    @media print { :host { display: none; } }
  `];

  render() {
    const narrowed = this.query || this.state;
    return html`
      <form role="search" aria-label="Runs" @submit=${event => event.preventDefault()}>
        <input type="search" aria-label="Search runs" placeholder="Search: er seed=3" title="All words must occur in a run's name, method, model or settings, such as seed=3"
          .value=${this.query ?? ""} @input=${event => this.#change({query: event.target.value || null})}>
        <select aria-label="State of the runs" .value=${this.state ?? ""} @change=${event => this.#change({state: event.target.value || null})}>
          ${STATES.map(([value, label]) => html`<option value=${value} ?selected=${value === (this.state ?? "")}>${label}</option>`)}
        </select>
        <label title="Runs that differ in their seed only are one line with a band"><input type="checkbox" .checked=${this.grouped}
          @change=${event => this.#change({grouped: event.target.checked})}>Group by method</label>
        ${narrowed ? html`<span class="soft small" role="status">${this.listed} of ${this.count} runs</span>
          <button type="button" @click=${() => this.#change({query: null, state: null})}>Clear</button>` : nothing}
      </form>`;
  }

  #change(detail) {
    this.dispatchEvent(new CustomEvent("change-view", {detail, bubbles: true, composed: true}));
  }
}
customElements.define("lethe-run-filter", RunFilter);
