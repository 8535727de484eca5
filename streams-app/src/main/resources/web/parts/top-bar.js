import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {chooseTheme, chosenTheme} from "../look/theme.js";

const CONNECTION = {connecting: "Connecting…", connected: "Connected", reconnecting: "Reconnecting…"};
const NEXT_THEME = {auto: "light", light: "dark", dark: "auto"};

/** Name, connection of the page (not the state of a run), number of runs, theme. */
class TopBar extends LitElement {
  static properties = {
    connection: {attribute: false},
    count: {attribute: false},
    chosen: {state: true},
  };

  static styles = [shared, css`
    header { background: var(--panel); border-bottom: 1px solid var(--line); }
    div { max-width: 1560px; margin: 0 auto; padding: 10px var(--gap); display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; }
    h1 { display: flex; align-items: center; gap: 9px; margin: 0; font-size: 1.2rem; font-weight: 680; letter-spacing: -.01em; }
    h1 img { display: block; }
    .state { display: inline-flex; align-items: center; gap: 7px; font-size: .875rem; }
    .state::before { content: ""; width: 9px; height: 9px; border-radius: 50%; background: var(--warn); }
    .state.connected::before { background: var(--good); }
    .state.reconnecting::before { animation: pulse 1s ease-in-out infinite alternate; }
    @keyframes pulse { to { opacity: .25; } }
    .grow { flex: 1; }
    .tagline { white-space: nowrap; }
    @media (max-width: 700px) { .tagline { display: none; } }
  `];

  constructor() {
    super();
    this.connection = "connecting";
    this.count = null;
    this.chosen = chosenTheme();
  }

  render() {
    return html`
      <header><div>
        <h1><img src="./icon.svg" width="28" height="28" alt="">Lethe</h1>
        <span class="tagline soft small">what the model still knows</span>
        <span class="grow"></span>
        <span class="state ${this.connection}" role="status" aria-live="polite"
          title="Connection of this page to the server; each run shows its own state">${CONNECTION[this.connection]}</span>
        ${this.count === null ? nothing : html`<span class="count soft small">${this.count === 1 ? "1 run" : `${this.count} runs`}</span>`}
        <button type="button" @click=${this.#next} aria-label=${`Theme: ${this.chosen}. Change to ${NEXT_THEME[this.chosen]}`}>Theme: ${this.chosen}</button>
      </div></header>`;
  }

  #next() {
    this.chosen = NEXT_THEME[this.chosen];
    chooseTheme(this.chosen);
  }
}
customElements.define("lethe-top-bar", TopBar);
