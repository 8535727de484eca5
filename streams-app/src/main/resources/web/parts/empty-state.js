import {LitElement, html, css} from "lit";
import {shared} from "../look/shared.js";

/** Page without runs: how to start one, over an outline of what will appear. */
class EmptyState extends LitElement {
  static properties = {heard: {attribute: false}};

  static styles = [shared, css`
    .words { padding: 28px 24px; max-width: 760px; }
    h2 { font-size: 1.35rem; }
    ul { margin: 12px 0 0; padding-left: 1.2em; display: grid; gap: 6px; }
    code { background: var(--sunken); border-radius: 4px; padding: 1px 5px; white-space: nowrap; }
    .words p { margin-top: 14px; }
    .ghosts { margin-top: var(--gap); display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); }
    .ghost { height: 170px; padding: 18px; display: grid; align-content: start; gap: 12px; }
    .ghost i { display: block; height: 12px; border-radius: 6px; background: var(--sunken); }
    .ghost i:nth-child(1) { width: 45%; } .ghost i:nth-child(2) { width: 75%; } .ghost i:nth-child(3) { width: 100%; height: 62px; }
    .waiting .ghost i { animation: breathe 1.2s ease-in-out infinite alternate; }
    @keyframes breathe { to { opacity: .4; } }
  `];

  render() {
    return html`
      <div class=${this.heard ? "" : "waiting"}>
        <section class="panel words">${this.heard ? this.#noRuns() : html`<h2>Waiting for the first metrics…</h2>`}</section>
        <div class="ghosts" aria-hidden="true">
          ${[1, 2, 3].map(() => html`<div class="panel ghost"><i></i><i></i><i></i></div>`)}
        </div>
      </div>`;
  }

  #noRuns() {
    return html`
      <h2>No runs yet.</h2>
      <ul>
        <li>Start one: <code>lethe demo</code> runs everything on this machine with a drifting stream.</li>
        <li>Or point a producer at the input topic and start a learner on it: <code>lethe train --bootstrap-server …</code></li>
      </ul>
      <p class="soft small">This page fills by itself as soon as a run publishes metrics.</p>`;
  }
}
customElements.define("lethe-empty-state", EmptyState);
