/* The page: chooses the shown runs and the theme. The sections draw these runs. */
import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {readAddress, writeAddress} from "../data/address.js";
import {shownAfter, viewOf} from "../data/view.js";
import {groupsOf} from "../data/groups.js";
import {victim} from "../text/fall.js";
import {effectiveTheme, onThemeChange} from "../look/theme.js";
import "./top-bar.js";
import "./alarm-banner.js";
import "./verdict-line.js";
import "./focus-panel.js";
import "./run-picker.js";
import "./run-overview.js";
import "./method-section.js";
import "./knowledge-section.js";
import "./stream-section.js";
import "./glossary.js";
import "./empty-state.js";

/** Cards show more of each run, a table compares more runs. */
const MAX_CARDS_BY_DEFAULT = 2;
/** Runs turn idle or stale without an event. */
const TICK_MS = 5000;

export class LetheApp extends LitElement {
  static properties = {
    store: {attribute: false},
    connection: {attribute: false},
    theme: {state: true},
    runs: {state: true},
    switches: {state: true},
    choice: {state: true},
    lostSince: {state: true},
  };

  static styles = [shared, css`
    :host { display: block; }
    main { max-width: 1560px; margin: 0 auto; padding: var(--gap); display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    .content { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    .first { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); align-items: start; }
    .lost { opacity: .5; filter: grayscale(1); }
    @media (min-width: 1100px) { .first.table { grid-template-columns: minmax(0, 13fr) minmax(0, 7fr); } }
    @media (max-width: 1099px) { .first lethe-focus { order: -1; } }
    @media print { main { max-width: none; padding: 0; } footer, lethe-glossary { display: none; } .first { grid-template-columns: minmax(0, 1fr); } }
    footer { padding: 8px 0 24px; }
    @media (max-width: 600px) { main { padding: 12px; } }
  `];

  #stop = [];

  constructor() {
    super();
    this.connection = "connecting";
    this.theme = effectiveTheme();
    this.runs = [];
    this.switches = [];
    this.choice = readAddress();
    this.lostSince = null;
  }

  connectedCallback() {
    super.connectedCallback();
    const tick = setInterval(() => { if (this.store) this.runs = this.store.runs; }, TICK_MS);
    this.#stop = [onThemeChange(() => { this.theme = effectiveTheme(); }), () => clearInterval(tick)];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop.forEach(stop => stop());
  }

  willUpdate(changed) {
    if (changed.has("store") && this.store) {
      this.#stop.push(this.store.listen(() => { this.runs = this.store.runs; this.switches = this.store.switches; }));
    }
    if (changed.has("connection")) this.lostSince = this.connection === "reconnecting" ? this.lostSince ?? Date.now() : null;
    document.title = this.runs.length === 0 ? "Lethe" : `Lethe: ${this.runs.length === 1 ? "1 run" : `${this.runs.length} runs`}`;
  }

  /** The run that the reader has selected in the table, otherwise the one that the verdict names. */
  #focused(listed) {
    const name = (this.runs.find(run => run.run === this.choice.focus) ?? victim(this.runs) ?? this.runs[0]).run;
    return listed.find(run => run.run === name) ?? listed[0] ?? this.runs[0];
  }

  render() {
    return html`
      <lethe-top-bar .connection=${this.connection} .count=${this.store?.hasSnapshot ? this.runs.length : null}></lethe-top-bar>
      <main>
        <lethe-alarms .runs=${this.runs} .lostSince=${this.lostSince}></lethe-alarms>
        ${this.runs.length === 0
          ? html`<lethe-empty-state .heard=${this.store?.hasSnapshot ?? false}></lethe-empty-state>`
          : html`<div class="content ${this.lostSince === null ? "" : "lost"}" @change-view=${event => this.#choose(event.detail)}
              @zoom=${event => this.#zoom(event.detail)} @pin=${event => this.#pin(event.detail)}>${this.#content()}</div>`}
        <lethe-glossary></lethe-glossary>
        <footer class="soft small">The metrics are read from the metrics topic. The same data are available as <a href="./api/runs">JSON</a>.</footer>
      </main>`;
  }

  #content() {
    const shows = viewOf(this.runs, this.choice);
    const {grouped, listed, items, shown, pinned} = shows;
    const view = this.choice.view ?? (this.runs.length > MAX_CARDS_BY_DEFAULT ? "table" : "cards");
    const asTable = view !== "cards";
    const focused = this.#focused(listed);
    const overview = html`<lethe-run-overview .runs=${listed} .count=${this.runs.length} .view=${view} .focused=${asTable ? focused.run : null}
      .grouped=${grouped} .choice=${this.choice}></lethe-run-overview>`;
    return html`
      <lethe-verdict .runs=${this.runs}></lethe-verdict>
      ${asTable ? html`<div class="first ${view}">${overview}<lethe-focus .run=${focused}></lethe-focus></div>` : nothing}
      ${items.length > 1
        ? html`<lethe-run-picker .items=${items} @choose=${event => this.#choose({shown: shownAfter(shows, event.detail)})}></lethe-run-picker>`
        : nothing}
      ${shown.length === 0 ? html`<p class="soft">No run is selected. Select one above to see its matrix and charts.</p>`
        : grouped ? this.#methods(shown, pinned) : this.#knowledge(union(shown, pinned))}
      ${asTable ? nothing : overview}
      ${shown.length === 0 || grouped ? nothing : this.#stream(union(shown, pinned), [], false)}`;
  }

  /** Methods come before the matrices, which are those of single runs. */
  #methods(shown, pinned) {
    const examples = groupsOf(shown).map(group => group.seeds[0]);
    return html`
      <lethe-methods .runs=${shown} .choice=${this.choice} .theme=${this.theme}></lethe-methods>
      ${this.#stream(shown, pinned, true)}
      ${this.#knowledge(union(examples, pinned), "Here: one seed of each method, and pinned runs.")}`;
  }

  #knowledge(runs, note = null) {
    return html`<lethe-knowledge .runs=${runs} .note=${note} .zoom=${this.choice.zoom.examples} .theme=${this.theme}></lethe-knowledge>`;
  }

  #stream(runs, pinned, grouped) {
    return html`<lethe-stream .runs=${runs} .switches=${this.switches} .pinned=${pinned} .grouped=${grouped} .zoom=${this.choice.zoom} .theme=${this.theme}></lethe-stream>`;
  }

  #zoom({axis, range}) {
    this.#choose({zoom: {...this.choice.zoom, [axis]: range}});
  }

  #pin(name) {
    const pinned = new Set(this.choice.pinned);
    if (!pinned.delete(name)) pinned.add(name);
    this.#choose({pinned});
  }

  #choose(change) {
    this.choice = {...this.choice, ...change};
    writeAddress(this.choice);
  }
}
customElements.define("lethe-app", LetheApp);

function union(runs, others) {
  return [...runs, ...others.filter(other => !runs.includes(other))];
}
