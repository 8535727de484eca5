import {LitElement, html, css} from "lit";
import {shared} from "../look/shared.js";
import {swatch} from "./swatch.js";
import {shortened} from "../text/names.js";
import "./matrix.js";

/** The matrix of the run that the verdict names, or that the reader has selected in the table. */
class FocusPanel extends LitElement {
  static properties = {run: {attribute: false}};

  static styles = [shared, css`
    .panel { padding: 12px 14px; }
    h3 { display: flex; align-items: center; gap: 8px; margin-bottom: 4px; }
    p { margin-bottom: 6px; }
  `];

  render() {
    return html`
      <section class="panel" aria-labelledby="focus">
        <h3 id="focus" title=${this.run.run}>${swatch(this.run)}<span>${shortened(this.run.label, 44)}</span></h3>
        <p class="soft small">Accuracy in % on every window: after each window, and now.</p>
        <lethe-matrix .run=${this.run}></lethe-matrix>
      </section>`;
  }
}
customElements.define("lethe-focus", FocusPanel);
