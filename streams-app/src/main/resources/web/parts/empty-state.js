import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";

/** Page without runs: where it looks for them, and a command that starts one. */
class EmptyState extends LitElement {
  static properties = {heard: {attribute: false}, source: {state: true}, copied: {state: true}};

  static styles = [shared, css`
    section { padding: 28px 24px; max-width: 860px; }
    h2 { font-size: 1.35rem; }
    p { margin-top: 14px; }
    code { background: var(--sunken); border-radius: 4px; padding: 1px 5px; overflow-wrap: anywhere; }
    .command { display: flex; align-items: center; gap: 10px; margin-top: 6px; }
    .command code { flex: 0 1 auto; padding: 7px 11px; user-select: all; }
    .command button { flex: none; }
  `];

  constructor() {
    super();
    this.source = null;
    this.copied = null;
  }

  async firstUpdated() {
    try {
      const response = await fetch("api/source");
      if (response.ok) this.source = await response.json();
    } catch {
      // The server is not there. The page says so elsewhere, and works without the names.
    }
  }

  render() {
    return html`<section class="panel">${this.heard ? this.#noRuns() : html`<h2>Waiting for the first metrics…</h2>`}</section>`;
  }

  #noRuns() {
    const {source} = this;
    return html`
      <h2>No runs yet.</h2>
      ${source ? html`<p>This page is at <code>${location.origin}</code>. It reads the topic <code>${source.metrics}</code> of the Kafka cluster
        at <code>${source.bootstrapServers}</code>, and no run has published metrics there. Runs learn from the topic <code>${source.examples}</code>.</p>` : nothing}
      ${source ? html`<p>Start a run on this cluster:</p>${this.#command(train(source))}` : nothing}
      <p>Or run everything on one machine, with a stream that drifts:</p>
      ${this.#command("./lethe demo")}
      <p class="soft small">This page fills by itself as soon as a run publishes metrics.</p>`;
  }

  #command(text) {
    return html`<div class="command"><code>${text}</code><button type="button" @click=${() => this.#copy(text)}>${this.copied === text ? "Copied" : "Copy"}</button></div>`;
  }

  /** A browser offers the clipboard to secure pages only; a click on the command selects it in the others. */
  async #copy(text) {
    await navigator.clipboard?.writeText(text);
    if (navigator.clipboard) this.copied = text;
  }
}
customElements.define("lethe-empty-state", EmptyState);

function train({bootstrapServers, prefix}) {
  const topics = prefix === "lethe" ? "" : ` --topic-prefix ${prefix}`;
  return `./lethe train --bootstrap-server ${bootstrapServers}${topics} --method 'er(memory=500)'`;
}
