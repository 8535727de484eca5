import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {percent} from "../text/format.js";
import {best, fallWords, victim} from "../text/fall.js";
import {shortened} from "../text/names.js";
import {verdict} from "../text/verdict.js";
import {swatch} from "./swatch.js";

/** The verdict on all runs: the window that has lost most, its run and since when; then the best run, and a summary. */
class VerdictLine extends LitElement {
  static properties = {runs: {attribute: false}};

  static styles = [shared, css`
    .headline { font-size: clamp(1.2rem, .9rem + 1.3vw, 1.9rem); line-height: 1.25; letter-spacing: -.012em; font-weight: 480; overflow-wrap: anywhere; text-wrap: pretty; }
    .headline b { font-weight: 720; }
    .second { margin-top: 2px; font-size: 1.0625rem; line-height: 1.35; overflow-wrap: anywhere; }
    .headline .swatch, .second .swatch { vertical-align: middle; margin-right: 6px; }
    .to { color: var(--bad); }
    .text { margin-top: 4px; max-width: 130ch; color: var(--ink-soft); font-size: .9rem; overflow-wrap: anywhere; }
    .text:first-child { font-size: 1.3rem; color: var(--ink); margin: 0; }
    @media (max-width: 600px) { .caution { display: none; } .second { font-size: .95rem; } }
  `];

  render() {
    const {text, caution} = verdict(this.runs);
    return html`${this.#headline()}${this.#second()}<p class="text">${text} ${caution ? html`<span class="caution">${caution}</span>` : nothing}</p>`;
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

  /** A run that keeps nothing, such as naive, would otherwise hide what happens to the others. */
  #second() {
    const run = best(this.runs);
    if (!run) return nothing;
    const name = html`${swatch(run)}<b title=${run.run}>${shortened(run.label, 48)}</b>`;
    const accuracy = percent(run.metrics.averageAccuracy, 0);
    if (!run.metrics.largestFall) return html`<p class="second">Highest average accuracy: ${name}, ${accuracy}; no window has fallen</p>`;
    const {window, from, to, since} = fallWords(run);
    return html`<p class="second">Highest average accuracy: ${name}, ${accuracy}; <b>${window}</b> fell from ${from} to ${to} since <b>${since}</b></p>`;
  }
}
customElements.define("lethe-verdict", VerdictLine);
