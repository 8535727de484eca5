import {LitElement, html, css} from "lit";
import {repeat} from "lit/directives/repeat.js";
import {shared} from "../look/shared.js";
import {heatGradient} from "../look/palette.js";
import {runState, runStateStyles} from "./run-state.js";
import {swatch} from "./swatch.js";
import "./matrix.js";
import "./past-windows.js";

/** Matrix and accuracy of past windows for each run, side by side. */
class KnowledgeSection extends LitElement {
  static properties = {runs: {attribute: false}, note: {attribute: false}, zoom: {attribute: false}, theme: {attribute: false}};

  static styles = [shared, runStateStyles, css`
    .head { display: flex; flex-wrap: wrap; align-items: end; justify-content: space-between; gap: 8px 24px; margin-bottom: 10px; }
    .head p { max-width: 74ch; }
    .scale { display: flex; align-items: center; gap: 8px; }
    .scale i { width: 130px; height: 12px; border-radius: 3px; border: 1px solid var(--line); }
    .grid { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); }
    .grid.even { grid-template-columns: repeat(auto-fit, minmax(min(100%, 540px), 1fr)); }
    .one { break-inside: avoid; }
    .one h3 > span:first-of-type { flex: 1; }
    .one { padding: 14px 16px; container-type: inline-size; min-width: 0; }
    .one h3 { display: flex; align-items: center; gap: 8px; margin-bottom: 8px; }
    .pair { display: grid; gap: 14px 28px; grid-template-columns: minmax(0, 1fr); }
    @container (min-width: 900px) { .pair { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); align-items: center; } }
  `];

  render() {
    return html`
      <section aria-labelledby="knows">
        <div class="head">
          <div>
            <h2 id="knows">What each run still knows</h2>
            <p class="soft small">Accuracy in % on every window (column) after training on each window (row), and now. A column that fades downwards is being forgotten.${this.note ? ` ${this.note}` : ""}</p>
          </div>
          <div class="scale soft small" role="img" aria-label="Colour scale from 0 % (faded) to 100 % (strong)">
            0 % <i .style=${`background:${heatGradient()}`}></i> 100 %
          </div>
        </div>
        <div class="grid ${this.runs.length === 4 ? "even" : ""}">${repeat(this.runs, run => run.run, run => html`
          <div class="panel one">
            <h3>${swatch(run)}<span title=${run.run}>${run.label}</span>${runState(run)}</h3>
            <div class="pair">
              <lethe-matrix .run=${run}></lethe-matrix>
              <lethe-past-windows .run=${run} .zoom=${this.zoom ?? null} .theme=${this.theme}></lethe-past-windows>
            </div>
          </div>`)}
        </div>
      </section>`;
  }
}
customElements.define("lethe-knowledge", KnowledgeSection);
