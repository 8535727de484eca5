import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {fallWords, victim} from "../text/fall.js";
import {shortened} from "../text/names.js";
import {verdict} from "../text/verdict.js";
import {swatch} from "./swatch.js";

/** The verdict on all runs: the window that has lost most, its run and since when; below it, a summary. */
class VerdictLine extends LitElement {
  static properties = {runs: {attribute: false}};

  static styles = [shared, css`
    .headline { font-size: clamp(1.2rem, .9rem + 1.3vw, 1.9rem); line-height: 1.25; letter-spacing: -.012em; font-weight: 480; overflow-wrap: anywhere; text-wrap: pretty; }
    .headline b { font-weight: 720; }
    .headline .swatch { vertical-align: middle; margin-right: 6px; }
    .to { color: var(--bad); }
    .text { margin-top: 4px; max-width: 130ch; color: var(--ink-soft); font-size: .9rem; overflow-wrap: anywhere; }
    .text:first-child { font-size: 1.3rem; color: var(--ink); margin: 0; }
    @media (max-width: 600px) { .caution { display: none; } }
  `];

  render() {
    const {text, caution} = verdict(this.runs);
    return html`${this.#headline()}<p class="text">${text} ${caution ? html`<span class="caution">${caution}</span>` : nothing}</p>`;
  }

  #headline() {
    const run = victim(this.runs);
    if (!run) return nothing;
    const {window, from, to, since, notable} = fallWords(run);
    const name = html`${swatch(run)}<b title=${run.run}>${shortened(run.label, 48)}</b>`;
    return html`<p class="headline">${notable
      ? html`${name}: <b>${window}</b> fell from ${from} to <b class="to">${to}</b> since <b>${since}</b>`
      : html`No window has lost 5 points. Most: ${name}, <b>${window}</b>, from ${from} to ${to} since <b>${since}</b>`}</p>`;
  }
}
customElements.define("lethe-verdict", VerdictLine);
