/* The page: chooses the shown runs and the theme. The sections draw these runs. */
import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {defaultChoice} from "../data/choice.js";
import {effectiveTheme, onThemeChange} from "../look/theme.js";
import "./top-bar.js";
import "./verdict-line.js";
import "./run-picker.js";
import "./run-overview.js";
import "./knowledge-section.js";
import "./stream-section.js";
import "./glossary.js";
import "./empty-state.js";

/** More lines than this in one chart are hard to tell apart; the reader can still choose them. */
const MAX_SHOWN_BY_DEFAULT = 8;

export class LetheApp extends LitElement {
  static properties = {
    store: {attribute: false},
    connection: {attribute: false},
    theme: {state: true},
    runs: {state: true},
    choices: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; }
    main { max-width: 1560px; margin: 0 auto; padding: var(--gap); display: grid; gap: calc(var(--gap) * 1.5); grid-template-columns: minmax(0, 1fr); }
    footer { padding: 8px 0 24px; }
    @media (max-width: 600px) { main { padding: 12px; } }
  `];

  #stop = [];

  constructor() {
    super();
    this.connection = "connecting";
    this.theme = effectiveTheme();
    this.runs = [];
    this.choices = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = [onThemeChange(() => { this.theme = effectiveTheme(); })];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop.forEach(stop => stop());
  }

  willUpdate(changed) {
    if (changed.has("store") && this.store) {
      this.#stop.push(this.store.listen(() => { this.runs = this.store.runs; }));
    }
    document.title = this.runs.length === 0 ? "Lethe" : `Lethe: ${this.runs.length === 1 ? "1 run" : `${this.runs.length} runs`}`;
  }

  /** The reader's choice. By default, some runs of every method. */
  get #shown() {
    const byDefault = defaultChoice(this.runs, MAX_SHOWN_BY_DEFAULT);
    return this.runs.filter(run => this.choices.get(run.run) ?? byDefault.has(run.run));
  }

  render() {
    return html`
      <lethe-top-bar .connection=${this.connection} .count=${this.store?.hasSnapshot ? this.runs.length : null}></lethe-top-bar>
      <main>
        ${this.runs.length === 0
          ? html`<lethe-empty-state .heard=${this.store?.hasSnapshot ?? false}></lethe-empty-state>`
          : this.#content()}
        <lethe-glossary></lethe-glossary>
        <footer class="soft small">The metrics are read from the metrics topic. The same data are available as <a href="./api/runs">JSON</a>.</footer>
      </main>`;
  }

  #content() {
    const shown = this.#shown;
    return html`
      <lethe-verdict .runs=${this.runs}></lethe-verdict>
      <lethe-run-overview .runs=${this.runs}></lethe-run-overview>
      ${this.runs.length > 1
        ? html`<lethe-run-picker .runs=${this.runs} .shown=${shown} @choose=${event => this.#choose(event.detail)}></lethe-run-picker>`
        : nothing}
      ${shown.length === 0
        ? html`<p class="soft">No run is selected. Select one above to see its matrix and charts.</p>`
        : html`
          <lethe-knowledge .runs=${shown} .theme=${this.theme}></lethe-knowledge>
          <lethe-stream .runs=${shown} .theme=${this.theme}></lethe-stream>`}`;
  }

  #choose({names, shown}) {
    const choices = new Map(this.choices);
    // Shown runs stay shown when further runs arrive.
    const now = new Set(this.#shown.map(run => run.run));
    this.runs.forEach(run => choices.set(run.run, now.has(run.run)));
    names.forEach(name => choices.set(name, shown));
    this.choices = choices;
  }
}
customElements.define("lethe-app", LetheApp);
