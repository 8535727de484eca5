import {LitElement, html, css} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import {shortened} from "../text/names.js";
import {swatch} from "./swatch.js";

/** Selects the runs of the matrices and charts. It is also the charts' legend, so it stays visible. */
class RunPicker extends LitElement {
  static properties = {runs: {attribute: false}, shown: {attribute: false}};

  static styles = [shared, css`
    :host { position: sticky; top: 0; z-index: 5; margin: 0 calc(var(--gap) * -1); padding: 8px var(--gap); background: var(--bg); border-bottom: 1px solid var(--line); }
    div { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; max-height: 7.5rem; overflow-y: auto; padding: 3px; }
    button { display: inline-flex; align-items: center; gap: 7px; max-width: 20rem; }
    button > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    button[aria-pressed="false"] { color: var(--ink-soft); border-style: dashed; }
    button[aria-pressed="false"] .swatch { opacity: .35; }
    .label { margin-right: 4px; }
    .plain { background: none; border-color: transparent; text-decoration: underline; text-underline-offset: 3px; color: var(--accent); }
    @media print { :host { display: none; } }
    @media (max-width: 600px) {
      :host { margin: 0 -12px; padding: 4px 12px; }
      div { flex-wrap: nowrap; overflow-x: auto; overflow-y: hidden; }
      button, .label { flex: none; }
    }
  `];

  render() {
    const shown = new Set(this.shown.map(run => run.run));
    return html`
      <div role="group" aria-label="Runs shown in matrices and charts">
        <span class="label soft small">Shown below</span>
        ${repeat(this.runs, run => run.run, run => html`
          <button type="button" aria-pressed=${shown.has(run.run)} title=${`${run.run}: ${run.method}`}
            @click=${() => this.#choose([run.run], !shown.has(run.run))}>${swatch(run)}<span>${shortened(run.label, 28)}</span></button>`)}
        ${this.runs.length > 2 ? html`
          <button type="button" class="plain" @click=${() => this.#choose(this.runs.map(run => run.run), true)}>All</button>
          <button type="button" class="plain" @click=${() => this.#choose(this.runs.map(run => run.run), false)}>None</button>` : ""}
      </div>`;
  }

  #choose(names, shown) {
    this.dispatchEvent(new CustomEvent("choose", {detail: {names, shown}}));
  }
}
customElements.define("lethe-run-picker", RunPicker);
