import {LitElement, html, css} from "lit";
import {shared} from "../look/shared.js";
import {METRICS, SCORECARD} from "../text/metrics.js";

/** The meaning of every metric, with formula and unit. */
class Glossary extends LitElement {
  static styles = [shared, css`
    details { padding: 12px 16px; }
    summary { cursor: pointer; font-weight: 600; }
    p { margin-top: 10px; max-width: 90ch; }
    dl { display: grid; gap: 14px 28px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); margin-top: 14px; }
    dt { font-weight: 600; }
    dd { margin-top: 2px; font-size: .875rem; }
    dd code { display: block; margin-top: 4px; color: var(--ink-soft); overflow-wrap: anywhere; }
  `];

  render() {
    return html`
      <details class="panel">
        <summary>What do these mean?</summary>
        <p>A <b>task window</b> is a stretch of the stream that is assumed to have one distribution. Some examples of every window are
          kept out of training: its <b>holdout</b>. <b>R[i][j]</b>, the accuracy matrix, is the accuracy on the holdout of window j
          after training on window i; k is the newest window that has ended. A dash means that a metric is not defined yet, or that
          no value has arrived yet.</p>
        <dl>${[...METRICS, ...SCORECARD].map(m => html`
          <div><dt>${m.label}</dt><dd>${m.line ?? ""} ${m.about} ${inUnit(m)}${m.formula ? html`<code>${m.formula}</code>` : ""}</dd></div>`)}
        </dl>
        <p class="soft small">Forgetting after Chaudhry et al. 2018, backward transfer after Lopez-Paz and Ranzato 2017, prequential
          evaluation after Gama et al. 2013, warm-start gap after Ash and Adams 2020.</p>
      </details>`;
  }
}

function inUnit({unit, better}) {
  if (!unit) return "";
  return better ? `In ${unit}; ${better}.` : `In ${unit}.`;
}

customElements.define("lethe-glossary", Glossary);
