import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {verdict} from "../text/verdict.js";

/** The summary of all runs. */
class VerdictLine extends LitElement {
  static properties = {runs: {attribute: false}};

  static styles = [shared, css`
    .text { font-size: clamp(1.1rem, .95rem + .7vw, 1.45rem); line-height: 1.4; font-weight: 560; letter-spacing: -.008em; max-width: 78ch; text-wrap: pretty; overflow-wrap: anywhere; }
    .caution { margin-top: 4px; }
  `];

  render() {
    const {text, caution} = verdict(this.runs);
    return html`
      <p class="text">${text}</p>
      ${caution ? html`<p class="caution soft">${caution}</p>` : nothing}`;
  }
}
customElements.define("lethe-verdict", VerdictLine);
