import {LitElement, html, css} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import {shortened} from "../text/names.js";
import {seedsText} from "../data/groups.js";
import {swatch} from "./swatch.js";

const MAX_RUN = 28;
const MAX_METHOD = 44;

/** Selects the runs or methods of the matrices and charts. It is also the charts' legend, so it stays visible. */
class RunPicker extends LitElement {
  static properties = {items: {attribute: false}};

  static styles = [shared, css`
    :host { position: sticky; top: 0; z-index: 5; margin: 0 calc(var(--gap) * -1); padding: 8px var(--gap); background: var(--bg); border-bottom: 1px solid var(--line); }
    div { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; max-height: 7.5rem; overflow-y: auto; padding: 3px; }
    button { display: inline-flex; align-items: center; gap: 7px; max-width: 26rem; }
    button > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    button[aria-pressed="false"] { color: var(--ink-soft); border-style: dashed; }
    button[aria-pressed="false"] .swatch { opacity: .35; }
    .seeds { flex: none; color: var(--ink-soft); }
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
    const {items} = this;
    return html`
      <div role="group" aria-label="Shown in matrices and charts">
        <span class="label soft small">Shown below</span>
        ${repeat(items, item => item.key, item => html`
          <button type="button" aria-pressed=${item.isShown} title=${item.title}
            @click=${() => this.#choose([item.key], !item.isShown)}>${swatch(item)}<span>${shortened(item.label, item.group ? MAX_METHOD : MAX_RUN)}</span>${
              item.group ? html`<span class="seeds">${seedsText(item.group)}</span>` : ""}</button>`)}
        ${items.length > 2 ? html`
          <button type="button" class="plain" @click=${() => this.#choose(items.map(item => item.key), true)}>All</button>
          <button type="button" class="plain" @click=${() => this.#choose(items.map(item => item.key), false)}>None</button>` : ""}
      </div>`;
  }

  #choose(keys, shown) {
    this.dispatchEvent(new CustomEvent("choose", {detail: {keys, shown}}));
  }
}
customElements.define("lethe-run-picker", RunPicker);
